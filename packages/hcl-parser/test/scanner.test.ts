import assert from 'node:assert/strict';
import { scan, Token } from '@hcl/parser';
import { fixture } from './support';

/** The tokens of a text as `Kind text`, without the last. */
function tokens(text: string): string[] {
  return scan(text)
    .slice(0, -1)
    .map((token) => `${Token[token.type]} ${text.slice(token.start, token.end)}`);
}

function kinds(text: string): string[] {
  return scan(text).map((token) => Token[token.type]);
}

describe('scanner', () => {
  it('leaves only spaces and tabs between tokens', () => {
    const text = fixture('torture.hcl');
    let end = 0;
    for (const token of scan(text)) {
      assert.match(text.slice(end, token.start), /^[ \t]*$/);
      end = token.end;
    }
    assert.equal(end, text.length);
  });

  it('reads numbers as Go does: dots and exponents in any order, but no dot at the end', () => {
    assert.deepEqual(tokens('1.5.3'), ['Number 1.5.3']);
    assert.deepEqual(tokens('1...'), ['Number 1', 'Ellipsis ...']);
    assert.deepEqual(tokens('1e5 1e 1E+5'), ['Number 1e5', 'Number 1', 'Identifier e', 'Number 1E+5']);
  });

  it('takes dashes and the letters of every script into names', () => {
    assert.deepEqual(tokens('a-b é1 𠀀x _'), ['Identifier a-b', 'Identifier é1', 'Identifier 𠀀x', 'Identifier _']);
    assert.deepEqual(tokens('-a'), ['Minus -', 'Identifier a']);
    assert.deepEqual(tokens('·a·'), ['Invalid ·', 'Identifier a·']);
  });

  it('gives a line comment its newline', () => {
    assert.deepEqual(tokens('# a\r\n// b\n/* c */'), ['Comment # a\r\n', 'Comment // b\n', 'Comment /* c */']);
  });

  it('tells templates from dollars', () => {
    assert.deepEqual(tokens('"$$${a}"'), ['OpenQuote "', 'QuotedText $$${a}', 'CloseQuote "']);
    assert.deepEqual(tokens('"$%{~a~}%"'), [
      'OpenQuote "',
      'QuotedText $',
      'OpenDirective %{~',
      'Identifier a',
      'CloseTemplate ~}',
      'QuotedText %',
      'CloseQuote "',
    ]);
  });

  it('ends a template only at its own brace', () => {
    assert.deepEqual(kinds('"${{}}"').slice(1, 6), [
      'OpenInterpolation',
      'OpenBrace',
      'CloseBrace',
      'CloseTemplate',
      'CloseQuote',
    ]);
  });

  it('closes a heredoc at a line that holds nothing but its marker', () => {
    assert.deepEqual(tokens('<<E\nE x\n  E\t\n1'), [
      'OpenHeredoc <<E\n',
      'HeredocText E x\n',
      'CloseHeredoc   E\t',
      'Newline \n',
      'Number 1',
    ]);
    assert.deepEqual(kinds('<<E\nE'), ['OpenHeredoc', 'HeredocText', 'EndOfFile']);
    assert.deepEqual(kinds('<<E\n${a}E\nE\n').slice(4, 6), ['HeredocText', 'CloseHeredoc']);
    assert.deepEqual(kinds('<<E \n'), ['Less', 'Less', 'Identifier', 'Newline', 'EndOfFile']);
  });

  it('skips a byte order mark at the start, and only there', () => {
    assert.deepEqual(tokens('\ufeffa\ufeff'), ['Identifier a', 'Invalid \ufeff']);
  });
});
