/** Converts values from type to type by cty's rules: `"8080"` to a number, a tuple to a list of string. */

import { mismatch } from './mismatch';
import { formatNumber, parseNumber } from './numbers';
import {
  type CollectionType,
  conforms,
  DYNAMIC,
  equalTypes,
  isPrimitive,
  isSequence,
  type ObjectType,
  type TupleType,
  type Type,
} from './types';
import { unify } from './unify';
import { bool, list, map, nullOf, number, object, set, string, tuple, typeOf, unknown, type Value } from './values';

/** A conversion that is not possible. The message is a clause: `a number is needed, not a tuple`. */
export class ConversionError extends Error {}

/**
 * The value as one of the given type; `dynamic` inside the type stands for any type. Null stays null, unknown unknown.
 * @throws ConversionError
 */
export function convert(value: Value, wanted: Type): Value {
  if (wanted.kind === 'dynamic' || value.kind === wanted.kind) {
    if (wanted.kind === 'dynamic' || isPrimitive(wanted)) return value;
  }
  const given = typeOf(value);
  if (equalTypes(given, wanted)) return value;
  if (canConvert(given, wanted)) return convertAllowed(value, wanted);
  if (!isPrimitive(wanted) && hasUntypedPart(value)) return unknown(wanted);
  throw new ConversionError(mismatch(given, wanted));
}

/**
 * Whether a value of one type can become one of another, as far as the types tell.
 * With `safe` only conversions that never fail and lose nothing count (`convert.GetConversion`).
 */
export function canConvert(given: Type, wanted: Type, safe = false): boolean {
  if (wanted.kind === 'dynamic' || equalTypes(given, wanted)) return true;
  if (given.kind === 'dynamic') return !safe;
  const inner = (from: Type, to: Type) => canConvert(from, to, safe);
  switch (wanted.kind) {
    case 'string':
      return isPrimitive(given);
    case 'number':
    case 'bool':
      return given.kind === 'string' && !safe;
    case 'list':
    case 'set':
      if (given.kind === 'tuple') return canBecomeElements(given.elements, wanted.element, safe);
      if (given.kind === 'list' && wanted.kind === 'set' && safe) return false;
      return (given.kind === 'list' || given.kind === 'set') && inner(given.element, wanted.element);
    case 'map':
      if (given.kind === 'object') return canBecomeElements([...given.attributes.values()], wanted.element, safe);
      return given.kind === 'map' && inner(given.element, wanted.element);
    case 'tuple':
      return (
        given.kind === 'tuple' &&
        given.elements.length === wanted.elements.length &&
        given.elements.every((type, i) => inner(type, wanted.elements[i] as Type))
      );
    case 'object':
      return canBecomeObject(given, wanted, safe);
  }
}

function canBecomeElements(types: readonly Type[], element: Type, safe: boolean): boolean {
  if (types.length === 0) return true;
  if (element.kind !== 'dynamic') return types.every((type) => canConvert(type, element, safe));
  const common = unify(types);
  return common !== undefined && (common.kind !== 'dynamic' || types.every((type) => type.kind === 'dynamic'));
}

function canBecomeObject(given: Type, wanted: ObjectType, safe: boolean): boolean {
  if (given.kind === 'map' && safe) return false;
  for (const [name, type] of wanted.attributes) {
    const optional = wanted.optional?.has(name) ?? false;
    const own = given.kind === 'map' ? given.element : given.kind === 'object' ? given.attributes.get(name) : undefined;
    if (given.kind === 'map') {
      if (!canConvert(given.element, type, safe) && !optional) return false;
    } else if (own ? !canConvert(own, type, safe) : !optional) {
      return false;
    }
  }
  return given.kind === 'map' || given.kind === 'object';
}

/** The conversion itself; the types are known to allow it. */
function convertAllowed(value: Value, wanted: Type): Value {
  if (wanted.kind === 'dynamic') return value;
  if (value.kind === 'null') return nullOf(withoutDynamic(value.type, wanted));
  if (value.kind === 'unknown') return unknown(withoutDynamic(value.type, wanted));
  switch (wanted.kind) {
    case 'string':
      return toText(value);
    case 'number':
      return toNumber(value);
    case 'bool':
      return toBool(value);
    case 'list':
    case 'set':
      return toSequence(value, wanted);
    case 'map':
      return toMap(value, wanted);
    case 'tuple':
      return value.kind === 'tuple' ? tuple(value.items.map((v, i) => convert(v, wanted.elements[i] as Type))) : value;
    case 'object':
      return toObject(value, wanted);
  }
}

/** Whether an element is not known, not even its type: it may turn out to be just what is missing. */
function hasUntypedPart(value: Value): boolean {
  if (value.kind === 'unknown') return value.type.kind === 'dynamic';
  if ('items' in value) return value.items.some(hasUntypedPart);
  return 'entries' in value && [...value.entries.values()].some(hasUntypedPart);
}

function toText(value: Value): Value {
  if (value.kind === 'number') return string(formatNumber(value.value));
  return value.kind === 'bool' ? string(String(value.value)) : value;
}

