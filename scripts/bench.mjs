// Measures the parser beside others, the analysis, and the language server (beside another one, if one is named).
// usage: bench.mjs [--only parser|analysis|server] [--peer COMMAND] [--peer-language-id ID] [--rounds N] [--json FILE]
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureToolchain, isInstalled, npm, root } from './toolchain.mjs';

await ensureToolchain();
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    peer: { type: 'string' },
    'peer-language-id': { type: 'string', default: 'nomad' },
    rounds: { type: 'string', default: '2' },
    json: { type: 'string' },
  },
});
const { build } = await import('./build.mjs');
const parts = { parser: benchParser, analysis: benchAnalysis, server: benchServer };
if (values.only && !parts[values.only]) {
  console.error(`There is no part "${values.only}": name one of ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

await build({ check: false, production: true });
const machine = `Node ${process.version}, ${availableParallelism()} × ${cpus()[0].model}`;
console.log(`${machine}. Every cell: least / median / most.`);
const figures = { machine };
for (const part of values.only ? [values.only] : Object.keys(parts)) figures[part] = await parts[part]();
if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 1)}\n`);

async function benchParser() {
  const folder = join(root, 'bench');
  if (!isInstalled(folder)) {
    console.log('Installing the other parsers into bench/node_modules …');
    npm(['ci', '--ignore-scripts'], folder);
  }
  const { build: esbuild } = await import('esbuild');
  const { alias } = await import('./build.mjs');
  const bundle = join(root, 'out/bench/hcl-parser.cjs');
  await esbuild({
    entryPoints: [alias['@hcl/parser']],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
  const { measureParsers, showParsers } = await import('../bench/parser.mjs');
  const results = measureParsers(bundle);
  console.log(`\nParsers\n\n${showParsers(results)}`);
  return results;
}

async function benchAnalysis() {
  const { measureAnalysis, showAnalysis } = await import('../bench/analysis.mjs');
  const results = measureAnalysis(join(root, 'dist/language.js'));
  console.log(`\nAnalysis of one file\n\n${showAnalysis(results)}`);
  return results;
}

async function benchServer() {
  const { measureServers, showServers } = await import('../bench/server.mjs');
  const own = [process.execPath, join(root, 'dist/server.js'), '--stdio'];
  const servers = [
    { name: 'ours', command: own, languageId: 'nomad' },
    ...(values.peer ? [{ name: 'peer', command: values.peer, languageId: values['peer-language-id'] }] : []),
  ];
  const results = await measureServers(servers, { rounds: Number(values.rounds) });
  console.log(`\nLanguage server\n\n${showServers(results)}`);
  return results.map(({ name, steps, memory }) => ({
    name,
    steps: Object.fromEntries(steps),
    memory: Object.fromEntries(memory),
  }));
}
