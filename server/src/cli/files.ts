/** The job files below paths given on the command line. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { languageOfPath } from '../languages';

/** Folders that hold no job files of the user's own. */
const skipped = new Set(['node_modules', '.git', '.terraform', '.archive']);

/**
 * Files given by name are taken as they are; folders are searched for file types of ours.
 * Throws with the path's name when one does not exist.
 */
export function findFiles(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    let isFolder: boolean;
    try {
      isFolder = statSync(path).isDirectory();
    } catch {
      throw new Error(`There is no file or folder "${path}".`);
    }
    return isFolder ? walk(path) : [path];
  });
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : walk(path);
      return entry.isFile() && languageOfPath(path) ? [path] : [];
    });
}
