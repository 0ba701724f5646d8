// Writes what is derived from the rules: a page for each under docs/rules/, their list, and their names and levels in
// the manifest's setting `nomad.rules` and in the schema of `.nomad-lint.json`. CI fails when the written files differ
// from what this writes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

// Examples are judged as the server judges them, with the schemas as they are now.
await import('./compile-schemas.mjs');

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bundled = await build({
  stdin: {
    contents: `export { rules } from './server/src/rules';
      export { workspaceRules } from './server/src/rules/workspace-rules';
      export { clusterRules } from './server/src/rules/cluster-rules';
      export { pages } from './server/src/rules/pages';
      export { pageExamples } from './server/src/rules/page-examples';
      export { exampleFiles, problemsOfFiles, settingsFor } from './test/support/example-files';`,
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  write: false,
  alias: { '@hcl/parser': join(root, 'packages/hcl-parser/src/index.ts') },
});
const loaded = { exports: {} };
new Function('module', 'exports', 'require', bundled.outputFiles[0].text)(
  loaded,
  loaded.exports,
  (await import('node:module')).createRequire(import.meta.url),
);
const { pages, pageExamples, exampleFiles, problemsOfFiles, settingsFor } = loaded.exports;
const rules = [...loaded.exports.rules, ...loaded.exports.workspaceRules, ...loaded.exports.clusterRules];

/** All pages, by path: nothing is removed before everything that is to be written is there. */
const written = new Map();
const write = (path, text) => written.set(path, `${text.trim()}\n`);
const code = (text) => `\`\`\`hcl\n${text}\n\`\`\``;
const all = {
  house: `All of the house policy: the setting \`nomad.policy.level\`, or \`"level"\` in [\`.nomad-lint.json\`](../../policy.md).`,
  port: `All that the house policy says of ports: the setting \`nomad.portPolicy\`, or \`"portPolicy"\` in [\`.nomad-lint.json\`](../../policy.md).`,
};
const quiet = ({ id, level, policy }) => `## How to quiet it

On a line, or the line above it: \`# nomad-lint: allow ${id} <reason>\`. In a whole file: \`# nomad-lint: allow-file ${id}\`.
Everywhere: the setting \`"nomad.rules": { "${id}": "off" }\` (or \`hint\`, \`information\`, \`warning\`, \`error\`).${policy ? `\n${all[policy]}` : ''}${level === 'error' ? '\nNomad refuses the job all the same.' : ''}`;

/** The same for problems that share a page. */
const quietOne = (group) => `## How to quiet one of them

With its whole id, such as \`${group}/…\`: on a line, or the line above it, \`# nomad-lint: allow <id> <reason>\`; everywhere the setting \`"nomad.rules": { "<id>": "off" }\`. What Nomad refuses it refuses all the same.`;

/** The first problem of this id in an example, as the editor shows it; undefined for what only a cluster can tell. */
function problemIn(id, level, language, wrong) {
  const files = exampleFiles(wrong, language);
  return problemsOfFiles(files, settingsFor(id, level)).find((problem) => problem.id === id);
}
const told = (problem) => (problem ? `> **${problem.severity}** ${problem.message.replaceAll('<', '\\<')}` : '');

/** The titles of the repairs; the safe ones are those that "fix all" applies. */
function repairs(problem, heading) {
  const fixes = problem?.fixes ?? [];
  const safe = fixes.some((fix) => fix.preferred && fix.safe)
    ? ' "Fix all" and `nomad-jobs check --fix` apply it by themselves.'
    : '';
  if (!problem) return '';
  return fixes.length === 0
    ? `${heading}By hand: what is needed is not in the file.`
    : `${heading}A quick fix: ${fixes.map(({ title }) => `*${title}*`).join(' · ')}.${safe}`;
}

for (const rule of rules) {
  const { docs } = rule;
  const problem = problemIn(rule.id, rule.level, rule.languages[0], docs.wrong);
  write(
    `${rule.id}.md`,
    [
      `# ${rule.id}`,
      `${rule.title}. Level: **${rule.level}**${rule.policy ? ', part of the house policy' : ''}.`,
      `## Why\n\n${docs.why}`,
      `## Wrong\n\n${code(docs.wrong)}`,
      told(problem),
      `## Right\n\n${code(docs.right)}`,
      repairs(problem, '## How to repair it\n\n'),
      quiet(rule),
      docs.sources?.length ? `## Sources\n\n${docs.sources.map((s) => `- \`${s}\``).join('\n')}` : '',
    ]
      .filter(Boolean)
      .join('\n\n'),
  );
}
function example(id) {
  const { wrong, right } = pageExamples[id] ?? {};
  if (!wrong) return '';
  const problem = problemIn(id, 'error', 'nomad', wrong);
  return [
    `Wrong:\n\n${code(wrong)}`,
    told(problem),
    `Right:\n\n${code(right)}`,
    problem?.fixes?.length ? repairs(problem, '') : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

for (const { group, intro, entries } of pages) {
  const parts = Object.entries(entries).map(([name, text]) =>
    [`## ${name}`, text, example(`${group}/${name}`)].filter(Boolean).join('\n\n'),
  );
  write(`${group}.md`, [`# ${group}/*`, intro, ...parts, quietOne(group)].join('\n\n'));
}
write(
  'README.md',
  [
    '# Rules',
    'An **error** is what Nomad itself refuses. A **warning** is what will fail or hurt, or a house policy. Everything else is advice. *house* marks the [house policy](../policy.md), which one setting quiets.',
    `| rule | level | what |\n| --- | --- | --- |\n${rules.map((r) => `| [${r.id}](${r.id}.md) | ${r.level}${r.policy ? ' · house' : ''} | ${r.title} |`).join('\n')}`,
    `Also: ${pages.map(({ group }) => `[${group}/*](${group}.md)`).join(', ')}.`,
  ].join('\n\n'),
);

const folder = join(root, 'docs/rules');
rmSync(folder, { recursive: true, force: true });
for (const [path, text] of written) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** How loudly a rule may speak. */
const levels = ['off', 'hint', 'information', 'warning', 'error'];

const manifestFile = join(root, 'package.json');
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
const sections = [manifest.contributes?.configuration ?? []].flat();
const setting = sections.find((s) => s.properties?.['nomad.rules'])?.properties['nomad.rules'];
if (setting) {
  setting.properties = Object.fromEntries(
    rules.map((r) => [r.id, { enum: levels, default: r.level, description: `${r.title}.` }]),
  );
  setting.additionalProperties = { enum: levels };
  writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
}

const policyFile = join(root, 'policy/nomad-lint.schema.json');
const policy = JSON.parse(readFileSync(policyFile, 'utf8'));
policy.definitions = { level: { enum: levels } };
Object.assign(policy.properties.rules, {
  properties: Object.fromEntries(
    rules.map((r) => [r.id, { $ref: '#/definitions/level', default: r.level, description: `${r.title}.` }]),
  ),
  additionalProperties: { $ref: '#/definitions/level' },
});
writeFileSync(policyFile, `${JSON.stringify(policy, null, 2)}\n`);
execFileSync(join(root, 'node_modules/.bin/biome'), ['format', '--write', policyFile], { stdio: 'ignore' });
