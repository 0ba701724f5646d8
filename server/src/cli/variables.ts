/** The options `--var` and `--var-file`, the environment and the files that a job may read, as `nomad job run` takes them. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from '@hcl/parser';
import { filesIn } from '../folder-files';
import type { VariableInputs } from '../values/variables';

/** For `parseArgs`. */
export const variableOptions = {
  var: { type: 'string', multiple: true },
  'var-file': { type: 'string', multiple: true },
} as const;

export interface VariableFlags {
  readonly var?: readonly string[];
  readonly 'var-file'?: readonly string[];
}

/** Throws for a variable file that cannot be read, naming it. */
export function variableInputs(flags: VariableFlags): VariableInputs {
  return {
    environment: process.env,
    flags: flags.var ?? [],
    files: (flags['var-file'] ?? []).map((path) => ({
      uri: pathToFileURL(resolve(path)).href,
      syntax: parse(readVariableFile(path)),
    })),
    // Relative paths count from the working directory, as they do for `nomad`.
    access: filesIn([process.cwd()]),
  };
}

function readVariableFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Error(`The variable file "${path}" cannot be read.`);
  }
}
