/** `nomad-jobs json`: a job file as the JSON that Nomad's API takes, as `nomad job run -output` prints it. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type Analysis, analyze } from '../analysis';
import { toApiJob } from '../job/to-api';
import type { Problem } from '../problem';
import { defaultSettings } from '../settings';
import type { VariableInputs } from '../values/variables';
import { toChecked } from './checked';
import { type Checked, formats } from './formats';
import { type VariableFlags, variableInputs, variableOptions } from './variables';

export async function json(args: readonly string[]): Promise<number> {
  const started = performance.now();
  let options: { values: VariableFlags; positionals: string[] };
  try {
    options = parseArgs({ args: [...args], allowPositionals: true, options: variableOptions });
  } catch (error) {
    return usage(error instanceof Error ? error.message : String(error));
  }
  const [path, more] = options.positionals;
  if (path === undefined || more !== undefined) return usage('Name one job file, or - for standard input.');
  const text = readFileSync(path === '-' ? 0 : path, 'utf8');
  const inputs = variableInputs(options.values);
  const uri = pathToFileURL(resolve(path)).href;
  const analysis = analyze({ uri, languageId: 'nomad', text }, defaultSettings, inputs);
  const { job, missing } = toApiJob(analysis);
  const problems = errorsOf(analysis.problems);
  // What is unknown because it is wrong has been said already.
  if (problems.length === 0)
    problems.push(...missing.map((m): Problem => ({ ...m, id: 'variable/missing', severity: 'error' })));
  const files = variableFiles(analysis, inputs);
  const checked = [toChecked(path, text, problems), ...files];
  const errors = checked.reduce((sum, file) => sum + file.problems.length, 0);
  if (errors > 0) {
    const seconds = (performance.now() - started) / 1000;
    const report = { files: checked, errors, warnings: 0, seconds, colour: process.stderr.isTTY === true };
    process.stderr.write((formats.pretty as (typeof formats)[string])(report));
  }
  if (job && files.every((file) => file.problems.length === 0))
    process.stdout.write(`${JSON.stringify({ Job: job }, null, 4)}\n`);
  return errors > 0 ? 1 : 0;
}

const errorsOf = (problems: readonly Problem[]): Problem[] => problems.filter(({ severity }) => severity === 'error');

function variableFiles(analysis: Analysis, inputs: VariableInputs): Checked[] {
  return (inputs.files ?? []).map(({ uri, syntax }) => {
    const inValues = analysis.variables.problems.filter((problem) => problem.uri === uri);
    const problems = [...syntax.errors.map((error) => ({ ...error, id: `syntax/${error.id}` })), ...inValues];
    return toChecked(
      fileURLToPath(uri),
      syntax.text,
      problems.map(({ id, start, end, message }) => ({ id, start, end, message, severity: 'error' as const })),
    );
  });
}

function usage(message: string): number {
  process.stderr.write(`nomad-jobs json: ${message}\n`);
  return 2;
}
