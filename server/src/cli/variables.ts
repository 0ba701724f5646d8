/** The options `--var` and `--var-file`, the environment and the files that a job may read, as `nomad job run` takes them. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { filesIn } from '../folder-files';
import { parseVariableFile } from '../values/json-body';
import type { VariableInputs } from '../values/variables';

/** For `parseArgs`. */
export const variableOptions = {
  var: { type: 'string', multiple: true },
  'var-file': { type: 'string', multiple: true },
  'no-files': { type: 'boolean' },
} as const;

export interface VariableFlags {
  readonly var?: readonly string[];
  readonly 'var-file'?: readonly string[];
  /** Functions that read files are refused, as they are where no file is: in Nomad's API, in its web page, in Terraform. */
  readonly 'no-files'?: boolean;
}

/** Throws for a variable file that cannot be read, naming it. */
export function variableInputs(flags: VariableFlags): VariableInputs {
  return {
    environment: process.env,
    flags: flags.var ?? [],
    files: (flags['var-file'] ?? []).map((path) => ({
      uri: pathToFileURL(resolve(path)).href,
      syntax: parseVariableFile(readVariableFile(path)),
    })),
    // Relative paths count from the working directory, as they do for `nomad`.
    access: flags['no-files'] ? 'disabled' : filesIn([process.cwd()]),
  };
}

function readVariableFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Error(`The variable file "${path}" cannot be read.`);
  }
}
