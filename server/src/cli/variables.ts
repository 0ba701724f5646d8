/** The options `--var` and `--var-file`, the environment and the files that a job may read, as `nomad job run` takes them. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from '@hcl/parser';
import type { FileAccess } from '../values/functions/filesystem';
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
    access: workingDirectory(),
  };
}

/** Relative paths count from the working directory, as they do for `nomad`. */
function workingDirectory(): FileAccess {
  return {
    base: slashed(process.cwd()),
    home: slashed(homedir()),
    certain: true,
    read: (path) => orNothing(() => readFileSync(path)),
    kind: (path) =>
      orNothing(() => {
        const found = statSync(path);
        return found.isFile() ? 'file' : found.isDirectory() ? 'directory' : 'other';
      }),
    list: (path) => orNothing(() => readdirSync(path)) ?? [],
  };
}

function readVariableFile(path: string): string {
  const text = orNothing(() => readFileSync(path, 'utf8'));
  if (text === undefined) throw new Error(`The variable file "${path}" cannot be read.`);
  return text;
}

function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const slashed = (path: string): string => path.replaceAll('\\', '/');
