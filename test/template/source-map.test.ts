/** Where the characters of a text stand in the file: past escapes, indentation and what is filled in. */
import assert from 'node:assert/strict';
import { parse, UNKNOWN } from '@hcl/parser';
import { hole, mapText } from '../../server/src/template/source-map';
import { nomadScope } from '../../server/src/values/scope';

function map(text: string) {
  const [item] = parse(text).root.items;
  assert.ok(item?.type === 'Attribute');
  const scope = nomadScope(new Map([['var', UNKNOWN]]));
  const mapped = mapText(item.value, undefined, { text, scope, report: () => {} });
  assert.ok(mapped);
  return mapped;
}

/** The characters of the text that stand in the file as something else, or nowhere. */
function differing(source: string): [string, string][] {
  const mapped = map(source);
  return [...mapped.text].flatMap((character, i): [string, string][] => {
    const { start, end } = mapped.toSource({ start: i, end: i + 1 });
    const there = source.slice(start, end);
    return there === character ? [] : [[character, there]];
  });
}

describe('places of a text', () => {
  it('know the escapes of quotes', () => {
    const source = 'a = "x\\n\\"q\\" $${z} %%{ y\\u00e4\\\\z"\n';
    assert.equal(map(source).text, 'x\n"q" ${z} %{ yä\\z');
    assert.deepEqual(differing(source), [
      ['\n', '\\n'],
      ['"', '\\"'],
      ['"', '\\"'],
      ['$', '$${'],
      ['{', '$${'],
      ['%', '%%{'],
      ['{', '%%{'],
      ['ä', '\\u00e4'],
      ['\\', '\\\\'],
    ]);
  });

  it('know what <<- takes away', () => {
    const source = 'a = <<-EOT\n    one\n\n      two $${x}\n    three\n  EOT\n';
    assert.equal(map(source).text, 'one\n\n  two ${x}\nthree\n');
    assert.deepEqual(differing(source), [
      ['$', '$${'],
      ['{', '$${'],
    ]);
  });

  it('know what is filled in, and stand for what is not known', () => {
    const source = 'a = "x${1 + 1}y${var.no}z${node.class}"\n';
    const mapped = map(source);
    assert.equal(mapped.text, `x2y${hole}z\${node.class}`);
    const place = (start: number, end: number): string => {
      const span = mapped.toSource({ start, end });
      return source.slice(span.start, span.end);
    };
    assert.equal(place(1, 2), '${1 + 1}');
    assert.equal(place(2, 3), 'y');
    assert.equal(place(0, 3), 'x${1 + 1}y');
    assert.equal(place(7, 9), '${node.class}');
    assert.equal(mapped.isExact({ start: 0, end: 1 }), true);
    assert.equal(mapped.isExact({ start: 0, end: 2 }), false);
  });

  it('lead back from the file', () => {
    const source = 'a = <<-EOT\n    one {{ key "\\n" }}\n  EOT\n';
    const mapped = map(source);
    for (let i = 0; i < mapped.text.length; i++)
      assert.equal(mapped.toText(mapped.toSource({ start: i, end: i }).start), i);
    assert.equal(mapped.toText(source.indexOf('    one')), 0);
  });
});
