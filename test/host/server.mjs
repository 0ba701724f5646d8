// The VS Code server inside code-server, without code-server around it.
import { execFile, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { nodePath, vscodeDir } from './paths.mjs';

const serverMain = join(vscodeDir, 'out/server-main.js');

/** What keeps the workbench still: no assistant, no welcome page, nothing asked of the network. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.autoRepositoryDetection': false,
  'git.openRepositoryInParentFolders': 'never',
  'remote.autoForwardPorts': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * Starts a server that only this machine reaches; everything it leaves goes when it stops.
 *
 * @param options.vsix an extension to install first
 * @param options.port 0 takes a free one
 * @param options.trust false makes the workbench ask about the folder, as a desktop does
 * @param options.log what is written to logs: `trace`, or `publisher.name:trace` for one extension
 * @param options.testDriver the workbench honours extensionDevelopmentPath and extensionTestsPath in its address; it
 *   shows no notifications then
 */
export async function startServer(options = {}) {
  const { vsix, port = 0, settings = {}, trust = true, testDriver = false, env = {}, log } = options;
  const temporary = await mkdtemp(join(tmpdir(), 'vscode-host-'));
  const data = join(temporary, 'data');
  await mkdir(join(data, 'data/User'), { recursive: true });
  await writeFile(join(data, 'data/User/settings.json'), JSON.stringify({ ...quietSettings, ...settings }));
  const directories = ['--server-data-dir', data, '--extensions-dir', join(data, 'extensions')];
  const serverEnv = environment({ ...env, TMPDIR: temporary, XDG_RUNTIME_DIR: temporary });

  let child;
  const kill = () => {
    try {
      // A process group of its own, so that extension hosts and terminals end too.
      if (child?.pid) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  const atExit = () => {
    kill();
    rmSync(temporary, leavings);
  };
  process.once('exit', atExit);
  for (const [signal, code] of Object.entries(signals)) process.once(signal, () => process.exit(code));
  const stop = async () => {
    process.off('exit', atExit);
    kill();
    await rm(temporary, leavings);
  };

  try {
    if (vsix) {
      const args = [serverMain, ...directories, '--install-extension', vsix, '--force'];
      await promisify(execFile)(nodePath, args, { env: serverEnv });
    }
    const args = ['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', ...directories];
    args.push('--accept-server-license-terms', '--telemetry-level', 'off');
    if (trust) args.push('--disable-workspace-trust');
    if (testDriver) args.push('--enable-smoke-test-driver');
    if (log) args.push('--log', log);
    child = spawn(nodePath, [serverMain, ...args], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: serverEnv,
    });
    return {
      port: await listeningPort(child),
      exited: new Promise((resolve) => child.once('exit', resolve)),
      pid: child.pid,
      /** Everything that the run writes: settings, logs, extensions, temporary files. */
      folder: temporary,
      /** Copies the logs and output channels of the run, for a failure's report. */
      saveLogs: (target) => cp(join(data, 'data/logs'), target, { recursive: true }).catch(() => {}),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

// Without a listener a signal ends the process past its 'exit' event, and the server would go on.
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

const leavings = { recursive: true, force: true, maxRetries: 5 };

function environment(extra) {
  // No gallery unless one is named: asking a marketplace that is out of reach only makes noise.
  const env = { EXTENSIONS_GALLERY: '{}', ...process.env, ...extra };
  // A VS Code terminal sets these; they would make the server talk to that window.
  for (const name of Object.keys(env)) if (name.startsWith('VSCODE_') || name === 'NODE_OPTIONS') delete env[name];
  // Browser and server share the machine, and code-server's proxy is absent: local addresses stay as they are.
  return { ...env, VSCODE_PROXY_URI: '' };
}

function listeningPort(child) {
  return new Promise((resolve, reject) => {
    const output = [];
    const read = (line) => {
      output.push(line);
      const match = /^Extension host agent listening on (\d+)/.exec(line);
      if (match) resolve(Number(match[1]));
    };
    createInterface({ input: child.stdout }).on('line', read);
    createInterface({ input: child.stderr }).on('line', read);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the VS Code server ended with ${code}\n${output.join('\n')}`)));
  });
}
