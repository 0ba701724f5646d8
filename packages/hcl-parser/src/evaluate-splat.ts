/** Evaluates splats: `list[*].name`, `list.*.name`, and the single value or null that HCL takes for a list. */

import type { EachStep, Span, Splat } from './ast';
import { evaluateNode, takeElement, takeStep } from './evaluate';
import { type Context, report } from './evaluation';
import { isSequence, listOf, type Type, tupleOf } from './types';
import { EMPTY_TUPLE_VALUE, limited, list, tuple, typeOf, UNKNOWN, unknown, type Value } from './values';

export function splat(node: Splat, context: Context): Value {
  const before = context.problems.length;
  const source = evaluateNode(node.source, context);
  return context.problems.length > before ? UNKNOWN : splatOf(source, node.source, node.each, context);
}

/** Applies the steps to each item of the source; `place` is where a null list is reported. */
function splatOf(source: Value, place: Span, steps: readonly EachStep[], context: Context): Value {
  const type = typeOf(source);
  const before = context.problems.length;
  const each = (item: Value) => applySteps(item, steps, context);
  if (source.kind === 'null') {
    if (!isSequence(type)) return EMPTY_TUPLE_VALUE;
    report(context, 'expression/splat', place, 'A splat (*) cannot go through this list: it is null.');
    return UNKNOWN;
  }
  if (type.kind === 'dynamic') return UNKNOWN;
  if (source.kind === 'unknown') return unknownSplat(type, each);
  const items = 'items' in source ? source.items : [source];
  const results = items.map(each);
  if (context.problems.length > before) return failedSplat(type, each, context);
  if (source.kind !== 'list' && source.kind !== 'set') return limited(tuple(results));
  const first = results[0] ?? each(unknown(source.element));
  return context.problems.length > before ? UNKNOWN : limited(list(typeOf(first), results));
}

/** Its type is known all the same, which matters to a conditional even in the branch that is not taken. */
function failedSplat(type: Type, each: (item: Value) => Value, context: Context): Value {
  const told = context.problems.length;
  const result = unknownSplat(type, each);
  context.problems.length = told;
  return result;
}

/** Steps behind the splat are tried on an unknown element: a name it cannot have is an error all the same. */
function unknownSplat(type: Type, each: (item: Value) => Value): Value {
  switch (type.kind) {
    case 'list':
    case 'set':
      return unknown(listOf(typeOf(each(unknown(type.element)))));
    case 'tuple':
      return unknown(tupleOf(type.elements.map((element) => typeOf(each(unknown(element))))));
    default:
      each(unknown(type));
      return UNKNOWN;
  }
}

function applySteps(item: Value, steps: readonly EachStep[], context: Context): Value {
  let value: Value | undefined = item;
  for (const step of steps) {
    if (step.type === 'SplatStep') value = splatOf(value, step.marker, step.each, context);
    else if (step.type === 'ComputedStep') value = takeElement(value, evaluateNode(step.key, context), step, context);
    else value = takeStep(value, step, context);
    if (!value) return UNKNOWN;
  }
  return value;
}
