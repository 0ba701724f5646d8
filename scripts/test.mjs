// Builds, then runs every test: unit and protocol tests here, the end-to-end ones in a real VS Code. The last line counts.
// usage: test.mjs [--grep TEXT] [--no-e2e] [--no-check] [FILE.test.ts …]
import { parseArgs } from 'node:util';
import { ensureToolchain, root } from './toolchain.mjs';

await ensureToolchain();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    grep: { type: 'string' },
    'no-e2e': { type: 'boolean' },
    'no-check': { type: 'boolean' },
  },
});
process.chdir(root);
const { build } = await import('./build.mjs');
const { runUnit } = await import('../test/unit.mjs');
const { runEndToEnd } = await import('../test/e2e/run.mjs');
const { runPageTests } = await import('../test/page/run.mjs');

const total = { passed: 0, failed: 0, skipped: 0 };
function count(result) {
  for (const key of Object.keys(total)) total[key] += result[key];
}

const start = performance.now();
try {
  await build({ check: !values['no-check'] });
} catch (error) {
  console.error(`${error.message}\nThe build failed; the tests below run on what it left.`);
  count({ passed: 0, failed: 1, skipped: 0 });
}
count(await runUnit({ files: positionals, grep: values.grep }));
// Files that are named are unit tests: who names them wants to see these.
if (!values['no-e2e'] && positionals.length === 0) {
  count(await runEndToEnd({ grep: values.grep }));
  count(await runPageTests({ grep: values.grep }));
}

console.log(`\nAll of it took ${((performance.now() - start) / 1000).toFixed(0)} s.`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
// Not only the exit code: a test that left a socket open must not keep the process.
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
