/** Every problem leads to a page that exists and speaks of it. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { rules } from '../../server/src/rules';
import { ruleUrl } from '../../server/src/rules/url';
import { analysisOf } from '../support/drivers';

const everything = `
resource "x" "y" {}
variable "a" { type = any }
variable "a" {}
locals {
  b = local.c
  c = local.b
}
job "j" {
  type  = "periodic"
  count = 1
  nope  = var.missing
  group "g" "h" {
    count    = "many"
    shutdown = length(1)
    restart {
      attempts = 1
      attempts = 2
      interval = "5"
    }
    restart {}
    network {
      port "p" { static = 99999 }
      port "q" { static = 8443 }
    }
    task {
      driver    = no_such_function(1)
      lifecycle { hook = "later" }
      user      = "a" + 1
      what {}
      service { port = "nowhere" }
`;

const page = (id: string): string => ruleUrl(id).replace(/^.*\/docs\//, 'docs/');

describe('pages', () => {
  it('each rule has one', () => {
    for (const { id } of rules) assert.ok(existsSync(page(id)), `${page(id)} is missing: npm run generate`);
  });

  it('each problem of a file full of mistakes leads to one', () => {
    const ids = new Set(analysisOf(everything).problems.map((problem) => problem.id));
    assert.ok(ids.size >= 12, [...ids].join(', '));
    for (const id of ids) {
      const [file = '', heading] = page(id).split('#');
      assert.ok(existsSync(file), `${id} leads to ${file}, which does not exist`);
      if (heading)
        assert.ok(readFileSync(file, 'utf8').includes(`\n## ${heading}\n`), `${file} has no heading ${heading}`);
    }
  });
});
