/** Text → tree: bodies, blocks and attributes, and what to make of them when they are broken. */
import type { Attribute, Body, Identifier, Item, Label, ParseResult, SyntaxProblem } from './ast';
import { nameLength } from './characters';
import { add, describe, fail, failAt } from './errors';
import { MAX_DEPTH, parseExpression } from './expressions';
import { parseLabel } from './labels';
import { atItem, closesNothing, repair, skip, skipTemplate } from './recovery';
import { advance, at } from './scanner';
import { createState, type State } from './state';
import { Token } from './tokens';

/**
 * The tree of a text in HCL's native syntax, its comments and its syntax errors.
 *
 * Never throws; takes time linear in the length of the text. The tree always covers the whole text: what is broken is
 * in it as `Incomplete`, `Missing` or unclosed. There are errors exactly when Go's hclsyntax has errors, and the first
 * is on the same line.
 */
export function parse(text: string): ParseResult {
  const s = createState(text, false, false);
  const root = parseRoot(s);
  const result: ParseResult = { text, root, comments: s.comments, errors: sorted(s.errors) };
  return s.unbalanced ? parseByIndent(result) : result;
}

/**
 * A missing or superfluous brace changes the place of everything behind it. The errors stay those of the braces, but
 * the tree is made anew, with blocks and objects ending where the indentation says so; unless it often contradicts the
 * braces, for then it says nothing.
 */
function parseByIndent(byBraces: ParseResult): ParseResult {
  const s = createState(byBraces.text, false, true);
  const root = parseRoot(s);
  if (s.repairs > Math.max(1, s.braced / 2)) return byBraces;
  // Two attributes of one name may have come together only because a brace is wrong.
  const duplicates = new Set(
    s.errors.filter((error) => error.id === 'duplicate-attribute').map((error) => error.start),
  );
  const errors = byBraces.errors.filter((error) => error.id !== 'duplicate-attribute' || duplicates.has(error.start));
  return {
    text: byBraces.text,
    root,
    comments: s.comments,
    errors: errors.map((error) => withCulprit(error, s.culprit)),
  };
}

function withCulprit(error: SyntaxProblem, culprit: number): SyntaxProblem {
  if (culprit < 0 || culprit === error.start) return error;
  if (error.id === 'unclosed-block') {
    const message = 'By the indentation, this brace is the one that is never closed.';
    return { ...error, related: { start: culprit, end: culprit + 1, message } };
  }
  if (error.id === 'stray-brace') {
    const message = 'By the indentation, this brace is the one too many.';
    return { ...error, related: { start: culprit, end: culprit + 1, message } };
  }
  return error;
}

function sorted(errors: SyntaxProblem[]): SyntaxProblem[] {
  return errors.sort((a, b) => a.start - b.start);
}

function parseRoot(s: State): Body {
  advance(s);
  const items: Item[] = [];
  parseItems(s, items, undefined);
  return { type: 'Body', start: 0, end: s.text.length, items };
}

/** The block whose body is being read. */
interface Enclosing {
  readonly name: Identifier;
  readonly open: number;
  readonly indent: number;
  layout: Layout;
}

/** How a body is laid out: on lines of its own, on the line of its brace, or as it comes, once that line was wrong. */
type Layout = 'lines' | 'line' | 'free';

/** Reads items up to the closing brace (which is then the current token), or to where the block is given up. */
function parseItems(s: State, items: Item[], block: Enclosing | undefined): void {
  const names = new Names();
  for (;;) {
    if (block && s.byIndent && endsByIndent(s, block)) return;
    switch (s.type) {
      case Token.Newline:
        if (block?.layout === 'line') {
          fail(s, 'one-line-newline');
          block.layout = 'free';
        }
        advance(s);
        break;
      case Token.EndOfFile:
        if (block) failUnclosed(s, block);
        return;
      case Token.CloseBrace:
        if (block) return;
        s.unbalanced = true;
        if (!s.recovering) fail(s, 'stray-brace');
        advance(s);
        break;
      case Token.Identifier:
        if (items.length > 0) endLine(s, block);
        items.push(parseItem(s, block, names));
        break;
      case Token.PlainString:
      case Token.OpenQuote:
        items.push(parseQuotedItem(s, block));
        break;
      default:
        items.push(parseJunk(s, block, items));
    }
  }
}

