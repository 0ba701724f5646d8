/** The examples: right where they should be, wrong where they say so. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@hcl/parser';
import { findNomad } from './support/nomad';

const folder = join(process.cwd(), 'examples');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((f) => /\.(hcl|nomadvars)$/.test(f))
  .sort();
const jobs = files.filter((f) => f.endsWith('.nomad.hcl'));
const wrongOnPurpose = (file: string) => file.endsWith('mistakes.nomad.hcl');

describe('examples', () => {
  it('are of the three categories', () => {
    const folders = new Set(jobs.map((f) => f.split(/[\\/]/)[0]));
    assert.deepEqual([...folders], ['applications', 'core-infrastructure', 'platform-services']);
  });

  for (const file of files) {
    it(`${file} has no syntax error`, () => {
      assert.deepEqual(parse(readFileSync(join(folder, file), 'utf8')).errors, []);
    });
  }

  describe('with Nomad', () => {
    const nomad = findNomad();
    before(function () {
      if (nomad === undefined) {
        console.log('      SKIPPED: no Nomad (NOMAD_BIN or PATH): the examples were not shown to it');
        this.skip();
      }
    });

    for (const file of jobs) {
      it(`${file} is ${wrongOnPurpose(file) ? 'refused' : 'accepted'} and formatted`, () => {
        const verdict = nomad?.validate(join(folder, file));
        assert.equal(verdict?.status, wrongOnPurpose(file) ? 1 : 0, verdict?.text);
        assert.ok(nomad?.isFormatted(join(folder, file)), 'not as nomad fmt would write it');
      }).timeout(20_000);
    }
  });
});
