/** Reads type expressions such as `list(object({ port = number }))`: of variables and of the function `convert`. */

import type { Expression, FunctionCall, ObjectExpression, Span } from './ast';
import type { EvaluationProblem } from './evaluation';
import { BOOL, DYNAMIC, NUMBER, STRING, type Type } from './types';

export interface TypeReading {
  /** `dynamic` where the expression is wrong. */
  readonly type: Type;
  readonly problems: readonly EvaluationProblem[];
}

/**
 * @param mode `exact`: no `any`, no `optional` (the `type` of a variable; typeexpr.Type).
 *   `constraint`: both are allowed (`convert`; typeexpr.TypeConstraint).
 */
export function readType(expression: Expression, mode: 'exact' | 'constraint'): TypeReading {
  const problems: EvaluationProblem[] = [];
  const wrong = (span: Span, message: string): Type => {
    problems.push({ id: 'expression/type', message, start: span.start, end: span.end });
    return DYNAMIC;
  };
  return { type: typeIn({ constraint: mode === 'constraint', wrong }, expression), problems };
}

interface Reader {
  readonly constraint: boolean;
  readonly wrong: (span: Span, message: string) => Type;
}

const PRIMITIVES: Readonly<Record<string, Type>> = { string: STRING, number: NUMBER, bool: BOOL };
const FORMS = 'Write string, number, bool, list(…), set(…), map(…), object({ … }) or tuple([ … ])';
const NEEDS: Readonly<Record<string, string>> = {
  list: 'list(…) needs the type of its elements: list(string)',
  set: 'set(…) needs the type of its elements: set(string)',
  map: 'map(…) needs the type of its values: map(string)',
  object: 'object(…) needs its attributes and their types: object({ name = string })',
  tuple: 'tuple(…) needs the types of its elements: tuple([string, number])',
};

function typeIn(reader: Reader, node: Expression): Type {
  const word = keyword(node);
  if (word !== undefined) return typeOfWord(reader, word, node);
  if (node.type === 'FunctionCall') return typeOfCall(reader, node);
  return reader.wrong(node, `This is not a type. ${FORMS}.`);
}

/** A bare word, `true` and the like included. */
function keyword(node: Expression): string | undefined {
  if (node.type === 'ScopeTraversal' && node.steps.length === 0) return node.root.name;
  return node.type === 'Literal' && node.kind !== 'number' ? node.raw : undefined;
}

function typeOfWord({ constraint, wrong }: Reader, word: string, node: Expression): Type {
  const primitive = Object.hasOwn(PRIMITIVES, word) ? PRIMITIVES[word] : undefined;
  if (primitive) return primitive;
  if (word === 'any')
    return constraint ? DYNAMIC : wrong(node, `"any" is not allowed here: an exact type is needed. ${FORMS}.`);
  const needs = Object.hasOwn(NEEDS, word) ? NEEDS[word] : undefined;
  return wrong(node, needs ? `${needs}.` : `There is no type "${word}". ${FORMS}.`);
}

function typeOfCall(reader: Reader, call: FunctionCall): Type {
  const { wrong } = reader;
  const { name } = call.name;
  const parentheses = { start: call.open, end: call.end };
  if (Object.hasOwn(PRIMITIVES, name) || name === 'any')
    return wrong(parentheses, `"${name}" takes nothing in parentheses.`);
  const needs = Object.hasOwn(NEEDS, name) ? NEEDS[name] : undefined;
  if (name === 'optional') return wrong(call.name, 'optional(…) is only allowed for the attributes of an object type.');
  if (!needs) return wrong(call, `There is no type "${name}(…)". ${FORMS}.`);
  const [argument, extra] = call.args;
  if (!argument) return wrong(parentheses, `${needs}.`);
  if (extra)
    return wrong(
      { start: extra.start, end: (call.args.at(-1) ?? extra).end },
      `Only one argument is allowed: ${needs}.`,
    );
  switch (name) {
    case 'list':
    case 'set':
    case 'map':
      return { kind: name, element: typeIn(reader, argument) };
    case 'object':
      return argument.type === 'Object' ? objectType(reader, argument) : wrong(argument, `${needs}.`);
    default:
      if (argument.type !== 'Tuple') return wrong(argument, `${needs}.`);
      return { kind: 'tuple', elements: argument.items.map((item) => typeIn(reader, item)) };
  }
}

function objectType(reader: Reader, node: ObjectExpression): Type {
  const attributes = new Map<string, Type>();
  const optional = new Set<string>();
  for (const { key, value } of node.items) {
    const name = key.type === 'Identifier' ? key.name : keyword(key);
    if (name === undefined) {
      reader.wrong(key, 'The names of an object type are bare words, without quotes.');
    } else if (attributes.has(name)) {
      reader.wrong(key, `The attribute "${name}" is there twice.`);
    } else if (value.type === 'FunctionCall' && value.name.name === 'optional') {
      attributes.set(name, optionalType(reader, value));
      if (reader.constraint) optional.add(name);
    } else {
      attributes.set(name, typeIn(reader, value));
    }
  }
  return optional.size > 0 ? { kind: 'object', attributes, optional } : { kind: 'object', attributes };
}

function optionalType(reader: Reader, call: FunctionCall): Type {
  const [argument, extra] = call.args;
  if (!argument)
    return reader.wrong({ start: call.open, end: call.end }, 'optional(…) needs the type of the attribute.');
  if (!reader.constraint) reader.wrong(call.name, 'optional(…) is not allowed here: an exact type is needed.');
  else if (extra)
    reader.wrong({ start: call.open, end: call.end }, 'optional(…) takes only the type of the attribute.');
  return typeIn(reader, argument);
}