/** The attribute names of a body; most bodies are too small for a map to pay. */
class Names {
  private readonly list: Identifier[] = [];
  private map: Map<string, Identifier> | undefined;

  /** Keeps a name. Returns the one that was there before, if any. */
  add(name: Identifier): Identifier | undefined {
    if (this.map === undefined) {
      for (const other of this.list) if (other.name === name.name) return other;
      this.list.push(name);
      if (this.list.length > 12) this.map = new Map(this.list.map((other) => [other.name, other]));
      return undefined;
    }
    const other = this.map.get(name.name);
    if (other === undefined) this.map.set(name.name, name);
    return other;
  }
}

/** Whether the next line is not part of the block any more; a brace that belongs nowhere is dropped. */
function endsByIndent(s: State, block: Enclosing): boolean {
  if (s.newline < 0 || !at(s, Token.Newline)) return false;
  const indent = s.start - s.lineStart;
  if (s.raw === Token.CloseBrace && indent > block.indent) {
    repair(s, s.start);
    advance(s);
    advance(s);
    return false;
  }
  const ends =
    s.raw === Token.CloseBrace ? indent < block.indent : s.raw === Token.Identifier && indent <= block.indent;
  if (ends) repair(s, block.open);
  return ends;
}

function failUnclosed(s: State, block: Enclosing): void {
  s.unbalanced = true;
  if (!s.recovering) add(s, 'unclosed-block', block.open, block.open + 1, [block.name.name]);
  s.recovering = true;
}

/** A second item in a block on one line is an error; which, is said once. */
function endLine(s: State, block: Enclosing | undefined): void {
  if (block?.layout !== 'line') return;
  fail(s, 'one-line-more', describe(s));
  block.layout = 'free';
}

/** An attribute or a block, from its name. */
function parseItem(s: State, block: Enclosing | undefined, names: Names): Item {
  const { start, end } = s;
  s.indent = start - s.lineStart;
  const name: Identifier = { type: 'Identifier', start, end, name: s.text.slice(start, end) };
  advance(s);
  switch (s.type) {
    case Token.Equals:
      return parseAttribute(s, name, block, names);
    case Token.Identifier:
    case Token.PlainString:
    case Token.OpenQuote:
    case Token.OpenBrace:
      if (block?.layout === 'line') {
        failAt(s, 'one-line-attribute', start, s.end, [name.name]);
        block.layout = 'free';
      }
      return parseBlock(s, name, block);
    case Token.Colon:
      failAt(s, 'colon-for-equals', start, end, [name.name]);
      return parseAttribute(s, name, block, names);
    default:
      failAt(s, 'incomplete-item', start, end, [name.name]);
      endItem(s);
      return { type: 'Incomplete', start, end: Math.max(end, s.previousEnd), name, labels: [] };
  }
}

/** From the `=` (or the `:` in its place). */
function parseAttribute(s: State, name: Identifier, block: Enclosing | undefined, names: Names): Attribute {
  const equals = s.start;
  advance(s);
  const twice = names.add(name);
  if (at(s, Token.Newline) || at(s, Token.EndOfFile)) fail(s, 'missing-value', name.name);
  const value = parseExpression(s);
  if (!endsItem(s, block)) {
    if (block?.layout === 'line') endLine(s, block);
    else if (block?.layout === 'free') s.reported = s.start;
    else if (at(s, Token.Comma)) fail(s, 'comma-after-attribute', name.name);
    else fail(s, 'newline-after-attribute', name.name, describe(s));
    if (at(s, Token.Comma)) advance(s);
    endItem(s);
  }
  if (twice) {
    const related = { start: twice.start, end: twice.end, message: `\`${name.name}\` is set here first.` };
    add(s, 'duplicate-attribute', name.start, name.end, [name.name], related);
  }
  return { type: 'Attribute', start: name.start, end: Math.max(s.previousEnd, value.end), name, equals, value };
}

