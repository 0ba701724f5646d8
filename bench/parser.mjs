// How many megabytes a second HCL parsers read. Each has a process of its own: none warms up another, none pays for
// another's memory. A process is started as: parser.mjs NAME BUNDLE
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateJob } from './gen-job.mjs';
import { parsers } from './parsers.mjs';
import { cell, short, summarize, table } from './table.mjs';

const rounds = 7;
/** A round parses the texts as often as fits in this time, at least once. */
const roundMs = 200;
/** No further round is begun after this time. */
const budgetMs = 4000;

/**
 * @param bundle a CommonJS bundle of @hcl/parser
 * @returns for every parser the MB/s of each round by set of texts, and its peak memory in MiB
 */
export function measureParsers(bundle) {
  return Object.keys(parsers).map((name) => {
    const { stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name, bundle], {
      encoding: 'utf8',
    });
    if (!stdout) throw new Error(`${name} could not be measured: ${stderr}`);
    return JSON.parse(stdout);
  });
}

export function showParsers(results) {
  const [own] = results;
  const head = ['parser', ...own.sets.map((set) => `${set.name}, MB/s`), 'slower', 'accepts', 'memory'];
  const rows = results.map((result) => {
    const best = (sets) => Math.max(...sets.at(-1).rounds);
    return [
      result.name,
      ...result.sets.map((set) => cell(summarize(set.rounds))),
      `${short(best(own.sets) / best(result.sets))} ×`,
      result.sets.map((set) => `${set.accepted}/${set.texts}`).join(' '),
      `${result.peakMiB.toFixed(0)} MiB`,
    ];
  });
  return table(head, rows);
}

function textSets() {
  const examples = fileURLToPath(new URL('../examples', import.meta.url));
  const files = readdirSync(examples, { recursive: true }).filter((file) => file.endsWith('.nomad.hcl'));
  return [
    ...[150, 2000, 20000].map((lines) => ({ name: `${lines} lines`, texts: [generateJob(lines)] })),
    { name: 'examples/', texts: files.sort().map((file) => readFileSync(join(examples, file), 'utf8')) },
  ];
}

async function measure(name, bundle) {
  const parse = await parsers[name](bundle);
  const sets = [];
  for (const { name: set, texts } of textSets()) {
    let accepted = 0;
    // Also the warm-up. Awaiting what is no promise would cost the quick ones a turn of the loop for every text.
    for (const text of texts) if (await parse(text)) accepted++;
    sets.push({ name: set, texts: texts.length, accepted, rounds: await measureSet(parse, texts) });
  }
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  // Go's runtime within two of them keeps the process alive.
  process.stdout.write(JSON.stringify({ name, sets, peakMiB }), () => process.exit());
}

/** MB/s of each round. */
async function measureSet(parse, texts) {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const speeds = [];
  const begun = performance.now();
  while (speeds.length < rounds && (speeds.length === 0 || performance.now() - begun < budgetMs)) {
    let passes = 0;
    const start = performance.now();
    do {
      for (const text of texts) {
        const result = parse(text);
        if (result instanceof Promise) await result;
      }
      passes++;
    } while (performance.now() - start < roundMs);
    speeds.push((bytes * passes) / 1000 / (performance.now() - start));
  }
  return speeds;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await measure(process.argv[2], process.argv[3]);
