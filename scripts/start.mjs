// Builds the extension and opens VS Code with it on examples/: the desktop's where there is one, else one in the browser.
// usage: start.mjs [--check] [--port N] [FOLDER]
import { spawn, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureToolchain, root } from './toolchain.mjs';

await ensureToolchain();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean' }, port: { type: 'string', default: '0' } },
});
const folder = resolve(positionals[0] ?? join(root, 'examples'));
const { build } = await import('./build.mjs');
try {
  await build({ check: false });
  if (values.check) process.exitCode = await run(process.execPath, [join(root, 'dist/cli.js'), 'check', folder]);
  else process.exitCode = await open();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function open() {
  const desktop = process.env.VSCODE ?? findDesktop();
  if (!desktop) return openInBrowser();
  console.log(`Opening ${folder} in ${desktop}, with the extension of this repository`);
  return run(desktop, ['--new-window', `--extensionDevelopmentPath=${root}`, folder]);
}

/** The desktop VS Code's command, where a window could be shown. */
function findDesktop() {
  const { DISPLAY, WAYLAND_DISPLAY, VSCODE_IPC_HOOK_CLI } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY && !VSCODE_IPC_HOOK_CLI) return undefined;
  const shell = process.platform === 'win32';
  return ['code', 'code-insiders', 'codium'].find((name) => spawnSync(name, ['--version'], { shell }).status === 0);
}

/** Serves until it is interrupted. */
async function openInBrowser() {
  const { installHost, whyNoHost } = await import('../test/host/install.mjs');
  const reason = whyNoHost();
  if (reason) {
    console.error(`No VS Code to open: there is no "code" on the PATH ($VSCODE may name one), and ${reason}.`);
    return 1;
  }
  await installHost({ chromium: false });
  const { packageExtension } = await import('./package.mjs');
  const { startServer } = await import('../test/host/server.mjs');
  const { workbenchUrl } = await import('../test/host/workbench.mjs');
  const vsix = await packageExtension(join(root, 'out/start.vsix'));
  const server = await startServer({
    vsix,
    port: Number(values.port),
    settings: { 'workbench.startupEditor': 'none' },
  });
  console.log(`\n  VS Code with the extension is at ${workbenchUrl(server, { workspace: folder })}\n`);
  console.log('  Ctrl+C ends it.');
  return server.exited;
}

function run(command, args) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      stdio: 'inherit',
      shell: process.platform === 'win32' && command !== process.execPath,
    });
    child.once('error', fail);
    child.once('exit', (code) => done(code ?? 1));
  });
}
