/** Evaluates function calls: finds the function, converts the arguments, and places the errors. */

import { similarName } from './access';
import type { Expression, FunctionCall, Span } from './ast';
import { ConversionError, convert } from './convert';
import { evaluateNode } from './evaluate';
import {
  addProblems,
  type Context,
  callSubject,
  type Evaluation,
  FunctionError,
  type HclFunction,
  hookOf,
  type LazyFunction,
  newContext,
  type Parameter,
  report,
  type Scope,
  subject,
} from './evaluation';
import { withArticle } from './mismatch';
import { typeOf, UNKNOWN, unknown, type Value } from './values';

export function functionCall(node: FunctionCall, context: Context): Value {
  const fn = findFunction(node, context);
  if (!fn) return UNKNOWN;
  const args = argumentsOf(node, context);
  if (!args || !countIsRight(node, fn, args, context)) return UNKNOWN;
  return 'lazy' in fn ? callLazily(node, fn, args, context) : callWithValues(node, fn, args, context);
}

/**
 * Calls a function with values, as cty does: nulls only where they are allowed, and an unknown result for unknown
 * arguments. The arguments must have been converted to the parameters' types. @throws FunctionError
 */
export function callFunction(fn: HclFunction, args: readonly Value[]): Value {
  let known = true;
  for (const [i, value] of args.entries()) {
    const parameter = parameterAt(fn, i);
    if (value.kind === 'null' && !parameter?.nullable) throw new FunctionError('null is not allowed here', i);
    if (value.kind !== 'unknown' && value.kind !== 'null') continue;
    // The literal null has no type either, and cty does not let it through where a type is asked for.
    if (value.type.kind === 'dynamic' && !parameter?.takesDynamic) return UNKNOWN;
    if (value.kind === 'unknown' && !parameter?.takesUnknown) known = false;
  }
  const returns = typeof fn.returns === 'function' ? fn.returns(args) : fn.returns;
  return known ? fn.call(args, returns) : unknown(returns);
}

/** An argument in source, or an element of an expanded list, which has the span of the list. */
interface Argument {
  readonly node: Expression;
  readonly value: Value | undefined;
}

function findFunction(node: FunctionCall, context: Context): HclFunction | LazyFunction | undefined {
  const { name } = node.name;
  const names: string[] = [];
  for (let scope = context.scope; scope; scope = scope.parent) {
    const fn = scope.functions?.get(name);
    if (fn) return fn;
    names.push(...(scope.functions?.keys() ?? []));
  }
  report(context, 'expression/function-unknown', node.name, unknownFunction(name, names, context.scope));
  return undefined;
}

function unknownFunction(name: string, names: readonly string[], scope: Scope | undefined): string {
  if (names.length === 0) return 'Functions cannot be called here: only plain values are allowed.';
  const similar = similarName(name, names);
  const hint = hookOf(scope, 'onUnknownFunction')?.(name) ?? (similar ? `Did you mean "${similar}"?` : '');
  return `There is no function "${name}". ${hint}`.trim();
}

/** The arguments with `list...` expanded; undefined when that is not possible (reported) or unknown. */
function argumentsOf(node: FunctionCall, context: Context): Argument[] | undefined {
  const args: Argument[] = node.args.map((arg) => ({ node: arg, value: undefined }));
  const last = node.args.at(-1);
  if (!node.expand || !last) return args;
  const before = context.problems.length;
  const value = evaluateNode(last, context);
  if (context.problems.length > before) return undefined;
  if (value.kind === 'null') {
    report(
      context,
      'expression/function-argument',
      last,
      'What stands before "..." is null: a list, set or tuple is needed.',
    );
    return undefined;
  }
  if (value.kind === 'list' || value.kind === 'set' || value.kind === 'tuple') {
    args.pop();
    for (const item of value.items) args.push({ node: last, value: item });
    return args;
  }
  const type = typeOf(value);
  if (value.kind !== 'unknown' || !['dynamic', 'list', 'set', 'tuple'].includes(type.kind)) {
    report(
      context,
      'expression/function-argument',
      last,
      `A list, set or tuple is needed before "...", not ${withArticle(type)}.`,
    );
  }
  return undefined;
}

