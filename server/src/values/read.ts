/**
 * Reads an expression as a value of the type that a schema names, as Nomad's decoder does.
 * Plain literals take a short way; everything else goes through the evaluator and HCL's conversions.
 */
import {
  BOOL,
  ConversionError,
  convert,
  DYNAMIC,
  type Expression,
  evaluate,
  formatNumber,
  listOf,
  mapOf,
  NUMBER,
  type Numeric,
  normalized,
  type Scope,
  type Span,
  STRING,
  subject,
  type Type,
  toDouble,
  toInteger,
  type Value,
} from '@hcl/parser';
import type { Finding, Fix } from '../problem';
import type { ValueType } from '../schema/registry';
import { durationMeant, parseDuration } from './duration';
import { boundsOf, type GoInteger, readInteger } from './go-integer';

/** A value that cannot be known from the file, or that is wrong and has been reported. */
export const UNKNOWN: unique symbol = Symbol('unknown');

export type Json =
  | typeof UNKNOWN
  | null
  | string
  | number
  | boolean
  | readonly Json[]
  | { readonly [key: string]: Json };

export interface ReadContext {
  readonly text: string;
  /** The names that expressions may use; undefined where only constants are allowed. */
  readonly scope: Scope | undefined;
  /** The values here are read elsewhere by rules of their own (variables.ts): they are neither read nor judged. */
  readonly elsewhere?: boolean;
  readonly report: (finding: Finding & { readonly id: string }) => void;
}

/**
 * The value of `expression` as `type`; durations in nanoseconds. What is wrong is reported where Nomad would point to,
 * and reads as UNKNOWN.
 *
 * @param name of the attribute, for messages
 */
export function readValue(expression: Expression, type: ValueType, context: ReadContext, name?: string): Json {
  if (context.elsewhere) return UNKNOWN;
  const plain = readPlain(expression, type);
  if (plain !== undefined) return plain;
  const value = evaluateHere(expression, context);
  return type.kind === 'duration'
    ? readDuration(value, expression, context)
    : readConverted(value, type, expression, context, name);
}

/** Evaluates and reports what is wrong in the expression itself. */
export function evaluateHere(expression: Expression, context: ReadContext): Value {
  const { value, problems } = evaluate(expression, context.scope, context.text);
  for (const problem of problems) context.report(problem);
  return value;
}

/** The short way: a literal of the very type that is wanted. Undefined when it takes more than that. */
function readPlain(expression: Expression, type: ValueType): Json | undefined {
  switch (expression.type) {
    case 'Template': {
      if (type.kind !== 'string' && type.kind !== 'any') return undefined;
      const [part, ...more] = expression.parts;
      if (!part) return '';
      return more.length === 0 && part.type === 'TemplateText' ? normalized(part.value) : undefined;
    }
    case 'Literal':
      if (expression.kind === 'bool' && (type.kind === 'boolean' || type.kind === 'any'))
        return expression.raw === 'true';
      if (
        expression.kind === 'number' &&
        (type.kind === 'number' || (type.kind === 'integer' && type.go.endsWith('64')))
      ) {
        return /^\d{1,15}$/.test(expression.raw) ? Number(expression.raw) : undefined;
      }
      return undefined;
    default:
      return undefined;
  }
}

function readConverted(
  value: Value,
  type: ValueType,
  expression: Expression,
  context: ReadContext,
  name: string | undefined,
): Json {
  let converted: Value;
  try {
    converted = convert(value, typeOf(type));
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    const what = name === undefined ? sentence(error.message) : `"${name}": ${error.message}.`;
    // One where a list is wanted is the list of one.
    const fixes = value.kind === 'string' && type.kind === 'list' ? listOfOne(expression) : undefined;
    return refuse('schema/type', what, expression, context, fixes);
  }
  const wrong = misfit(converted, type);
  return wrong === undefined ? toJson(converted) : refuse('schema/type', wrong, expression, context);
}

const sentence = (clause: string): string => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;

const listOfOne = ({ start, end }: Expression): readonly Fix[] => [
  {
    title: 'Put it into a list',
    preferred: true,
    edits: [
      { start, end: start, text: '[' },
      { start: end, end, text: ']' },
    ],
  },
];

