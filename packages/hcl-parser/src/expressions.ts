/** Expressions: operators by precedence, terms, and the steps behind them. */
import type {
  BinaryOperator,
  EachStep,
  Expression,
  Identifier,
  Literal,
  Missing,
  ScopeTraversal,
  Span,
  TraversalStep,
} from './ast';
import { parseCall } from './calls';
import { parseObject, parseTuple } from './collections';
import { add, describe, fail } from './errors';
import { atItem, skip, skipTemplate, skipTo } from './recovery';
import { advance, at, countNewlines, tokenStart } from './scanner';
import type { State } from './state';
import { parseTemplate } from './templates';
import { Token } from './tokens';

/** How deep expressions and blocks may be nested: a call stack has to hold it, here and in whoever reads the tree. */
export const MAX_DEPTH = 250;

/** How many operators may be in a row. The tree of `1 + 2 + 3 + …` is as deep, but it is read without recursion. */
const MAX_OPERATORS = 1000;

const PRECEDENCE = new Uint8Array(Token.Invalid + 1);
PRECEDENCE[Token.Or] = 1;
PRECEDENCE[Token.And] = 2;
PRECEDENCE[Token.EqualTo] = PRECEDENCE[Token.NotEqualTo] = 3;
PRECEDENCE[Token.Greater] = PRECEDENCE[Token.GreaterOrEqual] = 4;
PRECEDENCE[Token.Less] = PRECEDENCE[Token.LessOrEqual] = 4;
PRECEDENCE[Token.Plus] = PRECEDENCE[Token.Minus] = 5;
PRECEDENCE[Token.Star] = PRECEDENCE[Token.Slash] = PRECEDENCE[Token.Percent] = 6;

const NO_STEPS: readonly TraversalStep[] = [];

/** Any expression. Where none stands, an error and `Missing`; nothing is then consumed. */
export function parseExpression(s: State): Expression {
  if (s.depth >= MAX_DEPTH) return tooDeep(s);
  s.depth++;
  const condition = parseBinary(s, 1);
  const expression = at(s, Token.Question) ? parseConditional(s, condition) : condition;
  s.depth--;
  return expression;
}

/** The place of an expression that is not there: from the token before to the next one, or to the end of the line. */
export function missing(s: State): Missing {
  const start = s.previousEnd;
  s.previousEnd = s.newline >= 0 ? s.newline : s.start;
  return { type: 'Missing', start, end: s.previousEnd };
}

/** An error for nesting that no stack would hold; what is nested is skipped. */
export function tooDeep(s: State): Missing {
  const start = s.start;
  fail(s, 'too-deep');
  if (at(s, Token.OpenQuote)) skipTemplate(s);
  if (!(s.newline >= 0 && atItem(s))) skip(s, true);
  return { type: 'Missing', start, end: Math.max(start, s.previousEnd) };
}

function parseConditional(s: State, condition: Expression): Expression {
  advance(s);
  const then = parseExpression(s);
  let otherwise: Expression;
  if (at(s, Token.Colon)) {
    advance(s);
    otherwise = parseExpression(s);
  } else {
    // What follows is read as usual, so errors that point back are still to the point.
    const { recovering } = s;
    fail(s, 'conditional-colon', describe(s));
    s.recovering = recovering;
    otherwise = missing(s);
  }
  return { type: 'Conditional', start: condition.start, end: otherwise.end, condition, then, else: otherwise };
}

/** Operands joined by operators of at least this precedence; all of them group to the left. */
function parseBinary(s: State, least: number): Expression {
  let left = parseOperand(s);
  let precedence = PRECEDENCE[s.type] as number;
  for (let operators = 0; precedence >= least && precedence > 0; operators++) {
    if (operators === MAX_OPERATORS) {
      tooDeep(s);
      break;
    }
    const operatorSpan: Span = { start: s.start, end: s.end };
    const operator = s.text.slice(s.start, s.end) as BinaryOperator;
    advance(s);
    const right = parseBinary(s, precedence + 1);
    left = { type: 'BinaryOperation', start: left.start, end: right.end, operator, operatorSpan, left, right };
    precedence = PRECEDENCE[s.type] as number;
  }
  return left;
}

/** A term with whatever steps follow it. */
function parseOperand(s: State): Expression {
  const term = parseTerm(s);
  return at(s, Token.Dot) || at(s, Token.OpenBracket) ? parseSteps(s, term) : term;
}

