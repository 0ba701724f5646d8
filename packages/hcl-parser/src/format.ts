/**
 * The canonical layout of HCL, byte for byte that of `nomad fmt` and `terraform fmt` (Go's hclwrite).
 *
 * Only the white space before tokens changes, with one exception that is Nomad's: a comment between a block's name and
 * its first label is not kept. A line is cut into three cells: what leads, an assignment (`= value`) and a comment at
 * its end; in a run of lines that have such a cell, the cells stand below each other.
 */
import type { Body, Span } from './ast';
import { graphemes } from './graphemes';
import { parse } from './parser';
import { type ScannedToken, scan } from './scanner';
import { Token } from './tokens';

/** Replaces `[start, end)` of a text by `text`. */
export interface Edit extends Span {
  readonly text: string;
}

/**
 * The text in canonical layout; with `range`, only the lines that it touches. A text with syntax errors comes back
 * unchanged, since the layout would follow a structure that is not meant: `formatEdits` tells the two cases apart.
 */
export function format(text: string, range?: Span): string {
  const edits = formatEdits(text, range);
  if (edits === undefined || edits.length === 0) return text;
  const parts: string[] = [];
  let from = 0;
  for (const edit of edits) {
    parts.push(text.slice(from, edit.start), edit.text);
    from = edit.end;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

/**
 * The changes that make the layout of a text canonical, in order; with `range`, only those on lines that it touches.
 * Undefined when the text has syntax errors.
 */
export function formatEdits(text: string, range?: Span): Edit[] | undefined {
  const { root, errors } = parse(text);
  if (errors.length > 0) return undefined;
  const tokens = keptTokens(text, root);
  const spaces = layout(text, tokens);
  const from = range === undefined ? 0 : text.lastIndexOf('\n', range.start - 1) + 1;
  const to = range === undefined ? text.length : endOfLine(text, range.end);
  const edits: Edit[] = [];
  let end = 0;
  tokens.forEach((token, i) => {
    const start = end;
    end = token.end;
    if (start >= from && token.start <= to && !isGap(text, start, token.start, spaces[i] as number)) {
      edits.push({ start, end: token.start, text: ' '.repeat(spaces[i] as number) });
    }
  });
  return edits;
}

/**
 * The tokens without the comments that the canonical layout loses: hclwrite's tree has no place for what stands between
 * a block's name and its first label (hclwrite/parser.go parseBlock).
 */
function keptTokens(text: string, root: Body): readonly ScannedToken[] {
  const tokens = scan(text);
  if (!text.includes('/*')) return tokens;
  const lost = [...gapsBeforeLabels(root)].filter(({ start, end }) => text.slice(start, end).includes('/*'));
  if (lost.length === 0) return tokens;
  return tokens.filter(
    ({ type, start }) => type !== Token.Comment || !lost.some((gap) => start >= gap.start && start < gap.end),
  );
}

function* gapsBeforeLabels(body: Body): Generator<Span> {
  for (const item of body.items) {
    if (item.type !== 'Block') continue;
    const [label] = item.labels;
    if (label) yield { start: item.name.end, end: label.start };
    yield* gapsBeforeLabels(item.body);
  }
}

function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline;
}

/** Whether `[start, end)` is so many spaces already. */
function isGap(text: string, start: number, end: number, spaces: number): boolean {
  if (end - start !== spaces) return false;
  for (let i = start; i < end; i++) if (text.charCodeAt(i) !== 32) return false;
  return true;
}

/** Tokens of one line, by index: `[start, assign)`, `[assign, comment)`, `[comment, end)`; the cells may be empty. */
interface Line {
  readonly start: number;
  readonly assign: number;
  readonly comment: number;
  readonly end: number;
}

/** The number of spaces before each token. */
function layout(text: string, tokens: readonly ScannedToken[]): number[] {
  const spaces = tokens.map(() => 0);
  // White space at the very end, behind the last line break, stays as long as it is.
  const last = tokens.length - 1;
  spaces[last] = (tokens[last] as ScannedToken).start - (tokens[last - 1]?.end ?? 0);
  const lines = splitLines(text, tokens);
  indent(tokens, lines, spaces);
  for (const line of lines) {
    spaceCell(text, tokens, line.start, line.assign, spaces);
    spaceCell(text, tokens, line.assign, line.comment, spaces);
  }
  const widths = new Widths(text, tokens, spaces);
  align(
    lines,
    spaces,
    (line) => (line.assign < line.comment ? line.assign : -1),
    (line) => widths.of(line.start, line.assign),
  );
  align(
    lines,
    spaces,
    (line) => (line.comment < line.end ? line.comment : -1),
    (line) => widths.of(line.start, line.comment),
  );
  return spaces;
}

function splitLines(text: string, tokens: readonly ScannedToken[]): Line[] {
  const lines: Line[] = [];
  let start = 0;
  tokens.forEach((token, i) => {
    const end = token.type === Token.EndOfFile ? i : i + 1;
    if (end === i || endsLine(text, token)) {
      if (end > start) lines.push(cutLine(tokens, start, end));
      start = end;
    }
  });
  return lines;
}

/** Line breaks end lines, and so do line comments, which include theirs. */
function endsLine(text: string, token: ScannedToken): boolean {
  return token.type === Token.Newline || (token.type === Token.Comment && text.charCodeAt(token.end - 1) === 10);
}

function cutLine(tokens: readonly ScannedToken[], start: number, end: number): Line {
  const hasComment = end - start > 1 && typeAt(tokens, end - 1) === Token.Comment;
  const comment = hasComment ? end - 1 : end;
  let assign = comment;
  for (let i = start + 1; i < comment; i++) {
    if (typeAt(tokens, i) !== Token.Equals) continue;
    // A value that goes on in the next line is not aligned.
    let open = 0;
    for (let k = i; k < comment; k++) open += bracket(typeAt(tokens, k));
    if (open === 0) assign = i;
    break;
  }
  return { start, assign, comment, end };
}

function typeAt(tokens: readonly ScannedToken[], index: number): Token {
  return (tokens[index] as ScannedToken).type;
}

/** 1 for what opens, -1 for what closes, else 0. */
function bracket(type: Token): number {
  switch (type) {
    case Token.OpenBrace:
    case Token.OpenBracket:
    case Token.OpenParenthesis:
    case Token.OpenInterpolation:
    case Token.OpenDirective:
      return 1;
    case Token.CloseBrace:
    case Token.CloseBracket:
    case Token.CloseParenthesis:
    case Token.CloseTemplate:
      return -1;
    default:
      return 0;
  }
}

/**
 * Indents each line by two spaces for every line above that left something open. How much one line opened does not
 * matter: `foo([{` indents once, and is undone when as many are closed.
 */
function indent(tokens: readonly ScannedToken[], lines: readonly Line[], spaces: number[]): void {
  const open: number[] = [];
  for (const line of lines) {
    if (typeAt(tokens, line.start) === Token.Newline) continue;
    let change = 0;
    for (let i = line.start; i < line.assign; i++) {
      change += bracket(typeAt(tokens, i));
      if (typeAt(tokens, i) === Token.OpenHeredoc) break;
    }
    for (let i = line.assign; i < line.comment; i++) change += bracket(typeAt(tokens, i));
    for (let closed = -change; closed > 0 && open.length > 0; ) {
      const top = open[open.length - 1] as number;
      if (closed >= top) open.pop();
      else open[open.length - 1] = top - closed;
      closed -= top;
    }
    spaces[line.start] = 2 * open.length;
    if (change > 0) open.push(change);
  }
}

/** Puts one space or none between the tokens of a cell. */
function spaceCell(text: string, tokens: readonly ScannedToken[], start: number, end: number, spaces: number[]): void {
  for (let i = start; i + 1 < end; i++) {
    const before = i > start ? typeAt(tokens, i - 1) : undefined;
    const token = tokens[i] as ScannedToken;
    const after = typeAt(tokens, i + 1);
    spaces[i + 1] =
      isIn(text, token) && before === Token.Identifier ? spaceAfterIn(after) : spaceAfter(before, token.type, after);
  }
}

/** `in` behind a name is the word of `for`, and a bracket behind it begins a list instead of an index. */
function spaceAfterIn(after: Token): number {
  return after === Token.OpenBracket ? 1 : spaceAfter(Token.Identifier, Token.Identifier, after);
}

function isIn(text: string, token: ScannedToken): boolean {
  return token.type === Token.Identifier && token.end - token.start === 2 && text.startsWith('in', token.start);
}

/** Spaces between `token` and `after`; `before` stands before both, if anything does. */
function spaceAfter(before: Token | undefined, token: Token, after: Token): number {
  if (after === Token.Newline) return 0;
  if (token === Token.Identifier && (after === Token.OpenParenthesis || after === Token.DoubleColon)) return 0;
  if (token === Token.DoubleColon && after === Token.Identifier) return 0;
  if (token === Token.Dot || after === Token.Dot) return 0;
  if (after === Token.Comma || after === Token.Ellipsis) return 0;
  if (token === Token.Comma) return 1;
  if (isTemplateText(token) || token === Token.OpenQuote || token === Token.OpenHeredoc) return 0;
  if (isTemplateText(after) || after === Token.CloseQuote || after === Token.CloseHeredoc) return 0;
  if (after === Token.OpenBracket && (token === Token.Identifier || token === Token.Number || bracket(token) < 0))
    return 0;
  if (token === Token.Bang) return 0;
  if (token === Token.Minus) return before !== undefined && endsOperand(before) ? 1 : 0;
  if (token === Token.OpenBrace || after === Token.CloseBrace) {
    return token === Token.OpenBrace && after === Token.CloseBrace ? 0 : 1;
  }
  const opensTemplate = token === Token.OpenInterpolation || token === Token.OpenDirective;
  if (opensTemplate && after === Token.OpenBrace) return 1;
  if (token === Token.CloseBrace && after === Token.CloseTemplate) return 1;
  if (token === Token.CloseTemplate && (after === Token.OpenInterpolation || after === Token.OpenDirective)) return 0;
  return bracket(token) > 0 || bracket(after) < 0 ? 0 : 1;
}

function isTemplateText(type: Token): boolean {
  return type === Token.QuotedText || type === Token.HeredocText;
}

/** Whether a `-` behind this token subtracts; else it negates. */
function endsOperand(type: Token): boolean {
  switch (type) {
    case Token.OpenParenthesis:
    case Token.OpenBrace:
    case Token.OpenBracket:
    case Token.Equals:
    case Token.Colon:
    case Token.Comma:
    case Token.Question:
    case Token.Bang:
      return false;
    default:
      return type < Token.Or || type > Token.Percent;
  }
}

/** In runs of lines that have the cell, puts its first token behind the longest line. */
function align(
  lines: readonly Line[],
  spaces: number[],
  cell: (line: Line) => number,
  width: (line: Line) => number,
): void {
  for (let i = 0; i < lines.length; ) {
    let end = i;
    let widest = 0;
    const run: number[] = [];
    for (; end < lines.length && cell(lines[end] as Line) >= 0; end++) {
      const columns = width(lines[end] as Line);
      run.push(columns);
      widest = Math.max(widest, columns);
    }
    run.forEach((columns, k) => {
      spaces[cell(lines[i + k] as Line)] = widest - columns + 1;
    });
    i = Math.max(end, i + 1);
  }
}

/** How many columns tokens take: characters as a reader counts them, so that `é` is one however it is written. */
class Widths {
  constructor(
    private readonly text: string,
    private readonly tokens: readonly ScannedToken[],
    private readonly spaces: readonly number[],
  ) {}

  of(start: number, end: number): number {
    let columns = 0;
    for (let i = start; i < end; i++) {
      const token = this.tokens[i] as ScannedToken;
      columns += (this.spaces[i] as number) + this.token(token.start, token.end);
    }
    return columns;
  }

  private token(start: number, end: number): number {
    let columns = end - start;
    for (let i = start; i < end; i++) {
      const c = this.text.charCodeAt(i);
      if (c >= 128) return graphemes(this.text.slice(start, end)).length;
      if (c === 13 && this.text.charCodeAt(i + 1) === 10 && i + 1 < end) columns--;
    }
    return columns;
  }
}
