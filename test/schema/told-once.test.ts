/** Everything that is wrong in one place is told at once, and what a `dynamic` writes many times is told once. */
import assert from 'node:assert/strict';
import { inTask } from '../rules/around';
import { checkSpec } from '../support/check';
import { analysisOf, direct } from '../support/drivers';

const unnamed = inTask(`      template {
    # ^^^^^^^^ error schema/missing-attribute: needs "destination"
    # ^^^^^^^^ error schema/missing-attribute: needs "source" or "data"
      }`);

const dynamic = (type: string, items: string, content = ''): string =>
  inTask(`      dynamic "${type}" {\n        for_each = [${items}]\n        content {\n${content}        }\n      }`);

const missing = (text: string): readonly string[] =>
  analysisOf(text)
    .problems.filter(({ id }) => id === 'schema/missing-attribute')
    .map(({ message }) => message);

describe('several problems in one place', () => {
  it('are all told', () => checkSpec(direct, unnamed));

  it('have repairs that work one after the other', () => {
    let text = unnamed.replace(/^ *#.*\n/gm, '');
    for (const left of [2, 1]) {
      const problems = analysisOf(text).problems.filter(({ id }) => id === 'schema/missing-attribute');
      assert.equal(problems.length, left, text);
      const edit = problems.find(({ fixes }) => fixes?.length)?.fixes?.[0]?.edits[0];
      if (edit) text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
    }
  });

  it('of a dynamic block are told once, not once for each block', () =>
    assert.deepEqual(missing(dynamic('template', '1, 2, 3')), [
      'This template block needs "destination".',
      'This template block needs "source" or "data".',
    ]));

  it('of a dynamic block that differ by its values are one', () => {
    const text = dynamic('template', '"a", "b"', '          data = template.value\n');
    assert.deepEqual(missing(text), ['This template block needs "destination".']);
    const services = dynamic('service', '"A_A", "B_B"', '          name = service.value\n          port = "none"\n');
    const names = analysisOf(services).problems.filter(
      ({ id, severity }) => id.startsWith('service/name') && severity === 'error',
    );
    assert.equal(names.length, 1, JSON.stringify(names));
  });
});