function parseTerm(s: State): Expression {
  const start = s.start;
  switch (s.type) {
    case Token.Identifier:
      if (s.newline >= 0 && atItem(s)) break;
      return parseName(s);
    case Token.PlainString:
    case Token.OpenQuote:
    case Token.OpenHeredoc:
      return parseTemplate(s);
    case Token.Number:
      return parseNumber(s);
    case Token.OpenBracket:
      return parseTuple(s);
    case Token.OpenBrace:
      return parseObject(s);
    case Token.OpenParenthesis:
      return parseParentheses(s);
    case Token.Minus:
    case Token.Bang: {
      if (s.depth >= MAX_DEPTH) return tooDeep(s);
      const operator = at(s, Token.Minus) ? '-' : '!';
      s.depth++;
      advance(s);
      const operand = parseOperand(s);
      s.depth--;
      return { type: 'UnaryOperation', start, end: operand.end, operator, operand };
    }
  }
  fail(s, 'expression-expected', describe(s));
  return missing(s);
}

/** A name: the root of a traversal, a function, `true`, `false` or `null`. */
function parseName(s: State): Expression {
  const { start, end } = s;
  advance(s);
  if (at(s, Token.OpenParenthesis) || at(s, Token.DoubleColon)) return parseCall(s, start, end);
  const name = s.text.slice(start, end);
  if (name === 'true' || name === 'false') return { type: 'Literal', start, end, kind: 'bool', raw: name };
  if (name === 'null') return { type: 'Literal', start, end, kind: 'null', raw: name };
  const root: Identifier = { type: 'Identifier', start, end, name };
  return { type: 'ScopeTraversal', start, end, root, steps: NO_STEPS, incomplete: false };
}

function parseNumber(s: State): Literal {
  const { start, end } = s;
  const raw = s.text.slice(start, end);
  if (!isNumber(raw)) add(s, 'invalid-number', start, end, [raw]);
  advance(s);
  return { type: 'Literal', start, end, kind: 'number', raw };
}

/**
 * Whether a token of digits, dots and exponents has at most one of each, in that order. An exponent beyond 32 bits is
 * none that Go's big.ParseFloat takes.
 */
function isNumber(raw: string): boolean {
  let dots = 0;
  let exponent = -1;
  for (let i = 0; i < raw.length; i++) {
    const c = raw.charCodeAt(i);
    if (c === 46 && (exponent >= 0 || ++dots > 1)) return false;
    if (c === 69 || c === 101) {
      if (exponent >= 0) return false;
      exponent = i;
    }
  }
  return exponent < 0 || Math.abs(Number(raw.slice(exponent + 1))) < 2 ** 31;
}

function parseParentheses(s: State): Expression {
  const start = s.start;
  const newlines = countNewlines(s, false);
  s.parentheses++;
  advance(s);
  const expression = parseExpression(s);
  if (!at(s, Token.CloseParenthesis)) {
    fail(s, 'unclosed-parenthesis', describe(s));
    skipTo(s, Token.CloseParenthesis, false);
  }
  s.parentheses--;
  const closed = at(s, Token.CloseParenthesis);
  if (closed) advance(s);
  const end = s.previousEnd;
  countNewlines(s, newlines);
  return { type: 'Parentheses', start, end, expression, closed };
}

/** The steps behind a term: `.name`, `.0`, `[key]`, `.*` and `[*]`. */
function parseSteps(s: State, term: Expression): Expression {
  let source = term;
  let steps: TraversalStep[] = [];
  const depth = s.depth;
  while (at(s, Token.Dot) || at(s, Token.OpenBracket)) {
    if (s.depth >= MAX_DEPTH) {
      tooDeep(s);
      break;
    }
    const step = parseStep(s);
    if (step === undefined) {
      source = traverse(source, steps, true, s.previousEnd);
      steps = [];
      break;
    }
    if (step.type === 'ComputedStep' || step.type === 'SplatStep') {
      s.depth++;
      const from =
        steps.length > 0 ? traverse(source, steps, false, (steps[steps.length - 1] as TraversalStep).end) : source;
      steps = [];
      const { start } = from;
      const { end } = step;
      if (step.type === 'ComputedStep') source = { type: 'Index', start, end, collection: from, key: step.key };
      else source = { type: 'Splat', start, end, kind: step.kind, source: from, marker: step.marker, each: step.each };
    } else {
      steps.push(step);
    }
  }
  s.depth = depth;
  return steps.length > 0 ? traverse(source, steps, false, (steps[steps.length - 1] as TraversalStep).end) : source;
}

