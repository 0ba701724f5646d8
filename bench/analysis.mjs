// How long the analysis of one file takes without an editor: parsing, everything that is wrong, completion, hover. Each
// time is that of a new version of the file, as while typing; nothing of the version before is used again.
// As a process of its own: analysis.mjs BUNDLE
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { generateJob } from './gen-job.mjs';
import { placesIn } from './positions.mjs';
import { cell, summarize, table } from './table.mjs';

const sizes = [150, 2000, 20000];
const warmUpMs = 1000;
const budgetMs = 2000;

/**
 * @param bundle the built server/src/language.ts
 * @returns `{ lines, step, samples }` with samples in ms
 */
export function measureAnalysis(bundle) {
  const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), bundle], { encoding: 'utf8' });
  if (child.status !== 0) throw new Error(`The analysis could not be measured: ${child.stderr}`);
  return JSON.parse(child.stdout);
}

export function showAnalysis(results) {
  const steps = [...new Set(results.map(({ step }) => step))];
  const rows = sizes.map((lines) => [
    `${lines} lines`,
    ...steps.map((step) => cell(summarize(results.find((r) => r.lines === lines && r.step === step).samples))),
  ]);
  return table(['file', ...steps.map((step) => `${step}, ms`)], rows);
}

function measure(bundle) {
  const { analyze, complete, defaultSettings, hover } = createRequire(import.meta.url)(bundle);
  return sizes.flatMap((lines) => {
    const text = generateJob(lines);
    const offsets = placesIn(text, 20);
    let version = 0;
    const fresh = () => {
      version++;
      return analyze(
        { uri: 'file:///bench.nomad.hcl', languageId: 'nomad', text: `${text}# ${version}\n` },
        defaultSettings,
      );
    };
    const steps = {
      parse: () => fresh().syntax,
      'all problems': () => fresh().problems,
      completion: () => complete(fresh(), offsets[version % offsets.length]),
      hover: () => hover(fresh(), offsets[version % offsets.length]),
    };
    return Object.entries(steps).map(([step, run]) => {
      repeat(run, warmUpMs);
      return { lines, step, samples: repeat(run, budgetMs) };
    });
  });
}

/** The times of `run`, called at least three times, and until `ms` have passed or 200 times. */
function repeat(run, ms) {
  const samples = [];
  const begun = performance.now();
  while (samples.length < 3 || (samples.length < 200 && performance.now() - begun < ms)) {
    const start = performance.now();
    run();
    samples.push(performance.now() - start);
  }
  return samples;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(JSON.stringify(measure(process.argv[2])));
