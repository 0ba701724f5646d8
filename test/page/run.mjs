// Runs the page tests: the packaged extension in a browser, used as a person uses it. Only where the host can be had.
import { join } from 'node:path';
import Mocha from 'mocha';
import { packageExtension } from '../../scripts/package.mjs';
import { root } from '../../scripts/toolchain.mjs';
import { installHost } from '../host/install.mjs';

/**
 * @param options.grep only tests whose title holds this
 * @returns how many passed, failed and were skipped; a machine without the host skips all of it, as one
 */
export async function runPageTests({ grep } = {}) {
  try {
    await installHost();
  } catch (error) {
    console.error(`\n!!! The page tests were SKIPPED: ${error.message}\n`);
    return { passed: 0, failed: 0, skipped: 1 };
  }
  await packageExtension(join(root, 'out/page.vsix'));
  console.log('\nThe packaged extension on a page');
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', timeout: 60_000, fgrep: grep });
  for (const name of ['page', 'big-cluster']) mocha.addFile(join(root, `test/page/${name}.test.mjs`));
  await mocha.loadFilesAsync();
  const { stats } = await new Promise((resolve) => {
    const runner = mocha.run(() => resolve(runner));
  });
  return { passed: stats.passes, failed: stats.failures, skipped: stats.pending };
}
