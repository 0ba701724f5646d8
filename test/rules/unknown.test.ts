/** Unknown means silent: whatever value of a sound job is not known, nothing is wrong with it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { walk } from '@hcl/parser';
import { analysisOf } from '../support/drivers';

const root = process.env.NOMAD_TEST_ROOT ?? process.cwd();
const folders = [
  'examples/applications',
  'examples/core-infrastructure',
  'examples/platform-services',
  'test/fixtures/jobs',
  'test/fixtures/api',
];
const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.nomad.hcl') && name !== 'mistakes.nomad.hcl')
    .map((name) => join(root, folder, name)),
);

const errorsOf = (text: string): string[] =>
  analysisOf(text)
    .problems.filter((problem) => problem.severity === 'error')
    .map((problem) => `${problem.id}: ${problem.message}`);

describe('a value that is not known', () => {
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    it(`is never an error in ${file.slice(root.length + 1)}`, () => {
      assert.deepEqual(errorsOf(text), []);
      const head = 'variable "not_known" {}\n';
      const { syntax } = analysisOf(text);
      const job = syntax.root.items.find((item) => item.type === 'Block' && item.name.name === 'job');
      assert.ok(job?.type === 'Block');
      walk(job, (node) => {
        // Of a dynamic block the iterator is a word and the labels are a list that is written out: no values.
        if (node.type !== 'Attribute' || ['iterator', 'labels'].includes(node.name.name)) return;
        const { start, end } = node.value;
        const changed = `${head}${text.slice(0, start)}var.not_known${text.slice(end)}`;
        assert.deepEqual(errorsOf(changed), [], `with ${node.name.name} not known`);
      });
    });
  }
});
