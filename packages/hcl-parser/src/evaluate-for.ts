/** Evaluates `for` expressions; the loop itself also serves `%{for}` in templates. */

import type { Expression, For, Identifier } from './ast';
import { ConversionError, convert } from './convert';
import { evaluateNode } from './evaluate';
import { type Context, report, step, withScope } from './evaluation';
import { withArticle } from './mismatch';
import { BOOL, isPrimitive, STRING } from './types';
import { limited, number, object, sortedEntries, string, tuple, typeOf, UNKNOWN, type Value } from './values';

interface Loop {
  readonly key: Identifier | undefined;
  readonly value: Identifier | undefined;
  readonly collection: Expression;
}

/**
 * Calls `visit` for each element with a context in which the loop's names are bound.
 * False when the collection is unknown, cannot be iterated (reported), or is too long.
 */
export function eachElement(loop: Loop, context: Context, visit: (inner: Context) => void): boolean {
  const collection = evaluateNode(loop.collection, context);
  const elements = elementsToIterate(collection, loop.collection, context);
  return elements !== undefined && visitAll(loop, elements, context, visit);
}

/** Keys and values in HCL's order: sequences by position, objects and maps by name, sets by value. */
export function elementsOf(collection: Value): readonly (readonly [key: Value, value: Value])[] | undefined {
  switch (collection.kind) {
    case 'list':
    case 'tuple':
      return collection.items.map((item, i) => [number(i), item]);
    case 'set':
      return collection.items.map((item) => [item, item]);
    case 'map':
    case 'object':
      return sortedEntries(collection).map(([name, item]) => [string(name), item]);
    default:
      return undefined;
  }
}

export function forExpression(node: For, context: Context): Value {
  const collection = evaluateNode(node.collection, context);
  const elements = elementsToIterate(collection, node.collection, context);
  if (!elements || !conditionIsPossible(node, context)) return UNKNOWN;
  return node.kind === 'object' ? objectFor(node, elements, context) : tupleFor(node, elements, context);
}

type Elements = readonly (readonly [Value, Value])[];

function elementsToIterate(collection: Value, node: Expression, context: Context): Elements | undefined {
  if (collection.kind === 'null') {
    report(context, 'expression/for', node, 'There is nothing to go through: this collection is null.');
    return undefined;
  }
  const type = typeOf(collection);
  if (isPrimitive(type)) {
    report(
      context,
      'expression/for',
      node,
      `A list, set, map, tuple or object is needed to go through, not ${withArticle(type)}.`,
    );
    return undefined;
  }
  return elementsOf(collection);
}

function visitAll(loop: Loop, elements: Elements, context: Context, visit: (inner: Context) => void): boolean {
  for (const [key, value] of elements) {
    if (!step(context)) return false;
    visit(bound(loop, key, value, context));
  }
  return true;
}

function bound(loop: Loop, key: Value, value: Value, context: Context): Context {
  const variables = new Map<string, Value>();
  if (loop.key) variables.set(loop.key.name, key);
  if (loop.value) variables.set(loop.value.name, value);
  return withScope(context, { variables, parent: context.scope });
}

function tupleFor(node: For, elements: Elements, context: Context): Value {
  const items: Value[] = [];
  let known = true;
  const complete = visitAll(node, elements, context, (inner) => {
    const included = isIncluded(node, inner);
    if (included === undefined) known = false;
    if (included) items.push(evaluateNode(node.valueExpression, inner));
  });
  return complete && known ? limited(tuple(items)) : UNKNOWN;
}

function objectFor(node: For, elements: Elements, context: Context): Value {
  const entries = new Map<string, Value>();
  const groups = new Map<string, Value[]>();
  let known = true;
  const complete = visitAll(node, elements, context, (inner) => {
    const included = isIncluded(node, inner);
    if (included === false) return;
    const name = included && node.keyExpression ? keyName(node.keyExpression, inner) : undefined;
    if (name === undefined) {
      known = false;
      return;
    }
    const value = evaluateNode(node.valueExpression, inner);
    if (node.group) {
      const group = groups.get(name);
      if (group) group.push(value);
      else groups.set(name, [value]);
    } else if (entries.has(name)) {
      const message = `Two elements give the key "${name}". Write "..." behind the value to collect all values of a key.`;
      report(context, 'expression/for', node.keyExpression ?? node, message);
      known = false;
    } else {
      entries.set(name, value);
    }
  });
  if (!complete || !known) return UNKNOWN;
  for (const [name, group] of groups) entries.set(name, tuple(group));
  return limited(object(entries));
}

/** Tries the condition with unknown elements: one that can never be a bool is reported once, even for no elements. */
function conditionIsPossible(node: For, context: Context): boolean {
  if (!node.condition) return true;
  const before = context.problems.length;
  isIncluded(node, bound(node, UNKNOWN, UNKNOWN, context));
  return context.problems.length === before;
}

/** Whether the `if` clause takes the element; undefined when that is unknown or the clause is wrong (reported). */
function isIncluded(node: For, context: Context): boolean | undefined {
  if (!node.condition) return true;
  const value = evaluateNode(node.condition, context);
  if (value.kind === 'bool') return value.value;
  if (value.kind === 'null') {
    report(
      context,
      'expression/for',
      node.condition,
      'The "if" of a for expression must be true or false, and this is null.',
    );
    return undefined;
  }
  const converted = attempt(value, BOOL, node.condition, 'The "if" of a for expression must be true or false', context);
  return converted?.kind === 'bool' ? converted.value : undefined;
}

function keyName(node: Expression, context: Context): string | undefined {
  const value = evaluateNode(node, context);
  if (value.kind === 'null') {
    report(context, 'expression/for', node, 'The key of an element must be a name, and this one is null.');
    return undefined;
  }
  if (value.kind === 'unknown') return undefined;
  const converted = attempt(value, STRING, node, 'The key of an element must be a name', context);
  return converted?.kind === 'string' ? converted.value : undefined;
}

function attempt(value: Value, type: typeof BOOL, node: Expression, what: string, context: Context): Value | undefined {
  try {
    return convert(value, type);
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    report(context, 'expression/for', node, `${what}: ${error.message}.`);
    return undefined;
  }
}
