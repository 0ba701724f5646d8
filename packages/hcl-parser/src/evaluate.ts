/**
 * Evaluates expressions as HashiCorp's HCL does: same values, same errors on the same lines.
 *
 * Unknown means silent: what depends on an unknown value is unknown and is not reported, except for errors that hold
 * whatever the value turns out to be. A part with a problem is unknown too, so one mistake gives one problem.
 */

import { type AccessProblem, attributeOf, elementOf, isAccessProblem, similarName } from './access';
import type {
  Conditional,
  Expression,
  Index,
  Literal,
  ObjectExpression,
  ObjectItem,
  RelativeTraversal,
  ScopeTraversal,
  Span,
  TraversalStep,
} from './ast';
import { ConversionError, convert } from './convert';
import { functionCall } from './evaluate-call';
import { forExpression } from './evaluate-for';
import { splat } from './evaluate-splat';
import { template } from './evaluate-template';
import {
  addProblems,
  apart,
  type Context,
  type Evaluation,
  hookOf,
  newContext,
  report,
  type Scope,
} from './evaluation';
import { withArticle } from './mismatch';
import { fromDouble, parseNumber } from './numbers';
import { binaryOperation, unaryOperation } from './operators';
import { BOOL, DYNAMIC, STRING, type Type } from './types';
import { unify } from './unify';
import { bool, limited, NULL, number, object, string, tuple, typeOf, UNKNOWN, unknown, type Value } from './values';

/**
 * The value of an expression of `text`, and what is wrong with it. Without a scope neither names nor functions are
 * allowed, as in the default of a variable.
 */
export function evaluate(expression: Expression, scope: Scope | undefined, text: string): Evaluation {
  const context = newContext(scope, text);
  return { value: evaluateIn(expression, context), problems: context.problems };
}

/** Like `evaluate`, with the problems added to those of the context: one context may serve many expressions. */
export function evaluateIn(expression: Expression, context: Context): Value {
  try {
    return evaluateNode(expression, context);
  } catch (error) {
    // Nested too deeply for the stack, or a string too long to exist: nothing to tell the user.
    if (error instanceof RangeError) return UNKNOWN;
    throw error;
  }
}

/** One step of the evaluation; for the modules of the evaluator. */
export function evaluateNode(node: Expression, context: Context): Value {
  switch (node.type) {
    case 'Literal':
      return literal(node);
    case 'Template':
      return template(node, context);
    case 'ScopeTraversal':
      return scopeTraversal(node, context);
    case 'RelativeTraversal':
      return relativeTraversal(node, context);
    case 'Index':
      return index(node, context);
    case 'Splat':
      return splat(node, context);
    case 'FunctionCall':
      return functionCall(node, context);
    case 'Conditional':
      return conditional(node, context);
    case 'BinaryOperation':
      return binaryOperation(node, context);
    case 'UnaryOperation':
      return unaryOperation(node, context);
    case 'Parentheses':
      return evaluateNode(node.expression, context);
    case 'Tuple':
      return limited(tuple(node.items.map((item) => evaluateNode(item, context))));
    case 'Object':
      return objectExpression(node, context);
    case 'For':
      return forExpression(node, context);
    case 'Missing':
      return UNKNOWN;
  }
}

/** Applies one step of a traversal and reports why it cannot be. Undefined then. */
export function takeStep(value: Value, step: TraversalStep, context: Context): Value | undefined {
  const result = applyStep(value, step);
  if (!isAccessProblem(result)) return result;
  report(context, problemId(step, result), step, result.message);
  return undefined;
}

/** Reports that `collection[key]` does not exist; `span` is that of the brackets. */
export function takeElement(collection: Value, key: Value, span: Span, context: Context): Value {
  const result = elementOf(collection, key);
  if (!isAccessProblem(result)) return result;
  report(context, 'expression/index', span, result.message);
  return UNKNOWN;
}

/** A condition as true or false; undefined when it is not known or not a condition (reported). */
export function condition(node: Expression, context: Context): boolean | undefined {
  const value = evaluateNode(node, context);
  if (value.kind === 'bool') return value.value;
  if (value.kind === 'unknown') return undefined;
  if (value.kind === 'null') {
    report(context, 'expression/condition-type', node, 'A condition must be true or false, and this one is null.');
    return undefined;
  }
  try {
    const converted = convert(value, BOOL);
    return converted.kind === 'bool' ? converted.value : undefined;
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    report(context, 'expression/condition-type', node, `A condition must be true or false: ${error.message}.`);
    return undefined;
  }
}

function literal(node: Literal): Value {
  switch (node.kind) {
    case 'number':
      return number(parseNumber(node.raw) ?? Number.NaN);
    case 'bool':
      return bool(node.raw === 'true');
    case 'null':
      return NULL;
  }
}

function scopeTraversal(node: ScopeTraversal, context: Context): Value {
  const { name } = node.root;
  let anyVariables = false;
  for (let scope = context.scope; scope; scope = scope.parent) {
    anyVariables ||= scope.variables !== undefined;
    const value = scope.variables?.get(name);
    if (value) return node.steps.length === 0 ? value : followFromRoot(node, value, context);
  }
  const hook = hookOf(context.scope, 'onUndefinedRoot');
  if (hook) return hook(node, context.text);
  report(context, 'reference/undeclared', node.root, undeclared(name, anyVariables, context.scope));
  return UNKNOWN;
}

