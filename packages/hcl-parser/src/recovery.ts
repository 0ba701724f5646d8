/** How the parser goes on behind an error: what it skips, and where it takes up the thread. */
import { advance, at, type Frame, innerFrame, outerFrame, resume } from './scanner';
import type { State } from './state';
import { Token } from './tokens';

/**
 * Whether the current token begins a line and looks like the next item of the body (`name =`, `name {`, `name "…"`),
 * or like the brace that closes it: it is then not part of an expression that was left open above.
 */
export function atItem(s: State): boolean {
  if (s.newline < 0) return false;
  const indent = s.start - s.lineStart;
  if (s.raw === Token.CloseBrace) return indent < s.indent;
  if (s.raw !== Token.Identifier || indent > s.indent) return false;
  const text = s.text;
  let pos = s.end;
  let c = text.charCodeAt(pos);
  while (c === 32 || c === 9) c = text.charCodeAt(++pos);
  if (c === 61) {
    const next = text.charCodeAt(pos + 1);
    return next !== 61 && next !== 62;
  }
  return c === 123 || c === 34;
}

/**
 * Skips to the end of the line (where newlines count), to a comma (when `comma`), to a closing bracket of what stood
 * open before, to the end of an interpolation, or to the next item of the body.
 */
export function skip(s: State, comma: boolean): void {
  let depth = 0;
  for (;;) {
    // Within `${ }` nothing is looked for behind the line: the template goes on there.
    if (s.newline >= 0 && s.interpolations > 0) return;
    switch (s.type) {
      case Token.EndOfFile:
      case Token.CloseTemplate:
        return;
      case Token.Newline:
        if (depth === 0 || atItem(s)) return;
        break;
      case Token.Comma:
        if (comma && depth === 0) return;
        break;
      case Token.OpenBrace:
      case Token.OpenBracket:
      case Token.OpenParenthesis:
        depth++;
        break;
      case Token.CloseBrace:
      case Token.CloseBracket:
      case Token.CloseParenthesis:
        if (depth === 0 || (s.newline >= 0 && atItem(s))) return;
        depth--;
        break;
      case Token.Identifier:
        if (s.newline >= 0 && atItem(s)) return;
        break;
      case Token.OpenQuote:
        // More likely the end of the quotes around than the beginning of a string within `${ }`.
        if (s.interpolations > 0) return;
        skipTemplate(s);
        continue;
      case Token.OpenHeredoc:
        skipTemplate(s);
        continue;
    }
    advance(s);
  }
}

/**
 * Skips to `close` (or a comma, when `comma`). False when something else ends here that was open before; it has no
 * error then, whatever it is.
 */
export function skipTo(s: State, close: Token, comma: boolean): boolean {
  for (;;) {
    skip(s, comma);
    if (at(s, close) || (comma && at(s, Token.Comma))) return true;
    if (!closesNothing(s)) {
      s.reported = s.start;
      return false;
    }
    advance(s);
  }
}

/** Whether the current token closes a kind of bracket of which none is open. */
export function closesNothing(s: State): boolean {
  switch (s.type) {
    case Token.CloseParenthesis:
      return s.parentheses === 0;
    case Token.CloseBracket:
      return s.brackets === 0;
    case Token.CloseBrace:
      return s.objects === 0 && s.blocks === 0;
    case Token.CloseTemplate:
      return s.interpolations === 0;
    default:
      return false;
  }
}

/** Skips the template that the current token opens, to its end, or to the end of the line on which its quotes stay open. */
export function skipTemplate(s: State): void {
  const inner = innerFrame(s);
  do {
    advance(s);
    if (s.raw === Token.QuotedNewline) {
      resume(s, s.start, outerFrame(inner));
      return;
    }
    if (s.raw === Token.EndOfFile) return;
  } while (s.modes.length >= inner.modes);
  advance(s);
}

/**
 * Ends quotes that have no closing quote at `offset`, where their line ends. What is missing there may have been meant
 * to be within the quotes, so it gets no error.
 */
export function giveUpQuotes(s: State, offset: number, inner: Frame): void {
  resume(s, offset, outerFrame(inner));
  s.reported = s.start;
}

/** Notes that the indentation was trusted more than the brace at `offset`. */
export function repair(s: State, offset: number): void {
  s.repairs++;
  if (s.culprit < 0) s.culprit = offset;
}

/** Where the line of `offset` ends: the offset of its line break, or of the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline < 0) return text.length;
  return newline > offset && text.charCodeAt(newline - 1) === 13 ? newline - 1 : newline;
}
