/** One token of the text at a time, in whatever mode the scanner is: code, quotes, heredoc. */
import { isDigit, NAME_CLASS, nameLength, skipSpace, trimSpace } from './characters';
import type { State } from './state';
import { Mode, Token } from './tokens';

/** Reads the next token into the state, and what is before it: comments and line breaks. Returns its kind. */
export function scanToken(s: State): Token {
  s.newline = -1;
  if (s.mode === Mode.Code) return scanCode(s);
  return s.mode === Mode.Quoted ? scanQuoted(s) : scanHeredoc(s);
}

function token(s: State, type: Token, start: number, end: number): Token {
  s.raw = type;
  s.start = start;
  s.end = end;
  s.pos = end;
  return type;
}

function scanCode(s: State): Token {
  const text = s.text;
  const length = text.length;
  let pos = s.pos;
  while (pos < length) {
    const c = text.charCodeAt(pos);
    if (c === 32 || c === 9) {
      pos++;
      continue;
    }
    if (c < 128) {
      const kind = NAME_CLASS[c];
      if (kind === 1) return scanName(s, pos);
      if (kind === 2 && c !== 45) return scanNumber(s, pos);
    }
    switch (c) {
      case 10:
      case 13: {
        if (c === 13 && text.charCodeAt(pos + 1) !== 10) return token(s, Token.Invalid, pos, pos + 1);
        const end = c === 13 ? pos + 2 : pos + 1;
        if (s.everything) return token(s, Token.Newline, pos, end);
        if (s.newline < 0) s.newline = pos;
        s.lineStart = pos = end;
        continue;
      }
      case 35: {
        const end = lineCommentEnd(text, pos);
        if (s.everything) return token(s, Token.Comment, pos, end);
        pos = keepLineComment(s, pos, end);
        continue;
      }
      case 47: {
        const next = text.charCodeAt(pos + 1);
        if (next === 47) {
          const end = lineCommentEnd(text, pos);
          if (s.everything) return token(s, Token.Comment, pos, end);
          pos = keepLineComment(s, pos, end);
          continue;
        }
        if (next === 42) {
          const close = s.commentUnclosed ? -1 : text.indexOf('*/', pos + 2);
          if (close < 0) return scanUnclosedComment(s, pos);
          if (s.everything) return token(s, Token.Comment, pos, close + 2);
          s.comments.push({ kind: 'block', start: pos, end: close + 2 });
          pos = close + 2;
          continue;
        }
        return token(s, Token.Slash, pos, pos + 1);
      }
      case 34:
        return scanQuote(s, pos);
      case 123:
        s.braces++;
        return token(s, Token.OpenBrace, pos, pos + 1);
      case 125:
        return scanCloseBrace(s, pos);
      case 60: {
        const marker = text.charCodeAt(pos + 1) === 60 ? heredocMarker(text, pos + 2) : 0;
        if (marker > 0) return scanOpenHeredoc(s, pos, marker);
        const equal = text.charCodeAt(pos + 1) === 61;
        return token(s, equal ? Token.LessOrEqual : Token.Less, pos, equal ? pos + 2 : pos + 1);
      }
      case 61: {
        const next = text.charCodeAt(pos + 1);
        if (next === 61) return token(s, Token.EqualTo, pos, pos + 2);
        if (next === 62) return token(s, Token.Arrow, pos, pos + 2);
        return token(s, Token.Equals, pos, pos + 1);
      }
      case 91:
        return token(s, Token.OpenBracket, pos, pos + 1);
      case 93:
        return token(s, Token.CloseBracket, pos, pos + 1);
      case 40:
        return token(s, Token.OpenParenthesis, pos, pos + 1);
      case 41:
        return token(s, Token.CloseParenthesis, pos, pos + 1);
      case 44:
        return token(s, Token.Comma, pos, pos + 1);
      case 46:
        if (text.startsWith('...', pos)) return token(s, Token.Ellipsis, pos, pos + 3);
        return token(s, Token.Dot, pos, pos + 1);
      case 58:
        if (text.charCodeAt(pos + 1) === 58) return token(s, Token.DoubleColon, pos, pos + 2);
        return token(s, Token.Colon, pos, pos + 1);
      case 63:
        return token(s, Token.Question, pos, pos + 1);
      case 33:
        if (text.charCodeAt(pos + 1) === 61) return token(s, Token.NotEqualTo, pos, pos + 2);
        return token(s, Token.Bang, pos, pos + 1);
      case 62:
        if (text.charCodeAt(pos + 1) === 61) return token(s, Token.GreaterOrEqual, pos, pos + 2);
        return token(s, Token.Greater, pos, pos + 1);
      case 43:
        return token(s, Token.Plus, pos, pos + 1);
      case 45:
        return token(s, Token.Minus, pos, pos + 1);
      case 42:
        return token(s, Token.Star, pos, pos + 1);
      case 37:
        return token(s, Token.Percent, pos, pos + 1);
      case 38:
        if (text.charCodeAt(pos + 1) === 38) return token(s, Token.And, pos, pos + 2);
        return token(s, Token.Invalid, pos, pos + 1);
      case 124:
        if (text.charCodeAt(pos + 1) === 124) return token(s, Token.Or, pos, pos + 2);
        return token(s, Token.Invalid, pos, pos + 1);
      case 126:
        if (text.charCodeAt(pos + 1) === 125) return scanStripBrace(s, pos);
        return token(s, Token.Invalid, pos, pos + 1);
      default:
        if (c >= 128 && nameLength(text, pos) > 0) return scanName(s, pos);
        return token(s, Token.Invalid, pos, pos + ((text.codePointAt(pos) as number) > 0xffff ? 2 : 1));
    }
  }
  return token(s, Token.EndOfFile, length, length);
}