/** Whether the current token may follow an item: a line break, or the brace of a block on one line. */
function endsItem(s: State, block: Enclosing | undefined): boolean {
  if (at(s, Token.Newline) || at(s, Token.EndOfFile)) return true;
  return block !== undefined && block.layout !== 'lines' && at(s, Token.CloseBrace);
}

/** Behind an error: skips to the end of the line, or to what can be read as an item already. */
function endItem(s: State): void {
  for (;;) {
    if (at(s, Token.Identifier) && beginsItem(s)) return;
    if (s.newline >= 0 && !at(s, Token.Newline) && atItem(s)) return;
    const before = s.pos;
    skip(s, true);
    if (at(s, Token.Newline) || at(s, Token.EndOfFile)) return;
    if (at(s, Token.CloseBrace) && !closesNothing(s)) return;
    if (at(s, Token.Identifier) && s.pos !== before) continue;
    advance(s);
  }
}

/** Whether `=` or `{` follows the name that is the current token. */
function beginsItem(s: State): boolean {
  const text = s.text;
  let pos = s.end;
  while (text.charCodeAt(pos) === 32 || text.charCodeAt(pos) === 9) pos++;
  const c = text.charCodeAt(pos);
  return c === 123 || (c === 61 && text.charCodeAt(pos + 1) !== 61 && text.charCodeAt(pos + 1) !== 62);
}

/** From behind the name. Without a brace it is an `Incomplete` with labels. */
function parseBlock(s: State, name: Identifier, around: Enclosing | undefined): Item {
  const indent = s.indent;
  const labels: Label[] = [];
  while (!at(s, Token.OpenBrace)) {
    if (at(s, Token.Identifier)) {
      const { start, end } = s;
      labels.push({ type: 'Label', start, end, value: s.text.slice(start, end), quoted: false });
      advance(s);
    } else if (at(s, Token.PlainString) || at(s, Token.OpenQuote)) {
      labels.push(parseLabel(s));
    } else {
      if (at(s, Token.Equals)) fail(s, 'block-equals', name.name);
      else if (at(s, Token.Newline) || at(s, Token.EndOfFile)) fail(s, 'block-brace', name.name);
      else fail(s, 'block-header', name.name, describe(s));
      if (!findBrace(s)) {
        if (!at(s, Token.Newline)) endItem(s);
        return { type: 'Incomplete', start: name.start, end: s.previousEnd, name, labels };
      }
    }
  }
  return parseBraces(s, name, labels, indent, around);
}

/** Behind an error in a header: goes to its brace, if it stands next (`job "x" = {`) or begins the next line. */
function findBrace(s: State): boolean {
  if (at(s, Token.Newline)) {
    if (s.raw !== Token.OpenBrace) return false;
  } else if (!at(s, Token.Equals) && !at(s, Token.Colon) && !at(s, Token.Comma)) {
    return false;
  }
  advance(s);
  return at(s, Token.OpenBrace);
}

function parseBraces(s: State, name: Identifier, labels: Label[], indent: number, around: Enclosing | undefined): Item {
  const open = s.start;
  s.braced++;
  advance(s);
  const lines = at(s, Token.Newline) || at(s, Token.EndOfFile) || at(s, Token.CloseBrace);
  const block: Enclosing = { name, open, indent, layout: lines ? 'lines' : 'line' };
  const items: Item[] = [];
  const errorsBefore = s.errors.length;
  if (s.depth >= MAX_DEPTH) {
    if (!at(s, Token.CloseBrace)) skipBody(s);
  } else {
    s.depth++;
    s.blocks++;
    parseItems(s, items, block);
    s.blocks--;
    s.depth--;
  }
  if (!lines) reachBlankLine(s, errorsBefore, items[0]);
  const bodyEnd = at(s, Token.CloseBrace) ? s.start : givenUpAt(s);
  const body: Body = { type: 'Body', start: open + 1, end: bodyEnd, items };
  let close: number | undefined;
  if (at(s, Token.CloseBrace)) {
    close = s.start;
    advance(s);
    endBlock(s, name, around);
  }
  const end = close === undefined ? bodyEnd : close + 1;
  return { type: 'Block', start: name.start, end, name, labels, open, body, close };
}

