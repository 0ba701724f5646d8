import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, formatEdits, scan, Token } from '@hcl/parser';
import { fixture, fixtures } from './support';

const folder = join(fixtures, 'format');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.golden.hcl'))
  .map((file) => file.slice(0, -'.golden.hcl'.length));

function tokens(text: string): string[] {
  return scan(text)
    .filter((token) => token.type !== Token.EndOfFile)
    .map((token) => text.slice(token.start, token.end));
}

describe('format', () => {
  for (const name of names) {
    it(name, () => {
      const text = read(`${name}.hcl`);
      const golden = read(`${name}.golden.hcl`);
      assert.equal(format(text), golden);
      assert.equal(format(golden), golden);
      assert.deepEqual(tokens(format(text)), tokens(golden));
    });
  }

  it('does the same as nomad fmt', function () {
    const nomad = process.env.NOMAD_BIN;
    if (!nomad) return this.skip();
    for (const text of [...names.map((name) => read(`${name}.hcl`)), fixture('torture.hcl')]) {
      assert.equal(format(text), execFileSync(nomad, ['fmt', '-'], { input: text, encoding: 'utf8' }));
    }
  });

  it('keeps every comment but one between the name of a block and its first label, as nomad fmt does', () => {
    const text = 'a /* 1 */ "b" /* 2 */ "c" /* 3 */ { /* 4 */\n  d /* 5 */ = 1 /* 6 */\n}\ne /* 7 */ {}\n';
    assert.equal(format(text), text.replace('/* 1 */ ', ''));
    assert.equal(format('a /* 1\n 2 */ /* 3 */ b {\n  c /* 4 */ "d" {}\n}\n'), 'a b {\n  c "d" {}\n}\n');
  });

  it('counts columns as nomad fmt does: letters of conjuncts for themselves, emoji sequences once', () => {
    const lines = (word: string) => format(`a = "${word}" # x\nb = "1234" # y\n`).split('\n')[0];
    assert.equal(lines('क्त'), 'a = "क्त"   # x');
    assert.equal(lines('👩‍👩‍👧'), 'a = "👩‍👩‍👧"    # x');
  });

  it('leaves a text with syntax errors alone, and says so', () => {
    const text = 'a  =  1\nb  = \n';
    assert.equal(format(text), text);
    assert.equal(formatEdits(text), undefined);
  });

  it('changes no more than the white space that is wrong', () => {
    assert.deepEqual(formatEdits('a = 1\nbcd= 2\n'), [
      { start: 1, end: 2, text: '   ' },
      { start: 9, end: 9, text: ' ' },
    ]);
    assert.deepEqual(formatEdits('a = 1\n'), []);
  });

  it('formats the lines of a range as they would be in the whole', () => {
    const text = 'a{\nb  =  1\nc  =  1\n}\n';
    const start = text.indexOf('c');
    assert.equal(format(text, { start, end: start }), 'a{\nb  =  1\n  c = 1\n}\n');
  });

  it('keeps what is within heredocs and the kind of line breaks', () => {
    assert.equal(format('a=<<E\n x   y ${ b }\n  E\nc=1\n'), 'a = <<E\n x   y ${b}\n  E\nc = 1\n');
    assert.equal(format('a=1\r\nbc=2\r\n'), 'a  = 1\r\nbc = 2\r\n');
  });

  it('counts characters as readers do', () => {
    assert.equal(format('a = {\n"👩‍👩‍👧‍👦" = 1\n"abc" = 2\n}\n'), 'a = {\n  "👩‍👩‍👧‍👦"   = 1\n  "abc" = 2\n}\n');
  });
});
