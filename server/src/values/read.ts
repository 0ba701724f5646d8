/**
 * Reads an expression as a value of the type that a schema names, with HCL's conversions.
 * Plain literals take a short way; everything else goes through the evaluator.
 */
import type { Expression, Span } from '@hcl/parser';
import type { Finding } from '../problem';
import type { ValueType } from '../schema/registry';
import { parseDuration } from './duration';

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
  readonly report: (finding: Finding & { readonly id: string }) => void;
}

/**
 * The value of `expression` as `type`; durations in nanoseconds. A value that does not convert is reported at the
 * expression and read as UNKNOWN.
 */
export function readValue(expression: Expression, type: ValueType, context: ReadContext): Json {
  const plain = readPlain(expression);
  if (plain === UNKNOWN) return UNKNOWN;
  return convert(plain, type, expression, context);
}

/** Literals, strings without interpolation, and lists of them. */
function readPlain(expression: Expression): Json {
  switch (expression.type) {
    case 'Literal':
      if (expression.kind === 'null') return null;
      return expression.kind === 'bool' ? expression.raw === 'true' : Number(expression.raw);
    case 'Template': {
      const [part, ...more] = expression.parts;
      if (!part) return '';
      return more.length === 0 && part.type === 'TemplateText' ? part.value : UNKNOWN;
    }
    case 'Tuple':
      return expression.items.map(readPlain);
    default:
      return UNKNOWN;
  }
}

function convert(value: Json, type: ValueType, span: Span, context: ReadContext): Json {
  if (value === UNKNOWN || type.kind === 'any') return value;
  const refuse = (needed: string): typeof UNKNOWN => {
    context.report({ id: 'schema/type', start: span.start, end: span.end, message: `${describe(value)} is given where ${needed} is needed.` });
    return UNKNOWN;
  };
  switch (type.kind) {
    case 'duration': {
      const ns = typeof value === 'string' ? parseDuration(value) : typeof value === 'number' ? value : undefined;
      return ns ?? refuse('a duration such as "30s" or "1h30m"');
    }
    case 'string':
      if (value === null || typeof value === 'string') return value;
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : refuse('a string');
    case 'number':
    case 'integer': {
      if (value === null) return value;
      const n = typeof value === 'string' && value.trim() === value && value !== '' ? Number(value) : value;
      if (typeof n !== 'number' || Number.isNaN(n)) return refuse('a number');
      return type.kind === 'integer' && !Number.isInteger(n) ? refuse('a whole number') : n;
    }
    case 'boolean':
      if (value === null || typeof value === 'boolean') return value;
      return value === 'true' ? true : value === 'false' ? false : refuse('true or false');
    case 'list':
      if (value === null) return value;
      return Array.isArray(value) ? value.map((item) => convert(item, type.element, span, context)) : refuse('a list');
    case 'map':
      return value === null || (typeof value === 'object' && !Array.isArray(value)) ? value : refuse('a map');
  }
}

function describe(value: Json): string {
  if (Array.isArray(value)) return 'A list';
  if (value === null) return 'null';
  if (typeof value === 'object') return 'An object';
  return typeof value === 'string' ? `The string ${JSON.stringify(value)}` : typeof value === 'number' ? `The number ${value}` : String(value);
}
