/** Functions of files and paths. What they may see is given to them: an editor has no certain current directory. */

import { BOOL, bool, FunctionError, STRING, set, setOf, string, type Type, unknown, type Value } from '@hcl/parser';
import { encodeBase64, utf8 } from './bytes';
import { type Implementation, type Implementations, textOf } from './define';
import { matchingFiles } from './glob';
import { baseName, cleanPath, directoryName, isAbsolute, joinPath } from './paths';

/** The files that a job file may read. Paths are absolute, with `/` between their parts. */
export interface FileAccess {
  /** The directory that relative paths count from. */
  readonly base: string;
  /** The home directory, for `~`. */
  readonly home?: string;
  /** True when `base` is where Nomad runs, so that a missing file is an error and not just unknown. */
  readonly certain: boolean;
  readonly read: (path: string) => Uint8Array | undefined;
  readonly kind: (path: string) => 'file' | 'directory' | 'other' | undefined;
  /** Names in a directory. */
  readonly list: (path: string) => readonly string[];
}

/** `disabled`: as in validation conditions and in Nomad's parse endpoint. Undefined: nothing is known about files. */
export type Files = FileAccess | 'disabled' | undefined;

export function filesystemFunctions(files: Files): Implementations {
  const define = (type: Type, use: (path: string, pattern: string) => Value | undefined): Implementation => ({
    returns: () => {
      if (files === 'disabled') throw new FunctionError('functions of files cannot be used here');
      return type;
    },
    call: (args) => {
      const [path = '', pattern = ''] = args.map(textOf);
      return use(path, pattern) ?? unknown(type);
    },
  });
  const access = files === 'disabled' ? undefined : files;
  return {
    abspath: define(STRING, (path) => access && string(absolute(path, access))),
    basename: define(STRING, (path) => string(baseName(path))),
    dirname: define(STRING, (path) => string(directoryName(path))),
    file: define(STRING, (path) => access && textContent(path, access)),
    filebase64: define(STRING, (path) => {
      const bytes = access && content(path, access);
      return bytes && string(encodeBase64(bytes));
    }),
    fileexists: define(BOOL, (path) => access && exists(path, access)),
    fileset: define(setOf(STRING), (path, pattern) => access && fileSet(path, pattern, access)),
    pathexpand: define(STRING, (path) => access && expanded(path, access)),
  };
}

function absolute(path: string, access: FileAccess): string {
  return isAbsolute(path) ? cleanPath(path) : joinPath(access.base, path);
}

/** Replaces `~`; undefined when the home directory is not known. */
function expanded(path: string, { home }: FileAccess): Value | undefined {
  if (!path.startsWith('~')) return string(path);
  if (/^~[^/\\]/.test(path)) throw new FunctionError('the home directory of another user cannot be used');
  return home === undefined ? undefined : string(joinPath(home, path.slice(1)));
}

function located(path: string, access: FileAccess): string | undefined {
  const value = expanded(path, access);
  return value && absolute(textOf(value), access);
}

function content(path: string, access: FileAccess): Uint8Array | undefined {
  const place = located(path, access);
  const bytes = place === undefined ? undefined : access.read(place);
  if (!bytes && place !== undefined && access.certain) throw new FunctionError(`there is no readable file at ${place}`);
  return bytes;
}

function textContent(path: string, access: FileAccess): Value | undefined {
  const bytes = content(path, access);
  if (!bytes) return undefined;
  const text = utf8(bytes);
  if (text === undefined) throw new FunctionError(`${path} is no UTF-8 text; use filebase64 for it`);
  return string(text);
}

function exists(path: string, access: FileAccess): Value | undefined {
  const place = located(path, access);
  const kind = place === undefined ? undefined : access.kind(place);
  if (kind === 'file') return bool(true);
  if (kind !== undefined)
    throw new FunctionError(`${place} is no file, but a ${kind === 'other' ? 'special file' : kind}`);
  return access.certain && place !== undefined ? bool(false) : undefined;
}

function fileSet(path: string, pattern: string, access: FileAccess): Value | undefined {
  const directory = absolute(path, access);
  const found = matchingFiles(joinPath(directory, pattern), access);
  if (found.length === 0 && !access.certain) return undefined;
  const prefix = directory.endsWith('/') ? directory : `${directory}/`;
  return set(
    STRING,
    found.map((file) => string(file.startsWith(prefix) ? file.slice(prefix.length) : file)),
  );
}
