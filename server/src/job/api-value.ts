/** What Nomad's API takes, as plain data, and the search for what cannot be said yet. */
import {
  type Expression,
  evaluate,
  type Numeric,
  parseNumber,
  type Span,
  sortedEntries,
  type Type,
  toDouble,
  toInteger,
  type Value,
} from '@hcl/parser';
import { parseNanoseconds } from '../values/duration';
import { type Json, type ReadContext, toJson, UNKNOWN } from '../values/read';

/** Whole numbers beyond 2 ** 53 are bigints: Nomad holds them exactly (jobspec2/parse_map.go smallestNumber). */
export type ApiValue = null | string | number | bigint | boolean | readonly ApiValue[] | ApiObject;

export interface ApiObject {
  readonly [name: string]: ApiValue;
}

/** Told of every value that the file and the given variables do not determine, and of those that JSON does not have. */
export type TellUnknown = (at: Expression | Span, context: ReadContext, why?: 'infinite') => void;

type Exact = Json | bigint | readonly Exact[] | { readonly [key: string]: Exact };

/** A value without its unknowns: they are told, and null stands for them. */
export function settle(value: Exact, expression: Expression, context: ReadContext, tell: TellUnknown): ApiValue {
  let known = true;
  const visit = (item: Exact): ApiValue => {
    if (item === UNKNOWN) {
      known = false;
      return null;
    }
    if (item === null || typeof item !== 'object') return item;
    if (Array.isArray(item)) return item.map(visit);
    return fromEntries(Object.entries(item).map(([key, inner]) => [key, visit(inner)]));
  };
  const settled = visit(value);
  if (!known) tell(expression, context);
  return settled;
}

/**
 * The value of an expression as it is, converted to no type: what is in a driver's `config`. Only here an infinite number
 * stays one; what is converted to the type of a field becomes a finite number, a text, or is refused.
 */
export function rawValue(expression: Expression, context: ReadContext, tell: TellUnknown): ApiValue {
  const { value } = evaluate(expression, context.scope, context.text);
  const exact = plain(value);
  if (!isFinite(exact)) tell(expression, context, 'infinite');
  return settle(exact, expression, context, tell);
}

function isFinite(value: Exact): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || typeof value !== 'object' || Object.values(value).every(isFinite);
}

/** Like `toJson`, but a map of maps is the list of its maps (jobspec2/parse_map.go isCollectionOfMaps). */
function plain(value: Value): Exact {
  switch (value.kind) {
    case 'list':
    case 'set':
    case 'tuple':
      return value.items.map(plain);
    case 'map':
      return isMap(value.element)
        ? sortedEntries(value).map(([, item]) => plain(item))
        : Object.fromEntries([...value.entries].map(([key, item]) => [key, plain(item)]));
    case 'object':
      return Object.fromEntries([...value.entries].map(([key, item]) => [key, plain(item)]));
    case 'number':
      return wholeNumber(value.value);
    default:
      return toJson(value);
  }
}

function wholeNumber(given: Numeric): number | bigint {
  const double = toDouble(given);
  const whole = Number.isSafeInteger(double) ? undefined : toInteger(given);
  return whole !== undefined && BigInt.asIntN(64, whole) === whole ? whole : double;
}

/** A whole number that was read for a field, with all of its digits: `value` is the nearest double. */
export function exactNumber(value: number, expression: Expression, context: ReadContext): number | bigint {
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return value;
  const { value: given } = evaluate(expression, context.scope, context.text);
  const number = given.kind === 'string' ? (parseNanoseconds(given.value) ?? parseNumber(given.value)) : undefined;
  if (typeof number === 'bigint') return number;
  const numeric = number ?? (given.kind === 'number' ? given.value : value);
  return toInteger(numeric) ?? value;
}

/** The JSON text of what goes to the API, numbers with all of their digits. */
export function apiJson(value: ApiValue): string {
  const text = JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? `\0${item}\0` : item), 4);
  return text.replace(/"\\u0000(-?\d+)\\u0000"/g, '$1');
}

/** The same for a protocol that has doubles only: the nearest ones, and the text when they are not what is meant. */
export function asDoubles(job: ApiObject): { readonly job: ApiObject; readonly exactJob?: string } {
  let inexact = false;
  const text = JSON.stringify(job, (_, item) => {
    if (typeof item !== 'bigint') return item;
    inexact = true;
    return Number(item);
  });
  return inexact ? { job: JSON.parse(text), exactJob: apiJson(job) } : { job };
}

const isMap = ({ kind }: Type): boolean => kind === 'map' || kind === 'object';

/** A map of Go in JSON: sorted by key. The last of two entries with one key counts. */
export function fromEntries(entries: Iterable<readonly [string, ApiValue]>): ApiObject {
  return Object.fromEntries([...new Map(entries)].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