/** A comment without end: an error as far as the line goes, so that the lines below are read as usual. */
function scanUnclosedComment(s: State, start: number): Token {
  s.commentUnclosed = true;
  const end = lineCommentEnd(s.text, start);
  return token(s, Token.Invalid, start, trimSpace(s.text, start, end));
}

function scanName(s: State, start: number): Token {
  const text = s.text;
  let pos = start;
  let c = text.charCodeAt(pos);
  while (c < 128 && NAME_CLASS[c] !== 0) c = text.charCodeAt(++pos);
  if (c >= 128) pos = start + nameLength(text, start);
  return token(s, Token.Identifier, start, pos);
}

/** Digits, dots and exponents in any order, as long as the last is no dot: `1.5.3` is one (wrong) number. */
function scanNumber(s: State, start: number): Token {
  const text = s.text;
  let pos = start + 1;
  let end = pos;
  for (;;) {
    const c = text.charCodeAt(pos);
    if (isDigit(c)) {
      end = ++pos;
    } else if (c === 46) {
      pos++;
    } else if (c === 69 || c === 101) {
      const sign = text.charCodeAt(pos + 1);
      const digit = sign === 43 || sign === 45 ? pos + 2 : pos + 1;
      if (!isDigit(text.charCodeAt(digit))) break;
      end = pos = digit + 1;
    } else {
      break;
    }
  }
  return token(s, Token.Number, start, end);
}

/** The offset behind a line comment and its newline. */
function lineCommentEnd(text: string, start: number): number {
  const newline = text.indexOf('\n', start);
  return newline < 0 ? text.length : newline + 1;
}

/** Keeps a line comment, which stands for the newline that ends it as well. */
function keepLineComment(s: State, start: number, end: number): number {
  const text = s.text;
  let last = end;
  if (text.charCodeAt(end - 1) === 10) {
    last = text.charCodeAt(end - 2) === 13 ? end - 2 : end - 1;
    if (s.newline < 0) s.newline = start;
    s.lineStart = end;
  }
  s.comments.push({ kind: 'line', start, end: last });
  return end;
}

function enter(s: State, mode: Mode): void {
  s.modes.push(s.mode);
  s.mode = mode;
}

function leave(s: State): void {
  s.mode = s.modes.pop() ?? Mode.Code;
}

function scanQuote(s: State, start: number): Token {
  if (!s.everything) {
    const end = plainStringEnd(s.text, start + 1);
    if (end > 0) return token(s, Token.PlainString, start, end);
  }
  enter(s, Mode.Quoted);
  return token(s, Token.OpenQuote, start, start + 1);
}

/** Where a string without escapes, templates and line breaks ends, closing quote included; 0 when it is not one. */
function plainStringEnd(text: string, start: number): number {
  for (let pos = start; pos < text.length; pos++) {
    const c = text.charCodeAt(pos);
    if (c === 34) return pos + 1;
    if (c === 92 || c === 10 || c === 13) return 0;
    if ((c === 36 || c === 37) && text.charCodeAt(pos + 1) === 123) return 0;
  }
  return 0;
}

function endsTemplate(s: State): boolean {
  return s.returns.length > 0 && s.returns[s.returns.length - 1] === s.braces;
}

function leaveTemplate(s: State): void {
  s.returns.pop();
  leave(s);
  s.lineBegins = false;
}

function scanCloseBrace(s: State, pos: number): Token {
  const template = endsTemplate(s);
  if (template) leaveTemplate(s);
  s.braces--;
  return token(s, template ? Token.CloseTemplate : Token.CloseBrace, pos, pos + 1);
}

function scanStripBrace(s: State, pos: number): Token {
  if (endsTemplate(s)) leaveTemplate(s);
  s.braces--;
  return token(s, Token.CloseTemplate, pos, pos + 2);
}

