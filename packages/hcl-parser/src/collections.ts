/** What stands in brackets and braces: lists and objects. */
import type { Expression, Identifier, ObjectItem } from './ast';
import { beginsTerm } from './calls';
import { describe, excerpt, fail, failBack } from './errors';
import { missing, parseExpression } from './expressions';
import { parseFor } from './for';
import { atItem, repair, skip, skipTo } from './recovery';
import { advance, at, countNewlines, isWord } from './scanner';
import type { State } from './state';
import { Token } from './tokens';

/** `[a, b]` or `[for …]`, from its bracket. */
export function parseTuple(s: State): Expression {
  const start = s.start;
  const newlines = countNewlines(s, false);
  s.brackets++;
  advance(s);
  let tuple: Expression;
  if (isWord(s, 'for')) {
    tuple = parseFor(s, start, 'tuple', Token.CloseBracket);
  } else {
    const items: Expression[] = [];
    parseItems(s, start, items);
    const closed = at(s, Token.CloseBracket);
    if (closed) advance(s);
    tuple = { type: 'Tuple', start, end: s.previousEnd, items, closed };
  }
  s.brackets--;
  countNewlines(s, newlines);
  return tuple;
}

function parseItems(s: State, open: number, items: Expression[]): void {
  while (!at(s, Token.CloseBracket)) {
    const before = s.pos;
    items.push(parseExpression(s));
    if (at(s, Token.CloseBracket)) return;
    if (at(s, Token.Comma)) {
      advance(s);
      continue;
    }
    if (at(s, Token.EndOfFile)) {
      failBack(s, 'unclosed-tuple', open, open + 1);
      return;
    }
    fail(s, 'tuple-comma', describe(s));
    if (beginsTerm(s) && s.pos > before) continue;
    if (!skipTo(s, Token.CloseBracket, true)) return;
    if (at(s, Token.Comma)) advance(s);
  }
}

/** `{ key = value }` or `{ for … }`, from its brace. Line breaks separate items, so they count here. */
export function parseObject(s: State): Expression {
  const start = s.start;
  // Not countNewlines: the line break before the brace is none of the object's.
  const newlines = s.newlines;
  s.newlines = true;
  s.braced++;
  s.objects++;
  advance(s);
  let object: Expression;
  if (isWord(s, 'for')) {
    countNewlines(s, false);
    object = parseFor(s, start, 'object', Token.CloseBrace);
  } else {
    const items: ObjectItem[] = [];
    parseObjectItems(s, start, items);
    const closed = at(s, Token.CloseBrace);
    if (closed) advance(s);
    else s.unbalanced = true;
    object = { type: 'Object', start, end: s.previousEnd, items, closed };
  }
  s.objects--;
  countNewlines(s, newlines);
  return object;
}

function parseObjectItems(s: State, open: number, items: ObjectItem[]): void {
  const errors = s.errors.length;
  while (!at(s, Token.CloseBrace)) {
    if (at(s, Token.Newline)) {
      // Where something is wrong already, a line that looks like the next item of the body is one.
      if ((s.byIndent || s.errors.length > errors) && atItem(s)) {
        repair(s, open);
        return;
      }
      advance(s);
      continue;
    }
    const before = s.pos;
    parseObjectItem(s, open, items);
    if (at(s, Token.Comma) || at(s, Token.Newline)) {
      if (at(s, Token.Comma)) advance(s);
    } else if (!at(s, Token.CloseBrace)) {
      if (at(s, Token.EndOfFile)) {
        failBack(s, 'unclosed-object', open, open + 1);
        return;
      }
      fail(s, 'object-comma', describe(s));
      if (beginsTerm(s) && s.pos > before) continue;
      if (!skipTo(s, Token.CloseBrace, true) && !at(s, Token.Newline)) return;
      if (at(s, Token.Comma)) advance(s);
    }
  }
}

function parseObjectItem(s: State, open: number, items: ObjectItem[]): void {
  const key = parseExpression(s);
  let separator: number | undefined;
  let value: Expression;
  if (at(s, Token.Equals) || at(s, Token.Colon)) {
    separator = s.start;
    advance(s);
    value = parseExpression(s);
  } else {
    if (at(s, Token.EndOfFile)) failBack(s, 'unclosed-object', open, open + 1);
    else if (at(s, Token.Newline) || at(s, Token.Comma)) fail(s, 'object-value', excerpt(s.text, key.start, key.end));
    else fail(s, 'object-separator', describe(s));
    if (key.type === 'Missing') return;
    value = missing(s);
    if (!at(s, Token.Newline) && !at(s, Token.Comma) && !at(s, Token.CloseBrace)) skip(s, true);
  }
  items.push({ type: 'ObjectItem', start: key.start, end: value.end, key: asKey(key), separator, value });
}

/** A bare word as a key means its own name, also `true` and `null`. */
function asKey(key: Expression): Identifier | Expression {
  if (key.type === 'ScopeTraversal' && key.steps.length === 0 && !key.incomplete) return key.root;
  if (key.type === 'Literal' && key.kind !== 'number') {
    return { type: 'Identifier', start: key.start, end: key.end, name: key.raw };
  }
  return key;
}