/**
 * Behind a mistake at the first item of a block on one line, Go's parser skips that item, and points at the next line when
 * that is blank (hclsyntax/parser.go finishParsingBodyBlock): the error reaches there.
 */
function reachBlankLine(s: State, from: number, first: Item | undefined): void {
  const error = s.errors[from];
  if (!error || error.start !== first?.start) return;
  const end = blankLineBehind(s.text, Math.min(first.end, s.text.length - 1));
  if (end !== undefined) s.errors[from] = { ...error, end };
}

/** The line behind that of `start`, when it is blank and the line of `start` opens no bracket. */
function blankLineBehind(text: string, start: number): number | undefined {
  const next = text.indexOf('\n', start) + 1;
  if (next === 0 || !/^[ \t]*\r?\n/.test(text.slice(next, next + 200))) return undefined;
  const line = text.slice(start, next).replace(/"(?:\\.|[^"\\])*"/g, '');
  const count = (brackets: RegExp): number => line.match(brackets)?.length ?? 0;
  return count(/[{[(]/g) <= count(/[}\])]/g) ? next : undefined;
}

/** Where the body of an unclosed block ends: the lines before the next item belong to it. */
function givenUpAt(s: State): number {
  return at(s, Token.EndOfFile) ? s.text.length : Math.max(s.previousEnd, s.lineStart);
}

/** A line break has to follow a closing brace. */
function endBlock(s: State, name: Identifier, around: Enclosing | undefined): void {
  if (endsItem(s, around)) return;
  fail(s, 'newline-after-block', name.name, describe(s));
  if (at(s, Token.Comma)) advance(s);
  if (!at(s, Token.CloseBrace)) endItem(s);
}

/** Skips the body of a block that is nested too deeply, to its closing brace. */
function skipBody(s: State): void {
  fail(s, 'too-deep');
  let depth = 0;
  while (!at(s, Token.EndOfFile) && (depth > 0 || !at(s, Token.CloseBrace))) {
    if (at(s, Token.OpenQuote) || at(s, Token.OpenHeredoc)) {
      skipTemplate(s);
      continue;
    }
    if (at(s, Token.OpenBrace)) depth++;
    else if (at(s, Token.CloseBrace)) depth--;
    advance(s);
  }
}

/** An item whose name is in quotes: an error, but it is clear what is meant. */
function parseQuotedItem(s: State, block: Enclosing | undefined): Item {
  const { start, end, text } = s;
  s.indent = start - s.lineStart;
  const content = at(s, Token.PlainString) ? text.slice(start + 1, end - 1) : '';
  const opensBlock = at(s, Token.PlainString) && /^[ \t]*\{/.test(text.slice(end, end + 80));
  if (opensBlock) failAt(s, 'quoted-block', start, end, [content]);
  else if (content.length > 0 && nameLength(content, 0) < content.length)
    failAt(s, 'quoted-key', start, end, [content]);
  else failAt(s, 'quoted-name', start, end, [content || 'name']);
  const label = parseLabel(s);
  const name: Identifier = { type: 'Identifier', start, end: label.end, name: label.value };
  if (at(s, Token.Equals) || at(s, Token.Colon)) return parseAttribute(s, name, block, new Names());
  if (at(s, Token.OpenBrace) || at(s, Token.PlainString)) return parseBlock(s, name, block);
  endItem(s);
  return { type: 'Incomplete', start, end: s.previousEnd, name: undefined, labels: [label] };
}

/** What does not even begin with a name, to the end of the line. */
function parseJunk(s: State, block: Enclosing | undefined, items: Item[]): Item {
  const start = s.start;
  s.indent = start - s.lineStart;
  if (items.length > 0) endLine(s, block);
  fail(s, 'item-expected', describe(s));
  const before = s.pos;
  if (at(s, Token.OpenHeredoc)) skipTemplate(s);
  else advance(s);
  if (!at(s, Token.CloseBrace) || s.pos === before) endItem(s);
  return { type: 'Incomplete', start, end: Math.max(s.previousEnd, start), name: undefined, labels: [] };
}
