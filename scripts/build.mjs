// Writes dist/: the extension, the language server and the command line tool. They need no node_modules.
// usage: build.mjs [--no-check] [--production]
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { languageApart, leanProtocol, protocolOnly } from './server-parts.mjs';
import { ensureToolchain, root } from './toolchain.mjs';

/** How every bundle reaches the workspace's own packages: their source, so that no bundle waits for tsc. */
export const alias = {
  '@hcl/parser': join(root, 'packages/hcl-parser/src/index.ts'),
  '@nomad/api': join(root, 'packages/nomad-api/src/index.ts'),
};

const node = { platform: 'node', target: 'node20', format: 'cjs' };
/** Names stay as they are, so nothing has to be done at start to keep them. */
const server = { ...node, keepNames: false };
const browser = { platform: 'browser', target: 'es2022', define: { global: 'globalThis' } };
const bundles = [
  { from: 'client/src/extension.node.ts', to: 'dist/extension.js', ...node, external: ['vscode'] },
  {
    from: 'client/src/extension.browser.ts',
    to: 'dist/extension.web.js',
    ...browser,
    format: 'cjs',
    external: ['vscode'],
  },
  { from: 'server/src/main.node.ts', to: 'dist/server.js', ...server },
  {
    from: 'server/src/lsp/serve.ts',
    to: 'dist/serve.js',
    ...server,
    plugins: [languageApart, protocolOnly, leanProtocol],
  },
  { from: 'server/src/language.ts', to: 'dist/language.js', ...server },
  { from: 'server/src/main.browser.ts', to: 'dist/server.web.js', ...browser, format: 'iife' },
  { from: 'server/src/main.cli.ts', to: 'dist/cli.js', ...server, banner: { js: '#!/usr/bin/env node' } },
  { from: 'server/src/cli.ts', to: 'dist/commands.js', ...server },
];

/**
 * Builds everything; throws when a part fails, after the others had their chance.
 *
 * @param options.check type check all sources (the libraries' types are always written)
 * @param options.production small files: minified, no source maps
 */
export async function build({ check = true, production = false } = {}) {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  if (existsSync(join(root, 'scripts/compile-schemas.mjs'))) await run(process.execPath, 'scripts/compile-schemas.mjs');
  const results = await Promise.allSettled([bundle(production), typeScript(check)]);
  const failed = results.filter((result) => result.status === 'rejected');
  if (failed.length > 0) throw new Error(failed.map((result) => result.reason.message).join('\n'));
}

async function bundle(production) {
  const { build: esbuild } = await import('esbuild');
  await Promise.all(
    bundles.map(({ from, to, ...options }) =>
      esbuild({
        absWorkingDir: root,
        entryPoints: [from],
        outfile: to,
        bundle: true,
        alias,
        // Class and function names show in logs and in what Nomad's errors are told apart by.
        keepNames: true,
        minifyWhitespace: production,
        minifySyntax: production,
        minifyIdentifiers: production && options.keepNames !== false,
        sourcemap: !production,
        // Half of the dependencies' ESM builds are smaller; the UMD ones hide their requires from the bundler.
        mainFields: options.platform === 'node' ? ['module', 'main'] : ['browser', 'module', 'main'],
        logLevel: 'warning',
        ...options,
      }),
    ),
  );
  for (const { to, keepNames } of bundles) if (keepNames === false) escapeInAscii(join(root, to));
  chmodSync(join(root, 'dist/cli.js'), 0o755);
}

/** esbuild leaves regular expressions as they are, and one letter beyond Latin-1 doubles what a whole file takes in memory. */
function escapeInAscii(file) {
  const escaped = (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  writeFileSync(file, readFileSync(file, 'utf8').replace(/[^\0-\x7F]/g, escaped));
}

function typeScript(check) {
  const projects = check ? [] : ['packages/hcl-parser', 'packages/nomad-api'];
  return run(process.execPath, 'node_modules/typescript/bin/tsc', '-b', ...projects);
}

function run(command, ...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${args.join(' ')} ended with ${code}`))));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureToolchain();
  const { values } = parseArgs({ options: { 'no-check': { type: 'boolean' }, production: { type: 'boolean' } } });
  const start = performance.now();
  try {
    await build({ check: !values['no-check'], production: values.production });
    console.log(`Built dist/ in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