function countIsRight(
  node: FunctionCall,
  fn: HclFunction | LazyFunction,
  args: readonly Argument[],
  context: Context,
): boolean {
  const { name } = node.name;
  const wanted = fn.parameters.length;
  const absent = fn.parameters[args.length];
  if (absent) {
    const close = node.close ?? Math.max(node.end - 1, node.open);
    const count = `${fn.variadic ? 'at least ' : ''}${wanted} argument${wanted === 1 ? '' : 's'}`;
    const message = `${name}() takes ${count}; "${absent.name}" is missing.`;
    report(context, 'expression/function-argument', { start: close, end: Math.min(close + 1, node.end) }, message);
    return false;
  }
  const extra = args[wanted];
  if (extra && !fn.variadic) {
    const message = `${name}() takes ${wanted === 0 ? 'no' : `only ${wanted}`} argument${wanted === 1 ? '' : 's'}, so this one is too many.`;
    report(context, 'expression/function-argument', subject(extra.node, context.text), message);
    return false;
  }
  return true;
}

function callWithValues(node: FunctionCall, fn: HclFunction, args: readonly Argument[], context: Context): Value {
  const before = context.problems.length;
  const values = args.map((arg, i) => argumentValue(arg, parameterAt(fn, i), node, context));
  if (context.problems.length > before) return UNKNOWN;
  return guarded(node, fn, args, context, () => callFunction(fn, values));
}

function callLazily(node: FunctionCall, fn: LazyFunction, args: readonly Argument[], context: Context): Value {
  return guarded(node, fn, args, context, () => {
    const { value, problems } = fn.lazy(
      args.map((arg) => ({
        start: arg.node.start,
        end: arg.node.end,
        expression: arg.value ? undefined : arg.node,
        evaluate: () => evaluateApart(arg, context),
      })),
    );
    addProblems(context, problems);
    return value;
  });
}

function evaluateApart({ node, value }: Argument, context: Context): Evaluation {
  if (value) return { value, problems: [] };
  const own = { ...newContext(context.scope, context.text), budget: context.budget };
  return { value: evaluateNode(node, own), problems: own.problems };
}

/** Runs the call and puts its error at the argument it names, or at the call. */
function guarded(
  node: FunctionCall,
  fn: HclFunction | LazyFunction,
  args: readonly Argument[],
  context: Context,
  call: () => Value,
): Value {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    const wrong = error.argument === undefined ? undefined : args[error.argument];
    const parameter = error.argument === undefined ? undefined : parameterAt(fn, error.argument);
    if (wrong && parameter) {
      report(
        context,
        'expression/function-argument',
        subject(wrong.node, context.text),
        wrongArgument(node, parameter, error.message),
      );
    } else {
      report(
        context,
        'expression/function-call',
        callSubject(node, context.text),
        `${node.name.name}() fails: ${error.message}.`,
      );
    }
    return UNKNOWN;
  }
}

function argumentValue(
  { node, value }: Argument,
  parameter: Parameter | undefined,
  call: FunctionCall,
  context: Context,
): Value {
  const given = value ?? evaluateNode(node, context);
  if (!parameter || parameter.type.kind === 'dynamic') return given;
  try {
    return convert(given, parameter.type);
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    const span: Span = subject(node, context.text);
    report(context, 'expression/function-argument', span, wrongArgument(call, parameter, error.message));
    return UNKNOWN;
  }
}

function wrongArgument(call: FunctionCall, parameter: Parameter, message: string): string {
  return `"${parameter.name}" of ${call.name.name}(): ${message}.`;
}

function parameterAt(fn: HclFunction | LazyFunction, index: number): Parameter | undefined {
  return fn.parameters[index] ?? fn.variadic;
}
