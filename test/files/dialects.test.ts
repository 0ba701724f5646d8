/**
 * The files beside the job files: what Nomad's commands accept has no error, what they refuse has one.
 * Each verdict was read off the commands of Nomad 2.0 (`volume create`, `namespace apply`, `node pool apply`,
 * `quota apply`, `var put`, `config validate`) or, for ACL policies, off acl/policy.go Parse.
 */
import assert from 'node:assert/strict';
import { analyze } from '../../server/src/analyze';
import type { LanguageId } from '../../server/src/languages';
import { languageOfPath } from '../../server/src/languages';
import { defaultSettings } from '../../server/src/settings';

const problemsOf = (languageId: LanguageId, text: string) =>
  analyze({ uri: 'file:///x', languageId, text }, defaultSettings).problems;
const errorsOf = (languageId: LanguageId, text: string) =>
  problemsOf(languageId, text).flatMap(({ severity, id, start }) =>
    severity === 'error' ? [`${id} in line ${text.slice(0, start).split('\n').length}`] : [],
  );

const host =
  'name      = "x"\ntype      = "host"\nplugin_id = "mkdir"\ncapability {\n  access_mode     = "single-node-writer"\n  attachment_mode = "file-system"\n}\n';
const csi = host.replace('type      = "host"', 'id        = "x"\ntype      = "csi"');
const pool = (lines: string) => `node_pool "x" {\n${lines}\n}\n`;

const accepted: readonly (readonly [LanguageId, string])[] = [
  ['nomad-volume', host],
  ['nomad-volume', csi],
  // HCL 1.
  ['nomad-volume', `${host}"namespace" = "y"\n`],
  ['nomad-volume', `${host}parameters { a = 1, "b.c" = "2" }\n`],
  ['nomad-volume', `${host}parameters = { a = 1 b = 2 }\n`],
  ['nomad-volume', `${host}parameters\n{\n  a = 1\n}\n`],
  ['nomad-volume', `${host}parameters { a.b = 1 }\n`],
  ['nomad-volume', `${host}parameters { a = "\${upper("x")} %{ if" }\n`],
  ['nomad-volume', `${host}parameters {\n  a = <<EOT\n\${ } %{ nothing\nEOT\n}\n`],
  ['nomad-volume', `${host}constraint = { attribute = "\${meta.x}" }\n`],
  // Unknown names at top level are passed over, sizes are read loosely.
  ['nomad-volume', `${host}size = "10"\ncapacity_min = "1,000 mib"\ncapacity_max = "2Gi"\n`],
  ['nomad-volume', `${host}name = "twice"\n`],
  ['nomad-volume', csi.replace('"csi"', '"CSI"')],
  ['nomad-namespace', 'name = "x"\nfoo = 1\ncapabilities { foo = 1 }\nmeta { a = 1 }\n'],
  ['nomad-node-pool', pool('  meta {\n    a = "b"\n  }\n  node_identity_ttl = 5')],
  [
    'nomad-quota',
    'name = "x"\nlimit {\n  region = "a"\n  region_limit { storage { variables = "10MB" } memory = 1.5 }\n}\n',
  ],
  ['nomad-variable', 'path = "nomad/jobs/x"\nitems { "a.b" = "c" }\nitems { d = 1 }\n'],
  [
    'nomad-acl-policy',
    'namespace "a-*" {\n  policy = "read"\n  variables { path "x/*" { capabilities = ["read"] } }\n}\n',
  ],
  // A policy of Vault, and one of Consul.
  ['nomad-acl-policy', 'path "secret/*" {\n  capabilities = ["create", "sudo"]\n}\n'],
  ['nomad-acl-policy', 'key_prefix "" {\n  policy = "list"\n}\nnode "" { policy = "x" }\n'],
  [
    'nomad-agent',
    'client {\n  options { "driver.allowlist" = "docker" }\n}\nplugin "docker" { config { gc { image = true } } }\n',
  ],
  // Not for us to refuse: other files are merged with it.
  ['nomad-agent', 'foo = 1\nclient {\n  bar {\n  }\n'],
  // In JSON: not judged.
  ['nomad', '{"job": {"x": {"datacenters": ["dc1"]}}}\n'],
  ['nomad-vars', '{\n  "a": 1\n}\n'],
  ['nomad-vars', 'a = 1\nb = ["x", { c = null }]\nd = <<EOT\nx\nEOT\n'],
];

