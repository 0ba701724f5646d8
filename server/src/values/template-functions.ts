/**
 * Functions of Nomad's `template` blocks. Sources: github.com/hashicorp/consul-template/template funcMap (0.42), Go's
 * text/template builtins, client/config/config.go DefaultTemplateFunctionDenylist.
 */

const words = (list: string): readonly string[] => list.trim().split(/\s+/);

/** They ask Vault for something, so the task needs a token of it. */
export const vaultFunctions = words('secret secrets pkiCert');

/** Clients refuse them unless their configuration says otherwise. */
export const deniedFunctions = words('executeTemplate plugin writeToFile');

/** Functions that ask a cluster; nothing else has functions of these names. */
export const clusterFunctions = words(`
  caLeaf caRoots connect datacenters env envOrDefault key keyExists keyOrDefault ls mustEnv node nodes nomadService
  nomadServices nomadVar nomadVarExists nomadVarList nomadVarListSafe partitions peerings pkiCert safeLs safeTree secret
  secrets service services tree`);

export const templateFunctions: ReadonlySet<string> = new Set([
  ...clusterFunctions,
  ...deniedFunctions,
  ...words(`
    and call eq ge gt html index js le len lt ne not or print printf println slice urlquery
    add base64Decode base64Encode base64URLDecode base64URLEncode byKey byMeta byPort byTag contains containsAll
    containsAny containsNone containsNotAll divide explode explodeMap exportedServices file hmacSHA256Hex importedServices
    in indent join loop maximum md5sum mergeMap mergeMapWithOverride minimum modulo multiply parseBool parseFloat parseInt
    parseJSON parseUint parseYAML regexMatch regexReplaceAll replaceAll scratch sha256Hex sockaddr spew_dump spew_printf
    spew_sdump spew_sprintf split splitToMap subtract timestamp toJSON toJSONPretty toLower toTOML toTitle
    toUnescapedJSON toUnescapedJSONPretty toUpper toYAML trim trimPrefix trimSpace trimSuffix`),
]);

/** All of Sprig's are there too, with `sprig_` in front. */
export const isTemplateFunction = (name: string): boolean => templateFunctions.has(name) || name.startsWith('sprig_');
