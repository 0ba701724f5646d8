/** Function calls: `name(a, b)`, `name(list...)`, `space::name()`. */
import type { Expression, Identifier } from './ast';
import { describe, fail, failAt, failBack } from './errors';
import { parseExpression } from './expressions';
import { atItem, skipTo } from './recovery';
import { advance, at, countNewlines } from './scanner';
import type { State } from './state';
import { Token } from './tokens';

/** A call from behind its first name, at `(` or `::`. */
export function parseCall(s: State, start: number, end: number): Expression {
  const name = parseFunctionName(s, start, end);
  if (!at(s, Token.OpenParenthesis)) {
    fail(s, 'function-parenthesis', name.name, describe(s));
    return {
      type: 'FunctionCall',
      start,
      end: s.previousEnd,
      name,
      args: [],
      expand: false,
      open: s.previousEnd,
      close: undefined,
    };
  }
  const open = s.start;
  const newlines = countNewlines(s, false);
  s.parentheses++;
  advance(s);
  const args: Expression[] = [];
  const expand = parseArguments(s, name, open, args);
  s.parentheses--;
  const close = at(s, Token.CloseParenthesis) ? s.start : undefined;
  if (close !== undefined) advance(s);
  const last = s.previousEnd;
  countNewlines(s, newlines);
  return { type: 'FunctionCall', start, end: last, name, args, expand, open, close };
}

/** The whole name, as `a::b::c`. */
function parseFunctionName(s: State, start: number, end: number): Identifier {
  let name = s.text.slice(start, end);
  let last = end;
  while (at(s, Token.DoubleColon)) {
    advance(s);
    if (!at(s, Token.Identifier)) {
      fail(s, 'function-name', describe(s));
      last = s.previousEnd;
      name += '::';
      break;
    }
    name += `::${s.text.slice(s.start, s.end)}`;
    last = s.end;
    advance(s);
  }
  return { type: 'Identifier', start, end: last, name };
}

/** Reads to the closing parenthesis, or to where the call was given up. Returns whether the last one is spread. */
function parseArguments(s: State, name: Identifier, open: number, args: Expression[]): boolean {
  while (!at(s, Token.CloseParenthesis)) {
    const before = s.pos;
    const argument = parseExpression(s);
    args.push(argument);
    if (at(s, Token.CloseParenthesis)) break;
    if (at(s, Token.Comma)) {
      advance(s);
    } else if (at(s, Token.Ellipsis)) {
      const { start, end } = s;
      advance(s);
      if (!at(s, Token.CloseParenthesis)) {
        failAt(s, 'argument-after-ellipsis', start, end, [describe(s)]);
        skipTo(s, Token.CloseParenthesis, false);
      }
      return true;
    } else {
      if (at(s, Token.EndOfFile)) {
        failBack(s, 'unclosed-call', name.start, open + 1, name.name);
        break;
      }
      fail(s, 'argument-comma', name.name, describe(s));
      if (beginsTerm(s) && s.pos > before) continue;
      if (!skipTo(s, Token.CloseParenthesis, true)) break;
      if (at(s, Token.Comma)) advance(s);
    }
  }
  return false;
}

/** Whether the current token begins a value: the comma before it was forgotten. */
export function beginsTerm(s: State): boolean {
  switch (s.type) {
    case Token.Identifier:
      return !atItem(s);
    case Token.PlainString:
    case Token.OpenQuote:
    case Token.OpenHeredoc:
    case Token.Number:
    case Token.OpenBracket:
    case Token.OpenBrace:
      return true;
    default:
      return false;
  }
}
