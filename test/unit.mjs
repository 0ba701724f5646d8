// Runs the tests that need no editor, in this process.
import { join } from 'node:path';
import Mocha from 'mocha';
import { root } from '../scripts/toolchain.mjs';
import { bundleTests, find } from './bundle.mjs';

/**
 * @param options.files tests to run; none for all
 * @param options.grep only tests whose title holds this
 * @returns how many passed, failed and were skipped
 */
export async function runUnit({ files = [], grep }) {
  const wanted = files.length > 0 ? files : [...find('test', isUnitTest), ...find('packages', isUnitTest)];
  const bundle = join(root, 'out/test/unit.cjs');
  try {
    await bundleTests(wanted, bundle);
    process.setSourceMapsEnabled(true);
    const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', timeout: 20_000, fgrep: grep });
    mocha.addFile(bundle);
    await mocha.loadFilesAsync();
    const { stats } = await new Promise((resolve) => {
      const runner = mocha.run(() => resolve(runner));
    });
    return { passed: stats.passes, failed: stats.failures, skipped: stats.pending };
  } catch (error) {
    // A test that does not even load is a failure; esbuild has told its own already.
    if (!error.errors) console.error(error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const isUnitTest = (path) => path.endsWith('.test.ts') && !path.startsWith('test/e2e/');
