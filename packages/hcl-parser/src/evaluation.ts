/** What evaluation works with: the scope it sees, the problems it finds, and the functions it may call. */

import type { Expression, FunctionCall, ScopeTraversal, Span } from './ast';
import type { Type } from './types';
import type { Value } from './values';

/** Something wrong in an expression: a stable id, a sentence that says how to repair it, and where. */
export interface EvaluationProblem extends Span {
  /** `expression/<what>`, or `reference/undeclared`. */
  readonly id: string;
  readonly message: string;
}

export interface Evaluation {
  /** Unknown where a problem, or a missing input, leaves no value. */
  readonly value: Value;
  /** In the order in which they were found; at most one for each cause. */
  readonly problems: readonly EvaluationProblem[];
}

/** Names that expressions may use. Scopes nest: what one does not have is looked for in its parent. */
export interface Scope {
  readonly variables?: ReadonlyMap<string, Value>;
  readonly functions?: ReadonlyMap<string, HclFunction | LazyFunction>;
  readonly parent?: Scope;
  /** Gives a value to a traversal whose root no scope has; without this hook it is a problem. */
  readonly onUndefinedRoot?: (traversal: ScopeTraversal, text: string) => Value;
  /** Says in the host's words that a root object has no such attribute; with an id when it has one of its own for that. */
  readonly onMissingAttribute?: (
    root: string,
    name: string,
  ) => { readonly id?: string; readonly message: string } | undefined;
  /** A hint for the call of a function that does not exist. */
  readonly onUnknownFunction?: (name: string) => string | undefined;
}

export interface Parameter {
  readonly name: string;
  /** Arguments are converted to it; `dynamic` takes any value. */
  readonly type: Type;
  readonly nullable?: boolean;
  /** The function itself deals with unknown arguments; otherwise they make the result unknown. */
  readonly takesUnknown?: boolean;
  /** The function's result type can be told for an argument of unknown type. */
  readonly takesDynamic?: boolean;
}

interface Callable {
  readonly parameters: readonly Parameter[];
  readonly variadic?: Parameter;
}

/** A function of values. */
export interface HclFunction extends Callable {
  /** The result's type, also for unknown arguments. @throws FunctionError for arguments that can never be right */
  readonly returns: Type | ((args: readonly Value[]) => Type);
  /** @throws FunctionError */
  readonly call: (args: readonly Value[], returns: Type) => Value;
}

/** A function that decides itself how to read its arguments, such as `try`. */
export interface LazyFunction extends Callable {
  /** @throws FunctionError */
  readonly lazy: (args: readonly LazyArgument[]) => Evaluation;
}

export interface LazyArgument extends Span {
  /** Undefined for an element of an expanded list (`f(list...)`). */
  readonly expression: Expression | undefined;
  readonly evaluate: () => Evaluation;
}

/** A call that fails. `argument` is the index of the argument that is wrong, when it is one. */
export class FunctionError extends Error {
  constructor(
    message: string,
    readonly argument?: number,
  ) {
    super(message);
  }
}

/** The state of one evaluation. */
export interface Context {
  readonly text: string;
  readonly scope: Scope | undefined;
  readonly problems: EvaluationProblem[];
  /** Shared by all contexts of one evaluation. */
  readonly budget: { steps: number };
}

/** Iterations that one expression may take. What needs more is left unknown: the answer would come too late. */
export const STEP_LIMIT = 50_000;

export function newContext(scope: Scope | undefined, text: string): Context {
  return { text, scope, problems: [], budget: { steps: STEP_LIMIT } };
}

export function withScope(context: Context, scope: Scope): Context {
  return { ...context, scope };
}

/** The same evaluation with problems of its own, for what may fail without consequence. */
export function apart(context: Context): Context {
  return { ...context, problems: [] };
}

/** Adds a problem unless it is there already (loops find the same one again and again). */
export function report(context: Context, id: string, span: Span, message: string): void {
  const { problems } = context;
  if (problems.length < few) {
    if (problems.some((p) => p.start === span.start && p.id === id && p.message === message)) return;
  } else {
    const known = keysOf(problems);
    const key = keyOf(id, span, message);
    if (known.has(key)) return;
    known.add(key);
  }
  problems.push({ id, message, start: span.start, end: span.end });
}

/** So many are compared one by one; most expressions have none. */
const few = 32;

const keys = new WeakMap<readonly EvaluationProblem[], Set<string>>();

function keysOf(problems: readonly EvaluationProblem[]): Set<string> {
  let known = keys.get(problems);
  if (!known) {
    known = new Set(problems.map((problem) => keyOf(problem.id, problem, problem.message)));
    keys.set(problems, known);
  }
  return known;
}

const keyOf = (id: string, { start }: Span, message: string): string => `${start} ${id} ${message}`;

export function addProblems(context: Context, problems: readonly EvaluationProblem[]): void {
  for (const problem of problems) report(context, problem.id, problem, problem.message);
}

/** The nearest hook of that name. */
export function hookOf<K extends 'onUndefinedRoot' | 'onMissingAttribute' | 'onUnknownFunction'>(
  scope: Scope | undefined,
  name: K,
): Scope[K] {
  for (let s = scope; s; s = s.parent) if (s[name]) return s[name];
  return undefined;
}

/** Takes one step of the budget; false when it is used up. */
export function step(context: Context): boolean {
  return context.budget.steps-- > 0;
}

/**
 * Where Go's HCL points to in an expression as a whole: the line it names in its messages. For most expressions that
 * is the beginning; for an operation on something it is the operator or bracket. The span is the expression's own
 * when it stands on that line.
 */
export function subject(expression: Expression, text: string): Span {
  const anchor = anchorOf(expression);
  const sameLine = !text.slice(expression.start, anchor.start).includes('\n');
  const start = sameLine ? expression.start : anchor.start;
  return { start, end: oneLine(start, expression.end, anchor.end, text) };
}

/** A call without its arguments when these take several lines: `merge(`. */
export function callSubject(call: FunctionCall, text: string): Span {
  return { start: call.start, end: oneLine(call.start, call.end, call.open + 1, text) };
}

function oneLine(start: number, end: number, short: number, text: string): number {
  return text.slice(start, end).includes('\n') ? short : end;
}

function anchorOf(expression: Expression): Span {
  switch (expression.type) {
    case 'Template': {
      const first = expression.parts[0];
      if (!first || (expression.parts.length === 1 && first.type === 'Interpolation')) return expression;
      return first.type === 'Interpolation' ? anchorOf(first.expression) : first;
    }
    case 'Parentheses':
      return anchorOf(expression.expression);
    case 'BinaryOperation':
      return anchorOf(expression.left);
    case 'Conditional':
      return anchorOf(expression.condition);
    case 'UnaryOperation':
    case 'Tuple':
    case 'Object':
    case 'For':
      return { start: expression.start, end: expression.start + 1 };
    case 'FunctionCall':
      return { start: expression.start, end: expression.open + 1 };
    case 'Splat':
      return expression.marker;
    case 'Index':
      return { start: expression.collection.end, end: expression.end };
    default:
      return expression;
  }
}
