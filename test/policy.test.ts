/** The repository's policy: its file, where it is found, and what it changes. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { analyze } from '../server/src/analyze';
import { defaultPolicy, readPolicyFile } from '../server/src/policy';
import { nearestPolicy, policyHome } from '../server/src/policy-file';
import { categoryOf, fits } from '../server/src/policy-paths';
import { policyProblems } from '../server/src/policy-problems';
import { defaultSettings, readSettings, withPolicy } from '../server/src/settings';
import { startLsp } from './support/drivers';

const job = (number: number) =>
  `job "web" {\n  group "web" {\n    network {\n      port "http" {\n        static = ${number}\n      }\n    }\n  }\n}\n`;

const withFile = (text: string, settings = defaultSettings) =>
  withPolicy(settings, { uri: 'file:///repo/.nomad-lint.json', text, file: readPolicyFile(text) });

const levelOf = (settings = defaultSettings, uri = 'file:///repo/web.nomad.hcl', number = 8443) =>
  analyze({ uri, languageId: 'nomad', text: job(number) }, settings).problems.find(
    (problem) => problem.id === 'port/static-not-allowed',
  )?.severity;

describe('the policy file', () => {
  it('has a schema with the keys that are read, and their defaults', () => {
    const { properties } = JSON.parse(readFileSync('policy/nomad-lint.schema.json', 'utf8'));
    const { $schema, rules, portPolicy, ...rest } = properties as Record<string, { default?: unknown }>;
    assert.ok($schema && rules && portPolicy);
    const defaults = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, value.default]));
    assert.deepEqual(defaults, defaultPolicy);
    const read = readPolicyFile(JSON.stringify({ ...defaults, rules: {}, portPolicy: 'off' }));
    assert.deepEqual(read, { policy: defaultPolicy, rules: {}, portPolicy: 'off', problems: [] });
  });

  it('says what is wrong, where, and keeps the rest', () => {
    const text =
      '{\n  "allowedStaticPort": [53],\n  "dynamicRange": [3, 1],\n  "reservedPorts": [22, "8500-8502"],\n  "rules": { "port/unused": "loud" }\n}\n';
    const file = readPolicyFile(text);
    assert.deepEqual(file.policy, { reservedPorts: [22, 8500, 8501, 8502] });
    assert.deepEqual(
      policyProblems(text, file).map((p) => `${text.slice(p.start, p.end)}: ${p.message}`),
      [
        '"allowedStaticPort": There is no "allowedStaticPort" in a policy. Did you mean "allowedStaticPorts"?',
        '"dynamicRange": "dynamicRange" is the first and the last port of the range, such as [20000, 32000]. Until then its default holds.',
        '"rules": "rules" gives "port/unused" the level "loud"; levels are off, hint, information, warning, error. Until then its default holds.',
      ],
    );
    for (const broken of ['{', '[]', 'null', '']) assert.equal(readPolicyFile(broken).problems.length, 1, broken);
  });

  it('is the nearest above a file, and is read once', () => {
    const files: Record<string, string> = {
      'file:///repo/.nomad-lint.json': '{}',
      'file:///repo/a/.nomad-lint.json': '{ "level": "off" }',
    };
    const asked: string[] = [];
    const read = (uri: string) => {
      asked.push(uri);
      return files[uri];
    };
    const known = new Map();
    const find = (uri: string) => nearestPolicy(uri, read, known)?.uri;
    assert.equal(find('file:///repo/a/b/web.nomad.hcl'), 'file:///repo/a/.nomad-lint.json');
    assert.equal(find('file:///repo/c/web.nomad.hcl'), 'file:///repo/.nomad-lint.json');
    const before = asked.length;
    assert.equal(find('file:///repo/a/b/api.nomad.hcl'), 'file:///repo/a/.nomad-lint.json');
    assert.equal(asked.length, before);
    assert.equal(find('file:///other/web.nomad.hcl'), undefined);
    assert.equal(find('untitled:Untitled-1'), undefined);
  });

  it('would be written in the folder that is open', () => {
    assert.equal(policyHome('file:///repo/a/web.nomad.hcl', ['file:///repo']), 'file:///repo/.nomad-lint.json');
    assert.equal(policyHome('file:///other/web.nomad.hcl', ['file:///repo']), 'file:///other/.nomad-lint.json');
  });

  it('has patterns of paths', () => {
    assert.ok(fits('/srv/jobs/vault.nomad.hcl', '**/vault.nomad.hcl'));
    assert.ok(fits('/srv/jobs/vault.nomad.hcl', 'vault.nomad.hcl'));
    assert.ok(fits('/srv/edge/a/web.nomad.hcl', 'edge/**'));
    assert.ok(fits('/srv/a.nomad.hcl', '*.{nomad,job}.hcl'));
    assert.ok(!fits('/srv/a/b.nomad.hcl', '/srv/*.nomad.hcl'));
    assert.ok(!fits('/srv/avault.nomad.hcl', '**/vault.nomad.hcl'));
    assert.ok(!fits('/srv/a{b.hcl', 'a{c.hcl'));
    assert.ok(fits('/srv/a{b.hcl', 'a{b.hcl'));
    assert.ok(fits('/srv/a/b/c.hcl', '/srv/**/c.hcl') && fits('/srv/c.hcl', '/srv/**/c.hcl'));
    assert.ok(!fits('/srv/a/c.hcl', '/srv/*c.hcl') && !fits('/srv/xc.hcl', '/srv/**/c.hcl'));
    assert.ok(fits('/srv/ab1.hcl', '/srv/*b?.hcl') && fits('/srv/a/b/c.hcl', '/srv/**.hcl'));
  });

  it('has no pattern that takes long', () => {
    const started = performance.now();
    assert.ok(!fits(`/${'a'.repeat(400)}`, `${'**a*a{a,b}'.repeat(12)}c`));
    assert.ok(performance.now() - started < 500);
    assert.equal(categoryOf('file:///srv/platform-services/dns/a.nomad.hcl', defaultPolicy), 'platform-services');
    assert.equal(categoryOf('file:///srv/a.nomad.hcl', defaultPolicy), undefined);
  });
});