const refused: readonly (readonly [LanguageId, string, ...string[]])[] = [
  ['nomad-volume', host.replace('type ', 'typ '), 'schema/missing-attribute in line 1'],
  ['nomad-volume', host.replace('"host"', '"hots"'), 'schema/pattern in line 2'],
  ['nomad-volume', `${host}mount_options { typ = "a" }\n`, 'schema/unknown-attribute in line 8'],
  ['nomad-volume', `${host}capacity_min = "ten"\n`, 'schema/pattern in line 8'],
  ['nomad-volume', `${host}node_pool = docker\n`, 'schema/constant in line 8'],
  ['nomad-volume', `${host}node_pool = upper("x")\n`, 'schema/constant in line 8'],
  ['nomad-volume', `${host}node_pool = null\n`, 'schema/constant in line 8'],
  ['nomad-volume', `${host}node_pool = ["a"]\n`, 'schema/type in line 8'],
  ['nomad-volume', `${host}parameters { a = "\\d" }\n`, 'syntax/invalid-escape in line 8'],
  ['nomad-volume', `${csi}mount_options { mount_flags = "x" }\n`, 'schema/type in line 9'],
  [
    'nomad-volume',
    `${csi}clone_id = "a"\nsnapshot_id = "b"\n`,
    'schema/conflict in line 9',
    'schema/conflict in line 10',
  ],
  ['nomad-namespace', 'name = "a b"\n', 'schema/pattern in line 1'],
  ['nomad-namespace', 'name = "a"\nmeta { b = ["c"] }\n', 'schema/type in line 2'],
  ['nomad-node-pool', pool('  description = upper("a")'), 'expression/function-unknown in line 2'],
  ['nomad-node-pool', pool('  meta = { a = "b" }'), 'schema/unknown-attribute in line 2'],
  ['nomad-node-pool', pool('  node_identity_ttl = "2d"'), 'schema/duration in line 2'],
  ['nomad-node-pool', `${pool('')}${pool('')}`, 'schema/too-many-blocks in line 4'],
  ['nomad-quota', 'name = "a"\nlimit { region_limit { numa = 1 } }\n', 'schema/unknown-attribute in line 2'],
  ['nomad-variable', 'path = "a"\nfoo = 1\n', 'schema/unknown-attribute in line 2'],
  ['nomad-variable', 'path = "a"\nitems { b { c = "d" } }\n', 'schema/unknown-block in line 2'],
  ['nomad-acl-policy', 'namespace "a" {\n  capabilities = ["read-jobs"]\n}\n', 'schema/enum in line 2'],
  ['nomad-acl-policy', 'node {\n  policy = "reed"\n}\n', 'schema/enum in line 2'],
  ['nomad-acl-policy', 'agent {\n}\n', 'schema/missing-attribute in line 1'],
  ['nomad-vars', 'a = var.b\n', 'reference/undeclared in line 1'],
  ['nomad-vars', 'a {\n}\n', 'schema/unknown-block in line 1'],
];

describe('the files beside the job files', () => {
  for (const [languageId, text] of accepted) {
    it(`${languageId}: ${JSON.stringify(text.slice(-60))} has no error`, () =>
      assert.deepEqual(errorsOf(languageId, text), []));
  }
  for (const [languageId, text, ...expected] of refused) {
    it(`${languageId}: ${JSON.stringify(text.slice(-40))} is refused`, () =>
      assert.deepEqual(errorsOf(languageId, text), expected));
  }

  it('says in an agent configuration what is not understood, without calling it wrong', () => {
    const [problem] = problemsOf('nomad-agent', 'client {\n  node_clas = "x"\n}\n');
    assert.equal(problem?.severity, 'warning');
    assert.match(problem?.message ?? '', /Did you mean "node_class"/);
  });
});

describe('the language of a path', () => {
  const cases: Readonly<Record<string, LanguageId | undefined>> = {
    '/w/web.nomad.hcl': 'nomad',
    '/w/web.nomad': 'nomad',
    '/w/web.vars.hcl': 'nomad-vars',
    '/w/prod.auto.nomadvars': 'nomad-vars',
    'C:\\w\\wiki.volume.hcl': 'nomad-volume',
    '/w/team.policy.hcl': 'nomad-acl-policy',
    '/etc/nomad.d/client.hcl': 'nomad-agent',
    'nomad.d/x.hcl': 'nomad-agent',
    'nomad.hcl': 'nomad-agent',
    '/w/xnomad.d/x.hcl': undefined,
    '/w/mynomad.hcl': undefined,
    '/w/main.hcl': undefined,
  };
  for (const [path, id] of Object.entries(cases)) {
    it(`${path}: ${id}`, () => assert.equal(languageOfPath(path)?.id, id));
  }
});