/** Why Nomad refuses what converts: numbers that the Go type cannot hold, null within a list or map. */
function misfit(value: Value, type: ValueType): string | undefined {
  if (type.kind === 'integer' && value.kind === 'number') {
    return readInteger(value.value, type.go) === undefined ? misfitNumber(value.value, type.go) : undefined;
  }
  if (type.kind !== 'list' && type.kind !== 'map') return undefined;
  const items = value.kind === 'list' ? value.items : value.kind === 'map' ? [...value.entries.values()] : [];
  for (const item of items) {
    if (item.kind === 'null')
      return `null is not accepted inside a ${type.kind}. Leave the element out, or give it a value.`;
    const wrong = misfit(item, type.element);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function misfitNumber(given: Numeric, type: GoInteger): string {
  const needed = `A whole number is needed here, not ${formatNumber(given)}`;
  const [smallest, largest] = boundsOf(type);
  return toInteger(given) === undefined ? `${needed}.` : `${needed}: from ${smallest} to ${largest}.`;
}

/** The repair of a text that is plainly a duration in other words. */
function meant(text: string, expression: Expression): readonly Fix[] {
  const duration = durationMeant(text);
  if (duration === undefined || expression.type !== 'Template') return [];
  const { start, end } = expression;
  return [{ title: `Change to "${duration}"`, preferred: true, edits: [{ start, end, text: `"${duration}"` }] }];
}

/** A duration: text in Go's syntax, or a whole number of nanoseconds. */
function readDuration(value: Value, expression: Expression, context: ReadContext): Json {
  switch (value.kind) {
    case 'unknown':
      return UNKNOWN;
    case 'string': {
      const nanoseconds = parseDuration(value.value);
      if (nanoseconds !== undefined) return nanoseconds;
      return refuse('schema/duration', badDuration(value.value), expression, context, meant(value.value, expression));
    }
    case 'number': {
      if (readInteger(value.value, 'int64') !== undefined) return toDouble(value.value);
      return refuse(
        'schema/duration',
        'A duration given as a number is a whole number of nanoseconds, at most 292 years. Write it with a unit: "30s".',
        expression,
        context,
      );
    }
    default:
      return refuse('schema/duration', 'A duration such as "30s" or "1h30m" is needed here.', expression, context);
  }
}

function badDuration(text: string): string {
  if (text === '') return 'An empty duration is not accepted. Write one such as "30s", or leave the attribute out.';
  if (/^\s*\d+\s*$/.test(text))
    return `The duration "${text}" has no unit. Write "${text.trim()}s" for seconds, or another of ns, us, ms, s, m, h.`;
  const days = /^(\d+)d$/.exec(text);
  if (days) return `Nomad knows no days in durations. Write "${Number(days[1]) * 24}h".`;
  return `"${text}" is not a duration. Use numbers with the units ns, us, ms, s, m or h, such as "1h30m".`;
}

function refuse(
  id: string,
  message: string,
  expression: Expression,
  context: ReadContext,
  fixes?: readonly Fix[],
): typeof UNKNOWN {
  const { start, end }: Span = subject(expression, context.text);
  context.report({ id, start, end, message, ...(fixes && { fixes }) });
  return UNKNOWN;
}

const types = new Map<ValueType, Type>();

function typeOf(type: ValueType): Type {
  switch (type.kind) {
    case 'string':
      return STRING;
    case 'number':
    case 'integer':
      return NUMBER;
    case 'boolean':
      return BOOL;
    case 'list':
    case 'map': {
      let made = types.get(type);
      if (!made) {
        made = type.kind === 'list' ? listOf(typeOf(type.element)) : mapOf(typeOf(type.element));
        types.set(type, made);
      }
      return made;
    }
    default:
      return DYNAMIC;
  }
}

/** A value of the evaluator as plain data; what is unknown in it stays UNKNOWN. */
export function toJson(value: Value): Json {
  switch (value.kind) {
    case 'string':
    case 'bool':
      return value.value;
    case 'number':
      return toDouble(value.value);
    case 'null':
      return null;
    case 'unknown':
      return UNKNOWN;
    case 'list':
    case 'set':
    case 'tuple':
      return value.items.map(toJson);
    case 'map':
    case 'object':
      return Object.fromEntries([...value.entries].map(([key, item]) => [key, toJson(item)]));
  }
}
