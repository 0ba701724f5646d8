/** `nomad-jobs json`: a job file as the JSON that Nomad's API takes, as `nomad job run -output` prints it. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { analyze } from '../analyze';
import { apiJson } from '../job/api-value';
import { errorsOf, toApiJob } from '../job/to-api';
import { type Finding, type Problem, problemOf } from '../problem';
import { defaultSettings } from '../settings';
import { isJson } from '../values/json-body';
import { checkVariableFiles, toChecked } from './checked';
import { formats } from './formats';
import { type FileText, readFileText } from './read-text';
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
  const { text, wrong } = readText(path);
  if (isJson(text)) return usage(`The file "${path}" is in JSON. Name a job file in HCL.`);
  const inputs = variableInputs(options.values);
  const uri = pathToFileURL(resolve(path)).href;
  const analysis = analyze({ uri, languageId: 'nomad', text }, defaultSettings, inputs);
  const { job, missing } = toApiJob(analysis);
  const found = [...(wrong ? [wrong] : []), ...errorsOf(analysis), ...missing.map(asProblem)];
  const files = checkVariableFiles(analysis, inputs);
  const checked = [toChecked(path, text, found), ...files];
  const errors = checked.reduce((sum, file) => sum + file.problems.length, 0);
  if (errors > 0) {
    const seconds = (performance.now() - started) / 1000;
    const report = { files: checked, errors, warnings: 0, seconds, colour: process.stderr.isTTY === true };
    process.stderr.write((formats.pretty as (typeof formats)[string])(report));
  }
  if (job && !wrong && files.length === 0) process.stdout.write(`${apiJson({ Job: job })}\n`);
  return errors > 0 ? 1 : 0;
}

const asProblem = (missing: Finding): Problem => problemOf('variable/missing', 'error', missing);

function readText(path: string): FileText {
  try {
    return readFileText(path === '-' ? 0 : path);
  } catch {
    throw new Error(`The file "${path}" cannot be read.`);
  }
}

function usage(message: string): number {
  process.stderr.write(`nomad-jobs json: ${message}\n`);
  return 2;
}
