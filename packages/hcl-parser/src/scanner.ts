/**
 * Text → tokens, one at a time, on demand.
 *
 * The scanner keeps its own stack of modes, as Go's hclsyntax does: `"` and `<<EOT` begin template text, `${` and `%{`
 * begin code within it, and the `}` at the same count of braces ends that code.
 */
import type { Comment } from './ast';
import { scanToken } from './scan-token';
import { createState, type State } from './state';
import { Mode, Token } from './tokens';

/** Goes to the next token. A newline that counts is a token of its own before the one that follows it. */
export function advance(s: State): void {
  if (s.type === Token.Newline) {
    s.newline = -1;
    s.type = s.raw;
    s.reported = -1;
    return;
  }
  s.previousEnd = s.end;
  scanToken(s);
  s.type = s.newlines && s.newline >= 0 ? Token.Newline : s.raw;
}

/** Whether the current token is of this kind. */
export function at(s: State, type: Token): boolean {
  return s.type === type;
}

/** Says whether line breaks count from the current token on. Returns what held before. */
export function countNewlines(s: State, on: boolean): boolean {
  const before = s.newlines;
  s.newlines = on;
  s.type = on && s.newline >= 0 ? Token.Newline : s.raw;
  return before;
}

/** Where the current token is; that of a newline is the break itself (or the comment that ends with it). */
export function tokenStart(s: State): number {
  return s.type === Token.Newline && s.newline >= 0 ? s.newline : s.start;
}

/** Whether the current token is the name `word`. */
export function isWord(s: State, word: string): boolean {
  return s.raw === Token.Identifier && s.end - s.start === word.length && s.text.startsWith(word, s.start);
}

/** Where the scanner stands within templates: enough to come back to it. */
export interface Frame {
  readonly mode: Mode;
  readonly modes: number;
  readonly braces: number;
  readonly returns: number;
  readonly markers: number;
}

/** The frame of the text within the template that the current token opens. */
export function innerFrame(s: State): Frame {
  return {
    mode: s.mode,
    modes: s.modes.length,
    braces: s.braces,
    returns: s.returns.length,
    markers: s.markers.length,
  };
}

/** The frame of the code around a template, by the frame within it. */
export function outerFrame(inner: Frame): Frame {
  const markers = inner.mode === Mode.Heredoc ? inner.markers - 2 : inner.markers;
  return { mode: Mode.Code, modes: inner.modes - 1, braces: inner.braces, returns: inner.returns, markers };
}

/** Gives up what is open within a frame and reads on at `pos`. */
export function resume(s: State, pos: number, frame: Frame): void {
  s.mode = frame.mode;
  s.modes.length = frame.modes;
  s.braces = frame.braces;
  s.returns.length = frame.returns;
  s.markers.length = frame.markers;
  while (s.comments.length > 0 && (s.comments[s.comments.length - 1] as Comment).start >= pos) s.comments.pop();
  if (s.lineStart > pos) s.lineStart = s.text.lastIndexOf('\n', pos - 1) + 1;
  s.lineBegins = false;
  s.previousEnd = Math.min(s.previousEnd, pos);
  s.pos = pos;
  scanToken(s);
  s.type = s.newlines && s.newline >= 0 ? Token.Newline : s.raw;
}

/** One token of `scan`. */
export interface ScannedToken {
  readonly type: Token;
  readonly start: number;
  readonly end: number;
}

/** All tokens of a text, newlines and comments included; the last is `EndOfFile`. White space is between them. */
export function scan(text: string): ScannedToken[] {
  const s = createState(text, true, false);
  const tokens: ScannedToken[] = [];
  do {
    scanToken(s);
    tokens.push({ type: s.raw, start: s.start, end: s.end });
  } while (s.raw !== Token.EndOfFile);
  return tokens;
}
