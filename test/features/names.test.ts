/** Names of a file: where they are declared, where they are used, renaming them; signatures of functions. */
import assert from 'node:assert/strict';
import { definition, references } from '../../server/src/features/definition';
import { rename, renameRange } from '../../server/src/features/rename';
import { signatureHelp } from '../../server/src/features/signature-help';
import { analysisOf } from '../support/drivers';
import { readCursor } from '../support/marker';

const file = (port: string, use: string): string =>
  `variable "n" {}\nlocals {\n  a = var.n\n}\njob "j" {\n  group "one" {\n    count = local.a\n    network {\n      port ${port} {}\n    }\n    service {\n      port = ${use}\n    }\n  }\n  group "two" {\n    network {\n      port "http" {}\n    }\n  }\n}\n`;

function at(marked: string) {
  const { text, offset } = readCursor(marked);
  return { text, offset, analysis: analysisOf(text) };
}

function renamed(marked: string, name: string): string {
  const { text, offset, analysis } = at(marked);
  const edits = rename(analysis, offset, name);
  if ('message' in edits) return edits.message;
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((t, e) => t.slice(0, e.start) + e.text + t.slice(e.end), text);
}

describe('names', () => {
  it('a port in use leads to its declaration in the same group', () => {
    const { text, offset, analysis } = at(file('"http"', '"ht<|>tp"'));
    assert.deepEqual(
      definition(analysis, offset).map((s) => s.start),
      [text.indexOf('"http"')],
    );
  });

  it('a port is renamed in its group alone', () => {
    assert.equal(renamed(file('"ht<|>tp"', '"http"'), 'web'), file('"web"', '"web"'));
    assert.equal(renamed(file('"http"', '"ht<|>tp"'), 'web'), file('"web"', '"web"'));
  });

  it('a local is renamed where it is declared and used', () => {
    const text = file('"http"', '"http"');
    const marked = text.replace('local.a', 'local.<|>a');
    assert.equal(renamed(marked, 'total'), text.replace('  a = ', '  total = ').replace('local.a', 'local.total'));
  });

  it('a variable is found from its declaration', () => {
    const { analysis, offset, text } = at(file('"http"', '"http"').replace('"n"', '"<|>n"'));
    assert.deepEqual(
      references(analysis, offset, false).map((s) => text.slice(s.start, s.end)),
      ['var.n'],
    );
  });

  it('a name that cannot be one is refused with a reason', () => {
    const marked = file('"http"', '"http"').replace('local.a', 'local.<|>a');
    assert.match(renamed(marked, '9 lives'), /cannot be the name of a local/);
  });

  it('nothing else can be renamed', () => {
    const { analysis, offset } = at('job "j" {\n  gro<|>up "g" {}\n}\n');
    assert.equal(renameRange(analysis, offset), undefined);
  });

  it('a call shows its parameters, the one being written marked', () => {
    const { analysis, offset } = at('job "j" {\n  region = substr("abc", <|>)\n}\n');
    const help = signatureHelp(analysis, offset);
    assert.equal(help?.active, 1);
    assert.match(help?.label ?? '', /^substr\(/);
  });
});
