// What every script starts with: the packages of the lock file, and the project's own Node. Needs neither to be there.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root, without a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');

const ownMajor = 24;

/**
 * Installs what the lock file asks for and is not there, then goes on with the running script on the project's Node.
 * Scripts import everything that comes from a package after this.
 */
export async function ensureToolchain() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    console.error(`Node 20 or newer is needed, and this is ${process.version}. Install one from https://nodejs.org.`);
    process.exit(2);
  }
  if (!isInstalled()) install();
  const node = projectNode();
  // npm puts this folder first when it runs a script; a script that is run by hand finds biome and tsc this way too.
  process.env.PATH = [join(root, 'node_modules/.bin'), process.env.PATH].join(process.platform === 'win32' ? ';' : ':');
  if (!node || Number(process.versions.node.split('.')[0]) >= ownMajor || process.env.NOMAD_JOBS_REEXEC) return;
  await goOnWith(node);
}

/** True when `node_modules` holds the versions of the lock file: npm's own record of what it installed says so. */
export function isInstalled(folder = root) {
  const record = join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      !path.startsWith('node_modules/') || entry.optional || entry.link || installed[path]?.version === entry.version,
  );
}

/** Runs npm in `folder`, with what it prints kept short. */
export function npm(args, folder = root) {
  const windows = process.platform === 'win32';
  execFileSync(windows ? 'npm.cmd' : 'npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: windows,
  });
}

function install() {
  console.log('Installing the packages of package-lock.json …');
  try {
    npm(['ci']);
  } catch {
    console.error('npm ci failed; its own message is above. Nothing was built.');
    process.exit(2);
  }
}

/** Runs the same command line on another Node, and ends as it ends. */
async function goOnWith(node) {
  const child = spawn(node, process.argv.slice(1), {
    stdio: 'inherit',
    env: { ...process.env, NOMAD_JOBS_REEXEC: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.exit(await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1))));
}

/** The Node of the package `node`, which its install script brings; `undefined` where install scripts are switched off. */
function projectNode() {
  const node = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(node) && spawnSync(node, ['--version']).status === 0) return node;
  console.log(
    `The package "node" brought no Node ${ownMajor} (are install scripts off?); going on with ${process.version}.`,
  );
  return undefined;
}