function undeclared(name: string, anyVariables: boolean, scope: Scope | undefined): string {
  if (!anyVariables) return `"${name}" cannot be used here: only plain values are allowed, no references.`;
  const names: string[] = [];
  for (let s = scope; s; s = s.parent) names.push(...(s.variables?.keys() ?? []));
  const similar = similarName(name, names);
  return `There is no "${name}" here.${similar ? ` Did you mean "${similar}"?` : ` Known: ${names.join(', ')}.`}`;
}

function followFromRoot(node: ScopeTraversal, root: Value, context: Context): Value {
  let value = root;
  for (const [i, step] of node.steps.entries()) {
    const result = applyStep(value, step);
    if (isAccessProblem(result)) {
      const undeclaredName = i === 0 && result.missing;
      const describe = undeclaredName ? hookOf(context.scope, 'onMissingAttribute') : undefined;
      const told = describe?.(node.root.name, stepName(step));
      const id = told?.id ?? (undeclaredName ? 'reference/undeclared' : problemId(step, result));
      report(context, id, step, told?.message ?? result.message);
      return UNKNOWN;
    }
    value = result;
  }
  return value;
}

function relativeTraversal(node: RelativeTraversal, context: Context): Value {
  let value = evaluateNode(node.source, context);
  for (const step of node.steps) {
    const next = takeStep(value, step, context);
    if (!next) return UNKNOWN;
    value = next;
  }
  return value;
}

function applyStep(value: Value, step: TraversalStep): Value | AccessProblem {
  if (step.type === 'AttributeStep') return attributeOf(value, step.name.name);
  return elementOf(value, typeof step.key === 'number' ? number(fromDouble(step.key)) : string(step.key));
}

function stepName(step: TraversalStep): string {
  return step.type === 'AttributeStep' ? step.name.name : String(step.key);
}

function problemId(step: TraversalStep, problem: AccessProblem): string {
  return step.type === 'AttributeStep' || problem.missing ? 'expression/attribute' : 'expression/index';
}

function index(node: Index, context: Context): Value {
  const before = context.problems.length;
  const collection = evaluateNode(node.collection, context);
  const key = evaluateNode(node.key, context);
  if (context.problems.length > before) return UNKNOWN;
  const bracket = context.text.indexOf('[', node.collection.end);
  return takeElement(collection, key, { start: bracket < 0 ? node.start : bracket, end: node.end }, context);
}

function objectExpression(node: ObjectExpression, context: Context): Value {
  const entries = new Map<string, Value>();
  let complete = true;
  for (const item of node.items) {
    const name = objectKey(item, context);
    const value = evaluateNode(item.value, context);
    if (name === undefined) complete = false;
    else entries.set(name, value);
  }
  return complete ? limited(object(entries)) : UNKNOWN;
}

/** The name an object item defines; undefined when it is unknown or wrong. */
function objectKey({ key, value }: ObjectItem, context: Context): string | undefined {
  if (key.type === 'Identifier') return key.name;
  if (key.type === 'ScopeTraversal') {
    if (key.steps.length === 0) return key.root.name;
    const message =
      'A name with dots is ambiguous here: put it in parentheses if it is a reference, in quotes if it is a name.';
    report(context, 'expression/object-key', key, message);
    return undefined;
  }
  // The words true, false and null are names in this place.
  if (key.type === 'Literal' && key.kind !== 'number') return key.raw;
  const before = context.problems.length;
  const name = evaluateNode(key, context);
  if (context.problems.length > before) return undefined;
  if (name.kind === 'null') {
    report(context, 'expression/object-key', value, 'The key of this value is null: a name is needed.');
    return undefined;
  }
  try {
    const text = convert(name, STRING);
    return text.kind === 'string' ? text.value : undefined;
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    report(context, 'expression/object-key', key, `This cannot be a key: ${error.message}.`);
    return undefined;
  }
}

/** Both results are evaluated for their types; only the problems of the chosen one count. */
function conditional(node: Conditional, context: Context): Value {
  const thenContext = apart(context);
  const elseContext = apart(context);
  const thenValue = evaluateNode(node.then, thenContext);
  const elseValue = evaluateNode(node.else, elseContext);
  const type = commonResult(thenValue, elseValue);
  if (!type) {
    const span = { start: node.then.start, end: node.else.end };
    report(context, 'expression/conditional', span, inconsistent(typeOf(thenValue), typeOf(elseValue)));
    return UNKNOWN;
  }
  const chosen = condition(node.condition, context);
  if (chosen === undefined) return unknown(type);
  const [value, source, problems] = chosen
    ? [thenValue, node.then, thenContext.problems]
    : [elseValue, node.else, elseContext.problems];
  addProblems(context, problems);
  if (type.kind === 'dynamic') return value;
  try {
    return convert(value, type);
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    report(context, 'expression/conditional', source, `Both results must be of one type: ${error.message}.`);
    return unknown(type);
  }
}

function commonResult(a: Value, b: Value): Type | undefined {
  const left = typeOf(a);
  const right = typeOf(b);
  if (a.kind === 'null' && left.kind === 'dynamic') return right;
  if (b.kind === 'null' && right.kind === 'dynamic') return left;
  if (left.kind === 'dynamic' || right.kind === 'dynamic') return DYNAMIC;
  return unify([left, right]);
}

function inconsistent(a: Type, b: Type): string {
  return `Both results must be of one type, but the first is ${describe(a)} and the second ${describe(b)}.`;
}

function describe(type: Type): string {
  if (type.kind === 'object') return `an object with ${[...type.attributes.keys()].join(', ') || 'no attributes'}`;
  return type.kind === 'tuple'
    ? `a tuple of ${type.elements.map((t) => t.kind).join(', ') || 'nothing'}`
    : withArticle(type);
}
