/**
 * The text of templates: escapes, the indentation that `<<-` removes, and the white space that `~` removes.
 *
 * As in Go's hclsyntax, `~` reaches to the next line break of a heredoc only, and `<<-` looks at the text after that.
 */
import type { TemplatePart, TemplateText } from './ast';
import { skipSpace, trimSpace } from './characters';
import type { State } from './state';
import { unescapeHeredoc, unescapeQuoted } from './strings';

interface MutableText {
  readonly type: 'TemplateText';
  readonly start: number;
  end: number;
  value: string;
}

/** Text without a template in it: one line of a heredoc, or several where nothing depends on lines. */
interface Piece {
  readonly node: MutableText;
  readonly start: number;
  end: number;
  /** Where the last line begins. */
  last: number;
  readonly escaped: boolean;
  readonly stripStart: boolean;
  stripEnd: boolean;
}

/** All text of one template. */
export interface Texts {
  readonly state: State;
  readonly quoted: boolean;
  readonly indented: boolean;
  /** In order; undefined stands for an interpolation or a directive. */
  readonly pieces: (Piece | undefined)[];
  /** The text that ends where the template is read, if any. */
  last: Piece | undefined;
  /** Whether `~}` came just before. */
  strip: boolean;
}

export function createTexts(state: State, quoted: boolean, indented: boolean): Texts {
  return { state, quoted, indented, pieces: [], last: undefined, strip: false };
}

/** Adds the current token, which is text. */
export function addText(s: State, texts: Texts, parts: TemplatePart[]): void {
  const { start, end, escaped } = s;
  const last = texts.last;
  if (last !== undefined) {
    last.node.end = end;
    if (!texts.indented && !last.stripStart && last.escaped === escaped) {
      last.end = end;
      last.last = start;
      return;
    }
  }
  let node = last?.node;
  if (node === undefined) {
    node = { type: 'TemplateText', start, end, value: '' };
    parts.push(node satisfies TemplateText);
  }
  const piece: Piece = { node, start, end, last: start, escaped, stripStart: texts.strip, stripEnd: false };
  texts.strip = false;
  texts.pieces.push(piece);
  texts.last = piece;
}

/** `${~` or `%{~`: the white space before it goes, back to the line break. */
export function stripBefore(texts: Texts): void {
  const piece = texts.last;
  if (piece === undefined) return;
  if (piece.last === piece.start) {
    piece.stripEnd = true;
    return;
  }
  const { node, last, end, escaped } = piece;
  piece.end = last;
  texts.pieces.push({ node, start: last, end, last, escaped, stripStart: false, stripEnd: true });
}

/** `~}`: the white space behind it goes, if text follows at once. */
export function stripNext(texts: Texts): void {
  texts.strip = true;
}

/** Notes that an interpolation or a directive stands here. */
export function breakText(texts: Texts): void {
  texts.last = undefined;
  texts.strip = false;
  texts.pieces.push(undefined);
}

/** Gives all text nodes their values. */
export function finishTexts(texts: Texts): void {
  const values = texts.pieces.map((piece) => (piece === undefined ? undefined : pieceValue(texts, piece)));
  const remove = texts.indented ? indentation(values) : 0;
  let newline = true;
  for (let i = 0; i < values.length; i++) {
    const piece = texts.pieces[i];
    const value = values[i];
    if (piece !== undefined && value !== undefined) {
      piece.node.value += newline && remove > 0 && !isBlankLine(value) ? value.slice(remove) : value;
    }
    if (newline) newline = false;
    if (value?.endsWith('\n')) newline = true;
  }
}

function pieceValue(texts: Texts, piece: Piece): string {
  const { text } = texts.state;
  const { start, end } = piece;
  let value: string;
  if (!piece.escaped) value = text.slice(start, end);
  else if (texts.quoted) value = unescapeQuoted(texts.state, start, end);
  else value = unescapeHeredoc(text, start, end);
  if (piece.stripStart) value = value.slice(skipSpace(value, 0, value.length));
  if (piece.stripEnd) value = value.slice(0, trimSpace(value, stripLimit(texts, value), value.length));
  return value;
}

/** In a heredoc, Go takes a `$` or `%` and the last character of its line together, so `~` strips only the line break. */
function stripLimit(texts: Texts, value: string): number {
  return !texts.quoted && /[$%][ \t\r]\n$/.test(value) ? value.length - 1 : 0;
}

/** The least number of white space characters with which a line begins; blank lines do not count. */
function indentation(values: readonly (string | undefined)[]): number {
  let least = Number.POSITIVE_INFINITY;
  let newline = true;
  for (const value of values) {
    if (newline && !(value !== undefined && isBlankLine(value))) {
      least = Math.min(least, value === undefined ? 0 : skipSpace(value, 0, value.length));
    }
    newline = value?.endsWith('\n') === true;
  }
  return Number.isFinite(least) ? least : 0;
}

function isBlankLine(value: string): boolean {
  return value.endsWith('\n') && skipSpace(value, 0, value.length) === value.length;
}
