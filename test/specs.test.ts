/** The specs of test/specs, through the library and over the protocol; test/e2e runs the same through the editor. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSpec } from './support/check';
import { type Driver, startLsp, strict } from './support/drivers';

const folder = join(process.env.NOMAD_TEST_ROOT ?? process.cwd(), 'test/specs');

/** Declares a test for each spec file; `driver` is asked for when the tests run. */
export function declareSpecs(name: string, driver: () => Driver): void {
  describe(`specs through ${name}`, () => {
    for (const file of readdirSync(folder).sort()) {
      it(file.replace(/\.nomad\.hcl$/, '').replaceAll('-', ' '), () =>
        checkSpec(driver(), readFileSync(join(folder, file), 'utf8')),
      );
    }
  });
}

if (process.env.NOMAD_TEST_DRIVER !== 'vscode') {
  declareSpecs('the library', () => strict);
  describe('over the protocol', () => {
    let lsp: Driver;
    before(async () => {
      lsp = await startLsp();
    });
    after(() => lsp.close());
    declareSpecs('the protocol', () => lsp);
  });
}
