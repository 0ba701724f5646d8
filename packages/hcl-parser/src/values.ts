/**
 * The values of HCL expressions, as plain data (cty's model).
 *
 * A value is known, null (of a type), or unknown (of a type). Unknown stands for what the text alone does not tell: a
 * variable without a value, a file that is not there, the result of an expression that has an error.
 */

import { compare as compareNumbers, equalNumbers, formatNumber, type Numeric } from './numbers';
import {
  BOOL,
  conforms,
  DYNAMIC,
  EMPTY_OBJECT,
  EMPTY_TUPLE,
  equalTypes,
  hasDynamic,
  NUMBER,
  STRING,
  type Type,
} from './types';

export type Value =
  | StringValue
  | NumberValue
  | BoolValue
  | ListValue
  | SetValue
  | MapValue
  | TupleValue
  | ObjectValue
  | NullValue
  | UnknownValue;

export interface StringValue {
  readonly kind: 'string';
  /** In Unicode normal form C. */
  readonly value: string;
}

export interface NumberValue {
  readonly kind: 'number';
  readonly value: Numeric;
}

export interface BoolValue {
  readonly kind: 'bool';
  readonly value: boolean;
}

export interface ListValue {
  readonly kind: 'list';
  readonly element: Type;
  readonly items: readonly Value[];
}

/** Items are distinct and in cty's order (`sortedSet`). */
export interface SetValue {
  readonly kind: 'set';
  readonly element: Type;
  readonly items: readonly Value[];
}

export interface MapValue {
  readonly kind: 'map';
  readonly element: Type;
  readonly entries: ReadonlyMap<string, Value>;
}

export interface TupleValue {
  readonly kind: 'tuple';
  readonly items: readonly Value[];
}

/** Entries stand in source order; HCL iterates by name (`sortedEntries`). */
export interface ObjectValue {
  readonly kind: 'object';
  readonly entries: ReadonlyMap<string, Value>;
}

export interface NullValue {
  readonly kind: 'null';
  readonly type: Type;
}

export interface UnknownValue {
  readonly kind: 'unknown';
  readonly type: Type;
}

export const TRUE: BoolValue = { kind: 'bool', value: true };
export const FALSE: BoolValue = { kind: 'bool', value: false };
/** The literal `null`. */
export const NULL: NullValue = { kind: 'null', type: DYNAMIC };
/** A value of which nothing is known, not even the type. */
export const UNKNOWN: UnknownValue = { kind: 'unknown', type: DYNAMIC };
export const EMPTY_STRING: StringValue = { kind: 'string', value: '' };
export const EMPTY_TUPLE_VALUE: TupleValue = { kind: 'tuple', items: [] };

const UNKNOWN_STRING: UnknownValue = { kind: 'unknown', type: STRING };
const UNKNOWN_NUMBER: UnknownValue = { kind: 'unknown', type: NUMBER };
const UNKNOWN_BOOL: UnknownValue = { kind: 'unknown', type: BOOL };

export function string(value: string): StringValue {
  return { kind: 'string', value: normalized(value) };
}

/** A number; NaN, the mark of an absurdly large one, gives an unknown number. */
export function number(value: Numeric): NumberValue | UnknownValue {
  return Number.isNaN(value) ? UNKNOWN_NUMBER : { kind: 'number', value };
}

export function bool(value: boolean): BoolValue {
  return value ? TRUE : FALSE;
}

export function unknown(type: Type): UnknownValue {
  switch (type.kind) {
    case 'string':
      return UNKNOWN_STRING;
    case 'number':
      return UNKNOWN_NUMBER;
    case 'bool':
      return UNKNOWN_BOOL;
    case 'dynamic':
      return UNKNOWN;
    default:
      return { kind: 'unknown', type };
  }
}

export function nullOf(type: Type): NullValue {
  return type.kind === 'dynamic' ? NULL : { kind: 'null', type };
}

export function list(element: Type, items: readonly Value[]): ListValue {
  return { kind: 'list', element, items };
}

/** A set of the given items, duplicates dropped. */
export function set(element: Type, items: readonly Value[]): SetValue {
  return { kind: 'set', element, items: sortedSet(items) };
}

export function map(element: Type, entries: ReadonlyMap<string, Value>): MapValue {
  return { kind: 'map', element, entries };
}

export function tuple(items: readonly Value[]): TupleValue {
  return { kind: 'tuple', items };
}

export function object(entries: ReadonlyMap<string, Value>): ObjectValue {
  return { kind: 'object', entries };
}

/** Strings are compared byte by byte, so cty stores all of them in normal form C. */
export function normalized(text: string): string {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) >= 0x300) return text.normalize('NFC');
  }
  return text;
}

export function typeOf(value: Value): Type {
  switch (value.kind) {
    case 'string':
      return STRING;
    case 'number':
      return NUMBER;
    case 'bool':
      return BOOL;
    case 'null':
    case 'unknown':
      return value.type;
    case 'list':
    case 'set':
    case 'map':
      return { kind: value.kind, element: value.element };
    case 'tuple':
      return value.items.length === 0 ? EMPTY_TUPLE : { kind: 'tuple', elements: value.items.map(typeOf) };
    case 'object': {
      if (value.entries.size === 0) return EMPTY_OBJECT;
      const attributes = new Map<string, Type>();
      for (const [name, item] of value.entries) attributes.set(name, typeOf(item));
      return { kind: 'object', attributes };
    }
  }
}

/** Whether nothing unknown is in the value, at any depth. */
export function isWhollyKnown(value: Value): boolean {
  switch (value.kind) {
    case 'unknown':
      return false;
    case 'list':
    case 'set':
    case 'tuple':
      return value.items.every(isWhollyKnown);
    case 'map':
    case 'object':
      for (const item of value.entries.values()) if (!isWhollyKnown(item)) return false;
      return true;
    default:
      return true;
  }
}

