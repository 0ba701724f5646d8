/** The `nomad` program of this machine. Knows no editor. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/**
 * @param named the setting `nomad.binary`: a path, or empty for the first `nomad` on the PATH
 * @returns its path, or undefined when there is none that may be executed
 */
export async function findProgram(
  named = '',
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<string | undefined> {
  const name = named || 'nomad';
  if (isAbsolute(name) || name.includes('/')) return (await isExecutable(name)) ? name : undefined;
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const folder of folders) {
    for (const extension of process.platform === 'win32' ? ['.exe', ''] : ['']) {
      const path = join(folder, name + extension);
      if (await isExecutable(path)) return path;
    }
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
