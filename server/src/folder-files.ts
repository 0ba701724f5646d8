/** The files of this machine, as the functions of a job file may read them. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { FileAccess } from './values/functions/filesystem';

/** Relative paths count from the first of these folders that has the file; what is in none of them is not there. */
export function filesIn([first, ...others]: readonly [string, ...string[]]): FileAccess {
  const base = slashed(first);
  const places = (path: string): string[] => [
    path,
    ...(path.startsWith(`${base}/`) ? others.map((folder) => slashed(folder) + path.slice(base.length)) : []),
  ];
  return {
    base,
    home: slashed(homedir()),
    certain: true,
    read: (path) => firstOf(places(path), (place) => readFileSync(place)),
    kind: (path) =>
      firstOf(places(path), (place) => {
        const found = statSync(place);
        return found.isFile() ? 'file' : found.isDirectory() ? 'directory' : 'other';
      }),
    list: (path) => firstOf(places(path), (place) => readdirSync(place)) ?? [],
  };
}

/** The text of a file of this machine; undefined when there is none or it cannot be read. */
export function readText(uri: string): string | undefined {
  try {
    return readFileSync(fileURLToPath(uri), 'utf8');
  } catch {
    return undefined;
  }
}

function firstOf<T>(places: readonly string[], read: (place: string) => T): T | undefined {
  for (const place of places) {
    try {
      return read(place);
    } catch {
      // Not there, or not to be read: perhaps in the next folder.
    }
  }
  return undefined;
}

const slashed = (path: string): string => path.replaceAll('\\', '/');
