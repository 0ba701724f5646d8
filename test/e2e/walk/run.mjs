// Runs the walk: a whole session of a person with the packaged extension and a real Nomad. Skipped where there is none.
// $SCREENSHOTS names a folder for a picture of every step.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Mocha from 'mocha';
import { packageExtension } from '../../../scripts/package.mjs';
import { root } from '../../../scripts/toolchain.mjs';
import { bundleTests } from '../../bundle.mjs';
import { installHost } from '../../host/install.mjs';

const support = join(root, 'out/test/e2e/walk-support.cjs');

/**
 * @param options.grep only tests whose title holds this
 * @returns how many passed, failed and were skipped; without a Nomad or a host all of it is skipped, as one
 */
export async function runWalk({ grep } = {}) {
  await bundleTests(['test/support/real-nomad.ts', 'test/support/access-control.ts'], support);
  const { findNomad } = createRequire(import.meta.url)(support);
  const reason =
    findNomad() && process.platform !== 'win32' ? await whyNoHost() : 'no Nomad on this machine ($NOMAD_BIN)';
  if (reason) {
    console.error(`\n!!! The walk through the editor with a real Nomad was SKIPPED: ${reason}\n`);
    return { passed: 0, failed: 0, skipped: 1 };
  }
  await packageExtension(join(root, 'out/walk.vsix'));
  console.log('\nA walk through the editor, with a real Nomad');
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', timeout: 60_000, fgrep: grep, bail: true });
  mocha.addFile(join(root, 'test/e2e/walk/walk.test.mjs'));
  await mocha.loadFilesAsync();
  const { stats } = await new Promise((resolve) => {
    const runner = mocha.run(() => resolve(runner));
  });
  return { passed: stats.passes, failed: stats.failures, skipped: stats.pending };
}

async function whyNoHost() {
  try {
    await installHost();
    return undefined;
  } catch (error) {
    return error.message;
  }
}
