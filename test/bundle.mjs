// One file of many tests: esbuild reads TypeScript and gives every test the same copy of the sources.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { alias } from '../scripts/build.mjs';
import { root } from '../scripts/toolchain.mjs';

/** All files below `folder` whose path from the root fits, in a fixed order. */
export function find(folder, fits) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !path.includes('/node_modules/') && fits(path))
    .sort();
}

/** Writes a CommonJS module that loads `files`; under mocha that declares their tests. */
export async function bundleTests(files, outfile) {
  await build({
    absWorkingDir: root,
    stdin: { contents: files.map((file) => `export * from './${file}';`).join('\n'), resolveDir: root },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    alias,
    external: ['vscode', 'mocha', 'esbuild'],
    keepNames: true,
    sourcemap: true,
    logLevel: 'warning',
    mainFields: ['module', 'main'],
  });
}