describe('the policy', () => {
  it('allows ports, also in one category', () => {
    assert.equal(levelOf(), 'warning');
    assert.equal(levelOf(withFile('{ "allowedStaticPorts": [8443] }')), undefined);
    const mail = withFile('{ "categories": { "platform-services": { "allowedStaticPorts": ["8400-8450"] } } }');
    assert.equal(levelOf(mail), 'warning');
    assert.equal(levelOf(mail, 'file:///repo/platform-services/mail.nomad.hcl'), undefined);
  });

  it('is quieted by one setting, whether of the editor or of the file', () => {
    assert.equal(levelOf(withFile('{ "level": "relaxed" }')), 'information');
    assert.equal(levelOf(withFile('{ "portPolicy": "off" }')), undefined);
    assert.equal(levelOf(readSettings({ policy: { level: 'off' } })), undefined);
    assert.equal(levelOf(withFile('{ "level": "house" }', readSettings({ portPolicy: 'relaxed' }))), 'information');
  });

  it('gives rules levels, and what a person sets goes before it', () => {
    const text = '{ "rules": { "port/static-not-allowed": "hint" } }';
    assert.equal(levelOf(withFile(text)), 'hint');
    assert.equal(levelOf(withFile(text, readSettings({ rules: { 'port/static-not-allowed': 'error' } }))), 'error');
  });

  it('marks in archives only what Nomad refuses', () => {
    const uri = 'file:///repo/.archive/web.nomad.hcl';
    assert.equal(levelOf(defaultSettings, uri), undefined);
    const text = job(8443).replace('static = 8443', 'sttic = 1');
    const { problems } = analyze({ uri, languageId: 'nomad', text }, defaultSettings);
    assert.ok(problems.some((problem) => problem.id === 'schema/unknown-attribute'));
  });

  it('comes to the editor from the file, and changes with it', async () => {
    const files: Record<string, string> = { 'file:///repo/.nomad-lint.json': '{ "level": "quiet" }' };
    const lsp = await startLsp({ readText: (uri) => files[uri] });
    const marked: { uri: string; diagnostics: { message: string }[] }[] = [];
    lsp.connection.onNotification('textDocument/publishDiagnostics', (params) => {
      marked.push(params as never);
    });
    const uri = 'file:///repo/web.nomad.hcl';
    await lsp.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'nomad', version: 1, text: job(8443) },
    });
    const codes = async () => {
      const report = await lsp.connection.sendRequest<{ items: { code: string }[] }>('textDocument/diagnostic', {
        textDocument: { uri },
      });
      return report.items.map(({ code }) => code);
    };
    assert.ok((await codes()).includes('port/static-not-allowed'));
    assert.deepEqual(
      marked.at(-1)?.diagnostics.map(({ message }) => message),
      ['"level" is one of "house", "relaxed" and "off". Until then its default holds.'],
    );
    files['file:///repo/.nomad-lint.json'] = '{ "level": "off" }';
    await lsp.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: 'file:///repo/.nomad-lint.json', type: 2 }],
    });
    assert.ok(!(await codes()).includes('port/static-not-allowed'));
    assert.deepEqual(marked.at(-1), { uri: 'file:///repo/.nomad-lint.json', diagnostics: [] });
    await lsp.close();
  });

  it('is made by a repair', async () => {
    const lsp = await startLsp({ readText: () => undefined });
    const uri = 'file:///repo/web.nomad.hcl';
    await lsp.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'nomad', version: 7, text: job(8443) },
    });
    const range = { start: { line: 4, character: 10 }, end: { line: 4, character: 10 } };
    const actions = await lsp.connection.sendRequest<{ title: string; edit: unknown }[]>('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [] },
    });
    const policy = 'file:///repo/.nomad-lint.json';
    const at = { line: 0, character: 0 };
    assert.deepEqual(actions.find(({ title }) => title === 'Allow 8443 in .nomad-lint.json')?.edit, {
      documentChanges: [
        { kind: 'create', uri: policy, options: { ignoreIfExists: true } },
        {
          textDocument: { uri: policy, version: null },
          edits: [{ range: { start: at, end: at }, newText: '{\n  "allowedStaticPorts": [53, 80, 443, 8443]\n}\n' }],
        },
      ],
    });
    await lsp.close();
  });
});
