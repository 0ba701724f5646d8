/** The labels of blocks. */
import type { Label } from './ast';
import { fail } from './errors';
import { giveUpQuotes } from './recovery';
import { advance, at, innerFrame, resume } from './scanner';
import type { State } from './state';
import { unescapeQuoted } from './strings';
import { Token } from './tokens';

/** A quoted label. Templates are not replaced in it, so they are errors. */
export function parseLabel(s: State): Label {
  const start = s.start;
  if (at(s, Token.PlainString)) {
    const end = s.end;
    advance(s);
    return { type: 'Label', start, end, value: s.text.slice(start + 1, end - 1), quoted: true };
  }
  const inner = innerFrame(s);
  let value = '';
  s.escaped = false;
  advance(s);
  for (;;) {
    if (s.raw === Token.QuotedText) {
      value += s.escaped ? unescapeQuoted(s, s.start, s.end) : s.text.slice(s.start, s.end);
      s.escaped = false;
      advance(s);
    } else if (s.raw === Token.OpenInterpolation || s.raw === Token.OpenDirective) {
      fail(s, 'label-template');
      const from = s.start;
      const level = s.modes.length;
      do advance(s);
      while (s.modes.length >= level && s.newline < 0 && !endsLine(s));
      if (s.modes.length < level) advance(s);
      else resume(s, s.newline >= 0 ? s.newline : s.start, inner);
      value += s.text.slice(from, s.previousEnd);
    } else if (s.raw === Token.CloseQuote) {
      advance(s);
      return { type: 'Label', start, end: s.previousEnd, value, quoted: true };
    } else {
      fail(s, 'unclosed-string');
      if (s.raw === Token.Invalid) advance(s);
      if (s.raw !== Token.EndOfFile) giveUpQuotes(s, s.start, inner);
      return { type: 'Label', start, end: s.previousEnd, value, quoted: true };
    }
  }
}

function endsLine(s: State): boolean {
  return s.raw === Token.EndOfFile || s.raw === Token.QuotedNewline;
}
