/** Attributes and elements of values: what `.name` and `[key]` mean for each type (HCL's `GetAttr` and `Index`). */

import { ConversionError, convert } from './convert';
import { formatNumber, toInteger } from './numbers';
import { NUMBER, STRING, type Type, typeName } from './types';
import { typeOf, UNKNOWN, unknown, type Value } from './values';

/** Why there is no such attribute or element. */
export interface AccessProblem {
  readonly message: string;
  /** True when the value could have such an attribute but this one is not there. */
  readonly missing: boolean;
}

export function isAccessProblem(result: Value | AccessProblem): result is AccessProblem {
  return 'message' in result;
}

export function attributeOf(value: Value, name: string): Value | AccessProblem {
  switch (value.kind) {
    case 'null':
      return problem(`This value is null, so it has no attribute "${name}".`);
    case 'object':
      return value.entries.get(name) ?? missing(`This object has no attribute "${name}".${known(value.entries, name)}`);
    case 'map':
      return value.entries.get(name) ?? missing(`This map has no element "${name}".${known(value.entries, name)}`);
    case 'unknown':
      return unknownAttribute(value.type, name);
    default:
      return noAttributes(typeOf(value), name);
  }
}

export function elementOf(collection: Value, key: Value): Value | AccessProblem {
  if (collection.kind === 'null') return problem('This value is null, so it has no elements.');
  if (key.kind === 'null') return problem('Null cannot be an index: a number or a name is needed.');
  const type = typeOf(collection);
  if (type.kind === 'dynamic' || (key.kind === 'unknown' && key.type.kind === 'dynamic')) return UNKNOWN;
  switch (type.kind) {
    case 'list':
    case 'tuple':
      return withKey(key, NUMBER, (index) => elementAt(collection, type, index));
    case 'map':
      return withKey(key, STRING, (name) => {
        if (name.kind !== 'string' || collection.kind !== 'map') return unknown(type.element);
        return collection.entries.get(name.value) ?? missing(`This map has no element "${name.value}".`);
      });
    case 'object':
      return withKey(key, STRING, (name) => {
        if (name.kind !== 'string' || collection.kind !== 'object') return UNKNOWN;
        const hint =
          key.kind === 'number' ? ' An object is read by name, not by number.' : known(collection.entries, name.value);
        return collection.entries.get(name.value) ?? missing(`This object has no attribute "${name.value}".${hint}`);
      });
    case 'set':
      return problem('The elements of a set have no index. Convert it to a list first: convert(…, list(string)).');
    default:
      return problem(`A ${typeName(type)} has no elements to index.`);
  }
}

/** The most similar of some names, for "did you mean"; undefined when none is near. */
export function similarName(name: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.min(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of names) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

function problem(message: string): AccessProblem {
  return { message, missing: false };
}

function missing(message: string): AccessProblem {
  return { message, missing: true };
}

function known(entries: ReadonlyMap<string, Value>, name: string): string {
  const similar = similarName(name, entries.keys());
  if (similar !== undefined) return ` Did you mean "${similar}"?`;
  const names = [...entries.keys()].slice(0, 8);
  return names.length > 0 && names.length === entries.size ? ` It has ${names.join(', ')}.` : '';
}

function unknownAttribute(type: Type, name: string): Value | AccessProblem {
  switch (type.kind) {
    case 'dynamic':
      return UNKNOWN;
    case 'map':
      return unknown(type.element);
    case 'object': {
      const attribute = type.attributes.get(name);
      return attribute ? unknown(attribute) : missing(`This object has no attribute "${name}".`);
    }
    default:
      return noAttributes(type, name);
  }
}

function noAttributes(type: Type, name: string): AccessProblem {
  const ofObjects = (type.kind === 'list' || type.kind === 'set') && type.element.kind === 'object';
  const hint = ofObjects ? ` Take one element ([0].${name}) or all of them ([*].${name}).` : '';
  return problem(`A ${typeName(type)} has no attributes, so ".${name}" cannot be read from it.${hint}`);
}

function withKey(key: Value, wanted: Type, use: (key: Value) => Value | AccessProblem): Value | AccessProblem {
  try {
    return use(convert(key, wanted));
  } catch (error) {
    if (error instanceof ConversionError) return problem(`This index does not fit: ${error.message}.`);
    throw error;
  }
}

function elementAt(collection: Value, type: Type, index: Value): Value | AccessProblem {
  const element = type.kind === 'list' ? unknown(type.element) : UNKNOWN;
  if (index.kind !== 'number' || !('items' in collection)) return element;
  const whole = toInteger(index.value);
  if (whole === undefined) return problem(`An index must be a whole number, not ${formatNumber(index.value)}.`);
  if (whole < 0n) return problem(`An index counts from 0 and cannot be negative: ${whole}.`);
  const { length } = collection.items;
  if (whole < length) return collection.items[Number(whole)] as Value;
  if (length === 0) return problem(`There is no element ${whole}: the ${type.kind} is empty.`);
  return problem(`There is no element ${whole}: the last of the ${length} elements is number ${length - 1}.`);
}

function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 3) return Number.MAX_SAFE_INTEGER;
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] as number) + Number(a[i - 1] !== b[j - 1]);
      current.push(Math.min(change, (previous[j] as number) + 1, (current[j - 1] as number) + 1));
    }
    previous = current;
  }
  return previous[b.length] as number;
}