/** Elements, at any depth, that a value may have before it is given up: a few lines can double a value at each step. */
const WEIGHT_LIMIT = 200_000;
const heavy = new WeakMap<object, number>();

/** The value itself, or an unknown one in place of a monster. */
export function limited(value: Value): Value {
  return weigh(value) > WEIGHT_LIMIT ? UNKNOWN : value;
}

/** How many elements a value has, at any depth; counted once for large values. */
function weigh(value: Value): number {
  const items = 'items' in value ? value.items : 'entries' in value ? value.entries.values() : undefined;
  if (!items) return 0;
  const counted = heavy.get(value);
  if (counted !== undefined) return counted;
  let weight = 0;
  for (const item of items) weight += 1 + weigh(item);
  if (weight > 1000) heavy.set(value, weight);
  return weight;
}

/** Entries in the order in which HCL iterates: by key. */
export function sortedEntries(value: MapValue | ObjectValue): [string, Value][] {
  return [...value.entries].sort(([a], [b]) => compareStrings(a, b));
}

/** Go's string order, which is that of UTF-8 bytes; JavaScript's differs only where surrogates are involved. */
export function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return codePointRank(x) - codePointRank(y);
  }
  return a.length - b.length;
}

/**
 * cty's `Equals`: null equals null, values of different types are unequal, and what hangs on an unknown is undefined.
 */
export function equalValues(a: Value, b: Value): boolean | undefined {
  if (a.kind === 'unknown' || b.kind === 'unknown') return equalUnknown(a, b);
  if (a.kind === 'null' || b.kind === 'null') return a.kind === b.kind;
  switch (a.kind) {
    case 'string':
    case 'bool':
      return a.kind === b.kind && a.value === (b as StringValue | BoolValue).value;
    case 'number':
      return b.kind === 'number' && equalNumbers(a.value, b.value);
    default:
      return equalCompound(a, b);
  }
}

/** Distinct items in cty's order: strings, numbers and bools by value, others by a text that stands for the value. */
export function sortedSet(items: readonly Value[]): Value[] {
  const known = items.filter((item) => item.kind !== 'unknown' && item.kind !== 'null');
  const keyed = known.map((item) => ({ item, key: setKey(item) }));
  keyed.sort((a, b) => {
    if (a.item.kind === 'number' && b.item.kind === 'number') return compareNumbers(a.item.value, b.item.value);
    if (a.item.kind === 'string' && b.item.kind === 'string') return compareStrings(a.item.value, b.item.value);
    return compareStrings(a.key, b.key);
  });
  const distinct: Value[] = [];
  for (const { item } of keyed) {
    const last = distinct.at(-1);
    if (!last || equalValues(last, item) !== true) distinct.push(item);
  }
  const unknowns = items.filter((item) => item.kind === 'unknown');
  const nulls = items.filter((item) => item.kind === 'null').slice(0, 1);
  return [...distinct, ...unknowns, ...nulls];
}

function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

function equalUnknown(a: Value, b: Value): boolean | undefined {
  const [known, other] = a.kind === 'unknown' ? [b, a] : [a, b];
  if (known.kind === 'unknown' || known.kind === 'null') return undefined;
  const type = typeOf(other);
  return hasDynamic(type) || equalTypes(typeOf(known), type) ? undefined : false;
}

function equalCompound(a: Value, b: Value): boolean | undefined {
  if (a.kind !== b.kind) return false;
  const left = typeOf(a);
  const right = typeOf(b);
  if (!equalTypes(left, right) && !conforms(left, right) && !conforms(right, left)) return false;
  if ('items' in a && 'items' in b) {
    if (a.kind === 'set') return equalSets(a.items, b.items);
    return a.items.length === b.items.length ? allEqual(a.items, b.items) : false;
  }
  if ('entries' in a && 'entries' in b) {
    if (a.entries.size !== b.entries.size) return false;
    const others: Value[] = [];
    for (const name of a.entries.keys()) {
      const other = b.entries.get(name);
      if (!other) return false;
      others.push(other);
    }
    return allEqual([...a.entries.values()], others);
  }
  return false;
}

function allEqual(a: readonly Value[], b: readonly Value[]): boolean | undefined {
  let uncertain = false;
  for (let i = 0; i < a.length; i++) {
    const equal = equalValues(a[i] as Value, b[i] as Value);
    if (equal === false) return false;
    if (equal === undefined) uncertain = true;
  }
  return uncertain ? undefined : true;
}

function equalSets(a: readonly Value[], b: readonly Value[]): boolean | undefined {
  if (![...a, ...b].every(isWhollyKnown)) return undefined;
  return a.length === b.length && allEqual(a, b) === true;
}

/** A text that orders compound values as cty does (`makeSetHashBytes`). */
function setKey(value: Value): string {
  switch (value.kind) {
    case 'string':
      return JSON.stringify(value.value);
    case 'number':
      return formatNumber(value.value);
    case 'bool':
      return value.value ? 'T' : 'F';
    case 'null':
      return '~';
    case 'unknown':
      return '?';
    case 'list':
    case 'set':
      return `[${value.items.map((item) => `${setKey(item)};`).join('')}]`;
    case 'tuple':
      return `<${value.items.map((item) => `${setKey(item)};`).join('')}>`;
    case 'map':
      return `{${sortedEntries(value)
        .map(([name, item]) => `${JSON.stringify(name)}:${setKey(item)};`)
        .join('')}}`;
    case 'object':
      return `<${sortedEntries(value)
        .map(([, item]) => `${setKey(item)};`)
        .join('')}>`;
  }
}
