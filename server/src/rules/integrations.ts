/** Rules about what a job says to others than Nomad: to Consul, Vault, Traefik, and in templates; and about its variables. */
import { identityEmptyAud } from './consul/identity-empty-aud';
import { identityMissing } from './consul/identity-missing';
import { templateWithoutBlock } from './consul/template-without-block';
import type { Rule } from './rule';
import { plainInEnv } from './secrets/plain-in-env';
import { templateDelimiter } from './template/delimiter';
import { hclInterpolation } from './template/hcl-interpolation-in-heredoc';
import { kv2Data } from './template/kv2-data';
import { templatePerms } from './template/perms';
import { enableMissing } from './traefik/enable-missing';
import { ruleSyntax } from './traefik/rule-syntax';
import { serviceNoPort } from './traefik/service-no-port';
import { staticBehind } from './traefik/static-behind';
import { tlsEntrypoint } from './traefik/tls-entrypoint';
import { unknownKey } from './traefik/unknown-key';
import { envWithAnsible } from './variable/env-with-ansible';
import { variableInLabel } from './variable/in-label';
import { variableJinja } from './variable/jinja';
import { noDefault } from './variable/no-default';
import { variableUnused } from './variable/unused';
import { vaultIdentityName } from './vault/identity-name';
import { policiesLegacy } from './vault/policies-legacy';

export const integrationRules: readonly Rule[] = [
  variableUnused,
  noDefault,
  variableInLabel,
  variableJinja,
  envWithAnsible,
  identityMissing,
  identityEmptyAud,
  templateWithoutBlock,
  policiesLegacy,
  vaultIdentityName,
  plainInEnv,
  hclInterpolation,
  templateDelimiter,
  templatePerms,
  kv2Data,
  enableMissing,
  ruleSyntax,
  unknownKey,
  tlsEntrypoint,
  serviceNoPort,
  staticBehind,
];