/** Length of `EOT` or `-EOT` at `start` when a line break follows at once; else 0. */
function heredocMarker(text: string, start: number): number {
  const dash = text.charCodeAt(start) === 45 ? 1 : 0;
  const length = nameLength(text, start + dash);
  if (length === 0) return 0;
  const end = start + dash + length;
  const c = text.charCodeAt(end);
  return c === 10 || (c === 13 && text.charCodeAt(end + 1) === 10) ? dash + length : 0;
}

function scanOpenHeredoc(s: State, start: number, length: number): Token {
  const dash = s.text.charCodeAt(start + 2) === 45 ? 1 : 0;
  const end = start + 2 + length;
  s.markers.push(start + 2 + dash, end);
  enter(s, Mode.Heredoc);
  s.lineBegins = true;
  return token(s, Token.OpenHeredoc, start, s.text.charCodeAt(end) === 13 ? end + 2 : end + 1);
}

/** `${`, `%{` with or without `~`, at `pos`. */
function scanOpenTemplate(s: State, pos: number): Token {
  const strip = s.text.charCodeAt(pos + 2) === 126 ? 1 : 0;
  s.braces++;
  s.returns.push(s.braces);
  enter(s, Mode.Code);
  s.lineBegins = false;
  const type = s.text.charCodeAt(pos) === 36 ? Token.OpenInterpolation : Token.OpenDirective;
  return token(s, type, pos, pos + 2 + strip);
}

/** Of a `$` or `%` at `pos`: 1 when it begins a template, 3 when it is the escape `$${`, 0 when it is just text. */
function templateMark(text: string, pos: number, c: number): number {
  const next = text.charCodeAt(pos + 1);
  if (next === 123) return 1;
  return next === c && text.charCodeAt(pos + 2) === 123 ? 3 : 0;
}

function scanQuoted(s: State): Token {
  const text = s.text;
  const length = text.length;
  const start = s.pos;
  let pos = start;
  while (pos < length) {
    const c = text.charCodeAt(pos);
    if (c === 34) {
      if (pos > start) break;
      leave(s);
      return token(s, Token.CloseQuote, pos, pos + 1);
    }
    if (c === 92) {
      const next = text.charCodeAt(pos + 1);
      if (pos + 1 === length || next === 10 || next === 13) {
        if (pos > start) break;
        return token(s, Token.Invalid, pos, pos + 1);
      }
      s.escaped = true;
      pos += 2;
    } else if (c === 36 || c === 37) {
      const mark = templateMark(text, pos, c);
      if (mark === 1) {
        if (pos > start) break;
        return scanOpenTemplate(s, pos);
      }
      if (mark === 3) s.escaped = true;
      pos += mark || 1;
    } else if (c === 10 || c === 13) {
      if (pos > start) break;
      while (text.charCodeAt(pos) === 10 || text.charCodeAt(pos) === 13) pos++;
      return token(s, Token.QuotedNewline, start, pos);
    } else {
      pos++;
    }
  }
  return token(s, pos > start ? Token.QuotedText : Token.EndOfFile, start, pos);
}

function scanHeredoc(s: State): Token {
  const text = s.text;
  const length = text.length;
  const start = s.pos;
  let pos = start;
  while (pos < length) {
    const c = text.charCodeAt(pos);
    if (c === 10 || c === 13) {
      if (c === 13 && text.charCodeAt(pos + 1) !== 10) {
        // Go reads nothing of a file behind a lone carriage return in a heredoc.
        if (pos > start) break;
        return token(s, Token.Invalid, pos, pos + 1);
      }
      if (s.lineBegins && closesHeredoc(s, start, pos)) return token(s, Token.CloseHeredoc, start, pos);
      s.lineBegins = true;
      return token(s, Token.HeredocText, start, c === 13 ? pos + 2 : pos + 1);
    }
    if (c === 36 || c === 37) {
      const mark = templateMark(text, pos, c);
      if (mark === 1) {
        if (pos > start) break;
        return scanOpenTemplate(s, pos);
      }
      if (mark === 3) s.escaped = true;
      pos += mark || 1;
    } else {
      pos++;
    }
  }
  s.lineBegins = false;
  return token(s, pos > start ? Token.HeredocText : Token.EndOfFile, start, pos);
}

/** Whether the line holds the marker and nothing else but white space; if so, the heredoc is left. */
function closesHeredoc(s: State, start: number, end: number): boolean {
  const text = s.text;
  const markerEnd = s.markers[s.markers.length - 1] as number;
  const markerStart = s.markers[s.markers.length - 2] as number;
  const from = skipSpace(text, start, end);
  const length = markerEnd - markerStart;
  if (trimSpace(text, from, end) - from !== length) return false;
  for (let i = 0; i < length; i++) {
    if (text.charCodeAt(from + i) !== text.charCodeAt(markerStart + i)) return false;
  }
  s.markers.length -= 2;
  leave(s);
  return true;
}
