/** What stands in brackets and braces: lists, objects, and the `for` expressions that make them. */
import type { Expression, For, Identifier, ObjectItem } from './ast';
import { beginsTerm } from './calls';
import { add, describe, excerpt, fail, failBack } from './errors';
import { missing, parseExpression } from './expressions';
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

/** A `for` expression, from its word `for` to behind its closing bracket. */
function parseFor(s: State, start: number, kind: For['kind'], close: Token): For {
  advance(s);
  const errors = s.errors.length;
  const object = kind === 'object';
  let key: Identifier | undefined;
  let value = parseVariable(s, 'for-name');
  if (value !== undefined && at(s, Token.Comma)) {
    advance(s);
    key = value;
    value = parseVariable(s, 'for-value-name');
  }
  let collection: Expression | undefined;
  let keyExpression: Expression | undefined;
  let valueExpression: Expression | undefined;
  let condition: Expression | undefined;
  let group: { start: number; end: number } | undefined;
  const wrong = value === undefined;
  if (!wrong && !isWord(s, 'in')) fail(s, 'for-in', describe(s));
  else if (!wrong) {
    advance(s);
    collection = parseExpression(s);
    if (!at(s, Token.Colon)) {
      fail(s, 'for-colon', describe(s));
    } else {
      advance(s);
      valueExpression = parseExpression(s);
      if (at(s, Token.Arrow)) {
        advance(s);
        keyExpression = valueExpression;
        valueExpression = parseExpression(s);
      }
      if (at(s, Token.Ellipsis)) {
        group = { start: s.start, end: s.end };
        advance(s);
      }
      if (isWord(s, 'if')) {
        advance(s);
        condition = parseExpression(s);
      }
      if (!at(s, close)) fail(s, 'for-end', object ? '}' : ']', describe(s));
    }
  }
  collection ??= missing(s);
  valueExpression ??= missing(s);
  if (!at(s, close)) skipTo(s, close, false);
  const closed = at(s, close);
  if (closed) advance(s);
  if (s.errors.length === errors) {
    if (!object && keyExpression) add(s, 'for-tuple-key', keyExpression.start, keyExpression.end, []);
    if (!object && group) add(s, 'for-tuple-group', group.start, group.end, []);
    if (object && !keyExpression) add(s, 'for-object-key', valueExpression.start, valueExpression.end, []);
  }
  const end = s.previousEnd;
  return {
    type: 'For',
    start,
    end,
    kind,
    key,
    value,
    collection,
    keyExpression,
    valueExpression,
    group: group !== undefined,
    condition,
    closed,
  };
}

/** The name of a variable of `for`. */
export function parseVariable(s: State, problem: 'for-name' | 'for-value-name'): Identifier | undefined {
  if (!at(s, Token.Identifier)) {
    fail(s, problem, describe(s));
    return undefined;
  }
  const { start, end } = s;
  advance(s);
  return { type: 'Identifier', start, end, name: s.text.slice(start, end) };
}
