/** The files of a workspace on this machine. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { languageOfPath } from '../languages';
import type { WorkspaceFiles } from './files';

/** Folders that hold no files of the user's own. */
const skipped = new Set(['node_modules', '.git', '.hg', '.svn', '.terraform']);

/** A workspace of more folders is not one of jobs, but somebody's whole disk. */
const mostFolders = 10_000;

export const nodeFiles: WorkspaceFiles = {
  async list(folders, most) {
    const found: string[] = [];
    const left = folders.filter((uri) => uri.startsWith('file:')).map((uri) => fileURLToPath(uri));
    const seen = new Set<string>();
    for (let folder = left.shift(); folder !== undefined && seen.size < mostFolders; folder = left.shift()) {
      if (seen.has(folder)) continue;
      seen.add(folder);
      for (const entry of await entriesOf(folder)) {
        const path = join(folder, entry.name);
        if (entry.isDirectory() && !skipped.has(entry.name)) left.push(path);
        else if (entry.isFile() && languageOfPath(path)) found.push(pathToFileURL(path).href);
        if (found.length >= most) return found;
      }
    }
    return found;
  },
  async read(uri, mostBytes) {
    try {
      const path = fileURLToPath(uri);
      const { size } = await stat(path);
      return size > mostBytes ? undefined : await readFile(path, 'utf8');
    } catch {
      return undefined;
    }
  },
};

async function entriesOf(folder: string) {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
