/** The specs of test/specs once more, with the marks that the editor itself shows. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSpec } from '../support/check';
import type { Driver } from '../support/drivers';
import { startVSCode } from './vscode-driver';

const folder = join(process.env.NOMAD_TEST_ROOT as string, 'test/specs');

describe('specs, in the editor', () => {
  let driver: Driver;

  before(async () => {
    driver = await startVSCode();
  });

  after(() => driver.close());

  for (const file of readdirSync(folder).filter((name) => name.endsWith('.nomad.hcl'))) {
    it(file, () => checkSpec(driver, readFileSync(join(folder, file), 'utf8')));
  }
});
