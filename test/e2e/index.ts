/** What VS Code loads when it is given `--extensionTestsPath`: runs the suite in the extension host, and writes down its end. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export async function run(): Promise<void> {
  // Tests read their recordings from the repository's root, wherever the extension host was started.
  process.chdir(process.env.NOMAD_TEST_ROOT as string);
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: 'spec',
    timeout: 20_000,
    fgrep: process.env.NOMAD_TEST_GREP || undefined,
  });
  mocha.addFile(join(__dirname, 'tests.js'));
  await mocha.loadFilesAsync();
  const stats = await new Promise<Mocha.Stats>((resolve, reject) => {
    const runner = mocha.run(() => (runner.stats ? resolve(runner.stats) : reject(new Error('mocha counted nothing'))));
  });
  // Last of all: a host that crashes has not written it, whatever exit code it reports.
  const counts = { passed: stats.passes, failed: stats.failures, skipped: stats.pending };
  writeFileSync(process.env.NOMAD_TEST_RESULTS as string, JSON.stringify(counts));
  if (stats.failures > 0) throw new Error(`${stats.failures} tests failed`);
}
