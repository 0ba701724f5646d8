/** Marks on what is just being typed wait; all others do not. */
import assert from 'node:assert/strict';
import { isUnfinished } from '../../client/src/unfinished';

/** `<|>` is the cursor, `[` and `]` stand around the mark. */
function waits(id: string, line: string): boolean {
  const character = line.replace(/[[\]]/g, '').indexOf('<|>');
  const plain = line.replace('<|>', '');
  const start = plain.indexOf('[');
  const end = plain.indexOf(']') - 1;
  const written = plain.slice(start + 1, end + 1);
  const at = (column: number) => ({ line: 3, character: column });
  return isUnfinished({ id, start: at(start), end: at(end) }, at(character), written);
}

describe('marks on what is being typed', () => {
  it('wait while the cursor stands in the word or right behind it', () => {
    assert.ok(waits('syntax/incomplete-item', '  [dri<|>]'));
    assert.ok(waits('syntax/incomplete-item', '  [driver] <|>'));
    assert.ok(waits('syntax/missing-value', '  driver =[<|>]'));
    assert.ok(waits('syntax/block-brace', '  group "web"[<|>]'));
  });

  it('do not wait when the cursor is elsewhere', () => {
    assert.ok(!waits('syntax/incomplete-item', '  [driver]      <|>'));
    assert.ok(!waits('syntax/incomplete-item', '<|>  [driver]'));
    const mark = { id: 'syntax/incomplete-item', start: { line: 2, character: 2 }, end: { line: 2, character: 5 } };
    assert.ok(!isUnfinished(mark, { line: 3, character: 3 }, 'dri'));
  });

  it('wait in quotes with nothing in them, whatever the rule', () => {
    assert.ok(waits('schema/enum', '  type = ["<|>"]'));
    assert.ok(!waits('schema/enum', '  type = ["ser<|>"]'));
  });

  it('wait up to the line break that they reach over', () => {
    const mark = { id: 'syntax/missing-value', start: { line: 3, character: 10 }, end: { line: 4, character: 0 } };
    assert.ok(isUnfinished(mark, { line: 3, character: 10 }, '\n'));
    assert.ok(!isUnfinished(mark, { line: 4, character: 0 }, '\n'));
  });

  it('wait on the line below the one that is typed, where that lacks a comma or a bracket', () => {
    const mark = { id: 'syntax/tuple-comma', start: { line: 4, character: 2 }, end: { line: 4, character: 5 } };
    assert.ok(isUnfinished(mark, { line: 3, character: 8 }, '"b"'));
    assert.ok(!isUnfinished(mark, { line: 2, character: 8 }, '"b"'));
    assert.ok(!isUnfinished({ ...mark, id: 'schema/enum' }, { line: 3, character: 8 }, '"b"'));
  });

  it('of mistakes do not wait', () => {
    assert.ok(!waits('port/label-undefined', '  port = ["ht<|>"]'));
  });
});