function toNumber(value: Value): Value {
  if (value.kind !== 'string') return value;
  const parsed = parseNumber(value.value);
  if (parsed === undefined) throw new ConversionError(`a number is needed, and ${quoted(value.value)} is none`);
  return number(parsed);
}

function toBool(value: Value): Value {
  if (value.kind !== 'string') return value;
  if (value.value === 'true' || value.value === '1') return bool(true);
  if (value.value === 'false' || value.value === '0') return bool(false);
  const lower = value.value.toLowerCase();
  const hint = lower === 'true' || lower === 'false' ? ` (write it in lower case: "${lower}")` : '';
  throw new ConversionError(`a bool is needed, and ${quoted(value.value)} is none${hint}`);
}

function toSequence(value: Value, wanted: CollectionType): Value {
  if (!('items' in value)) return value;
  const wish = elementWish(value, wanted.element);
  const converted = value.items.map((item) => convert(item, wish));
  const items = value.kind === 'tuple' && wanted.kind === 'list' ? unified(converted) : converted;
  const element = commonType(items) ?? emptyElement(value, wanted.element);
  return wanted.kind === 'list' ? list(element, items) : set(element, items);
}

function toMap(value: Value, wanted: CollectionType): Value {
  if (!('entries' in value)) return value;
  const wish = elementWish(value, wanted.element);
  const converted = [...value.entries.values()].map((item) => convert(item, wish));
  const structured = isSequence(wish) || wish.kind === 'map' || wish.kind === 'object';
  const items = structured && wish.kind !== 'tuple' ? unified(converted) : converted;
  const element = commonType(items) ?? emptyElement(value, wanted.element);
  return map(element, new Map([...value.entries.keys()].map((name, i) => [name, items[i] as Value])));
}

function toObject(value: Value, wanted: ObjectType): Value {
  if (!('entries' in value)) return value;
  const entries = new Map<string, Value>();
  for (const [name, item] of value.entries) {
    const type = wanted.attributes.get(name);
    if (type) entries.set(name, convert(item, type));
  }
  for (const [name, type] of wanted.attributes) {
    if (entries.has(name)) continue;
    if (!wanted.optional?.has(name)) throw new ConversionError(`the attribute "${name}" is missing`);
    entries.set(name, nullOf(type));
  }
  return object(entries);
}

/** What each element is to become: `dynamic` asks for the common type of a tuple's or an object's elements. */
function elementWish(value: Value, element: Type): Type {
  if (element.kind !== 'dynamic') return element;
  if (value.kind === 'tuple') return unify(value.items.map(typeOf)) ?? DYNAMIC;
  if (value.kind === 'object') return unify([...value.entries.values()].map(typeOf)) ?? DYNAMIC;
  return DYNAMIC;
}

function emptyElement(value: Value, element: Type): Type {
  return element.kind === 'dynamic' && 'element' in value ? value.element : element;
}

/** Elements of one type, where the wanted type leaves parts open. */
function unified(items: readonly Value[]): Value[] {
  const types = items.map(typeOf);
  const first = types[0];
  if (!first || types.every((type) => equalTypes(type, first))) return [...items];
  const common = unify(types);
  if (!common) throw new ConversionError('all elements must be of one type');
  return items.map((item) => convert(item, common));
}

/** The type of all items; undefined when there are none. Items whose type is not known yet do not count. */
function commonType(items: readonly Value[]): Type | undefined {
  let common: Type | undefined;
  for (const item of items) {
    const type = typeOf(item);
    if (common === undefined || common.kind === 'dynamic') common = type;
    else if (type.kind !== 'dynamic' && !equalTypes(type, common) && !conforms(type, common)) {
      throw new ConversionError('all elements must be of one type');
    }
  }
  return common;
}

/** The type a null or unknown value gets: the wanted one, with the given one where anything goes. */
function withoutDynamic(given: Type, wanted: Type): Type {
  if (given.kind === 'dynamic' || isPrimitive(wanted)) return wanted;
  if (wanted.kind === 'dynamic') return given;
  switch (wanted.kind) {
    case 'list':
    case 'set':
    case 'map':
      return { kind: wanted.kind, element: withoutDynamic(elementOf(given), wanted.element) };
    case 'tuple':
      return { kind: 'tuple', elements: wanted.elements.map((t, i) => withoutDynamic(tupleElement(given, i), t)) };
    case 'object': {
      const attributes = new Map<string, Type>();
      for (const [name, type] of wanted.attributes) {
        const own = given.kind === 'object' ? given.attributes.get(name) : elementOf(given);
        attributes.set(name, withoutDynamic(own ?? DYNAMIC, type));
      }
      return { kind: 'object', attributes };
    }
  }
}

function elementOf(type: Type): Type {
  if ('element' in type) return type.element;
  if (type.kind === 'tuple') return unify(type.elements) ?? DYNAMIC;
  return type.kind === 'object' ? (unify([...type.attributes.values()]) ?? DYNAMIC) : DYNAMIC;
}

function tupleElement(type: Type, index: number): Type {
  return (type as TupleType).elements?.[index] ?? DYNAMIC;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
