/** `for` expressions, and what they share with the directive `%{ for }`. */
import type { Expression, For, Identifier, Span } from './ast';
import { add, describe, fail } from './errors';
import { missing, parseExpression } from './expressions';
import { skipTo } from './recovery';
import { advance, at, isWord } from './scanner';
import type { State } from './state';
import { Token } from './tokens';

/** `key, value in collection`. */
export interface ForHeader {
  readonly key: Identifier | undefined;
  readonly value: Identifier | undefined;
  /** `Missing` when what is before it is wrong. */
  readonly collection: Expression;
  /** Whether there was a collection to read. */
  readonly complete: boolean;
}

/** Reads the names and the collection, from behind the word `for`. */
export function parseForHeader(s: State): ForHeader {
  let key: Identifier | undefined;
  let value = parseVariable(s, 'for-name');
  if (value !== undefined && at(s, Token.Comma)) {
    advance(s);
    key = value;
    value = parseVariable(s, 'for-value-name');
  }
  if (value !== undefined && isWord(s, 'in')) {
    advance(s);
    return { key, value, collection: parseExpression(s), complete: true };
  }
  fail(s, 'for-in', describe(s));
  return { key, value, collection: missing(s), complete: false };
}

/** A `for` expression, from its word `for` to behind its closing bracket. */
export function parseFor(s: State, start: number, kind: For['kind'], close: Token): For {
  const errors = s.errors.length;
  advance(s);
  const { key, value, collection, complete } = parseForHeader(s);
  const { keyExpression, valueExpression, group, condition } = parseResult(s, complete);
  const sound = s.errors.length === errors;
  if (!at(s, close)) {
    if (sound) fail(s, 'for-end', kind === 'object' ? '}' : ']', describe(s));
    skipTo(s, close, false);
  }
  const closed = at(s, close);
  if (closed) advance(s);
  if (sound) {
    if (kind === 'object' && !keyExpression) add(s, 'for-object-key', valueExpression.start, valueExpression.end, []);
    if (kind === 'tuple' && keyExpression) add(s, 'for-tuple-key', keyExpression.start, keyExpression.end, []);
    if (kind === 'tuple' && group) add(s, 'for-tuple-group', group.start, group.end, []);
  }
  return {
    type: 'For',
    start,
    end: s.previousEnd,
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

/** What a `for` expression makes of each item: `: key => value... if condition`. */
interface ForResult {
  readonly keyExpression: Expression | undefined;
  readonly valueExpression: Expression;
  /** Span of `...`. */
  readonly group: Span | undefined;
  readonly condition: Expression | undefined;
}

function parseResult(s: State, expected: boolean): ForResult {
  if (!expected || !at(s, Token.Colon)) {
    if (expected) fail(s, 'for-colon', describe(s));
    return { keyExpression: undefined, valueExpression: missing(s), group: undefined, condition: undefined };
  }
  advance(s);
  let keyExpression: Expression | undefined;
  let valueExpression = parseExpression(s);
  let group: Span | undefined;
  let condition: Expression | undefined;
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
  return { keyExpression, valueExpression, group, condition };
}

function parseVariable(s: State, problem: 'for-name' | 'for-value-name'): Identifier | undefined {
  if (!at(s, Token.Identifier)) {
    fail(s, problem, describe(s));
    return undefined;
  }
  const { start, end } = s;
  advance(s);
  return { type: 'Identifier', start, end, name: s.text.slice(start, end) };
}
