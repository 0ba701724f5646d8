import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { syntaxErrors } from '@hcl/parser';
import { errors, fixtures } from './support';

const readme = readFileSync(join(fixtures, '..', '..', 'README.md'), 'utf8');
const rows = [...readme.matchAll(/^\| `([a-z-]+)` \| (.*) \|$/gm)].map(
  (row) => [row[1] as string, row[2] as string] as const,
);

describe('README', () => {
  it('names every error, and no other', () => {
    assert.deepEqual(
      rows.map(([id]) => id),
      Object.keys(syntaxErrors),
    );
  });

  it('shows what makes each error', () => {
    for (const [id, example] of rows) {
      const code = /^`([^`]+)`$/.exec(example)?.[1];
      if (code === undefined) continue;
      const found = errors(code).concat(errors(`${code}\n`));
      assert.ok(
        found.some((error) => error.endsWith(` ${id}`)),
        `${code}: ${found}`,
      );
    }
  });
});
