/** What Nomad's API takes, as plain data, and the search for what cannot be said yet. */
import { type Expression, evaluate, type Span, sortedEntries, type Type, type Value } from '@hcl/parser';
import { type Json, type ReadContext, toJson, UNKNOWN } from '../values/read';

export type ApiValue = null | string | number | boolean | readonly ApiValue[] | ApiObject;

export interface ApiObject {
  readonly [name: string]: ApiValue;
}

/** Told of every value that the file and the given variables do not determine. */
export type TellUnknown = (at: Expression | Span, context: ReadContext) => void;

/** A value without its unknowns: they are told, and null stands for them. */
export function settle(value: Json, expression: Expression, context: ReadContext, tell: TellUnknown): ApiValue {
  let known = true;
  const visit = (item: Json): ApiValue => {
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

/** The value of an expression as it is, converted to no type: what is in a driver's `config`. */
export function rawValue(expression: Expression, context: ReadContext, tell: TellUnknown): ApiValue {
  const { value } = evaluate(expression, context.scope, context.text);
  return settle(plain(value), expression, context, tell);
}

/** Like `toJson`, but a map of maps is the list of its maps (jobspec2/parse_map.go isCollectionOfMaps). */
function plain(value: Value): Json {
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
    default:
      return toJson(value);
  }
}

const isMap = ({ kind }: Type): boolean => kind === 'map' || kind === 'object';

/** A map of Go in JSON: sorted by key. The last of two entries with one key counts. */
export function fromEntries(entries: Iterable<readonly [string, ApiValue]>): ApiObject {
  return Object.fromEntries([...new Map(entries)].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