function traverse(source: Expression, steps: TraversalStep[], incomplete: boolean, end: number): Expression {
  const { start } = source;
  if (source.type === 'ScopeTraversal') {
    return { type: 'ScopeTraversal', start, end, root: source.root, steps, incomplete } satisfies ScopeTraversal;
  }
  return { type: 'RelativeTraversal', start, end, source, steps, incomplete };
}

/** One step; undefined when a dot stands with nothing behind it. */
function parseStep(s: State): EachStep | undefined {
  return at(s, Token.Dot) ? parseDot(s) : parseBracket(s);
}

function parseDot(s: State): EachStep | undefined {
  const start = s.start;
  advance(s);
  if (at(s, Token.Star)) return parseAttributeSplat(s, start);
  return parseDotName(s, start);
}

/** `.name` or `.0`, from behind the dot. */
function parseDotName(s: State, start: number): TraversalStep | undefined {
  const from = s.start;
  const end = s.end;
  if (at(s, Token.Identifier) && !(s.newline >= 0 && atItem(s))) {
    const name: Identifier = { type: 'Identifier', start: from, end, name: s.text.slice(from, end) };
    advance(s);
    return { type: 'AttributeStep', start, end, name };
  }
  if (at(s, Token.Number)) {
    const raw = s.text.slice(from, end);
    if (raw.includes('.')) add(s, 'legacy-index', from, end, [raw]);
    else if (!isNumber(raw)) add(s, 'invalid-number', from, end, [raw]);
    advance(s);
    return { type: 'IndexStep', start, end, key: Number(raw), legacy: true };
  }
  fail(s, 'attribute-after-dot', describe(s));
  return undefined;
}

/** `.*` and the names that follow it; an index behind them applies to the whole list. */
function parseAttributeSplat(s: State, start: number): EachStep {
  const marker: Span = { start, end: s.end };
  const each: EachStep[] = [];
  advance(s);
  while (at(s, Token.Dot)) {
    const dot = s.start;
    advance(s);
    if (at(s, Token.Star)) {
      fail(s, 'nested-splat');
      advance(s);
      continue;
    }
    const step = parseDotName(s, dot);
    if (step === undefined) break;
    each.push(step);
  }
  return { type: 'SplatStep', start, end: s.previousEnd, kind: 'attribute', marker, each };
}

/** `[key]` or `[*]`. Everything behind `[*]` applies to each item. */
function parseBracket(s: State): EachStep | undefined {
  const start = s.start;
  // Whether the star is on this line is asked before newlines stop to count.
  const newlines = s.newlines;
  advance(s);
  if (at(s, Token.Star)) return parseFullSplat(s, start);
  countNewlines(s, false);
  s.brackets++;
  const key = parseExpression(s);
  if (!at(s, Token.CloseBracket)) {
    fail(s, 'unclosed-index', describe(s));
    skipTo(s, Token.CloseBracket, false);
  }
  s.brackets--;
  if (at(s, Token.CloseBracket)) advance(s);
  const end = s.previousEnd;
  countNewlines(s, newlines);
  const constant = constantKey(key);
  if (constant === undefined) return { type: 'ComputedStep', start, end, key };
  return { type: 'IndexStep', start, end, key: constant, legacy: false };
}

function parseFullSplat(s: State, start: number): EachStep {
  advance(s);
  if (at(s, Token.CloseBracket)) {
    advance(s);
  } else {
    fail(s, 'unclosed-splat', describe(s));
    if (tokenStart(s) === s.start && skipTo(s, Token.CloseBracket, false)) advance(s);
  }
  const marker: Span = { start, end: s.previousEnd };
  const each: EachStep[] = [];
  if (s.depth >= MAX_DEPTH) {
    tooDeep(s);
  } else {
    s.depth++;
    while (at(s, Token.Dot) || at(s, Token.OpenBracket)) {
      const step = parseStep(s);
      if (step === undefined) break;
      each.push(step);
    }
    s.depth--;
  }
  return { type: 'SplatStep', start, end: s.previousEnd, kind: 'full', marker, each };
}

/** The value of a number or of a string without interpolation. */
function constantKey(key: Expression): string | number | undefined {
  if (key.type === 'Literal' && key.kind === 'number') return Number(key.raw);
  if (key.type !== 'Template' || !key.closed || key.parts.length > 1) return undefined;
  const part = key.parts[0];
  if (part === undefined) return '';
  return part.type === 'TemplateText' ? part.value : undefined;
}
