/**
 * Finds the one type that values of several types can all become: for the two branches of a conditional and for the
 * elements of a list (cty's `convert.UnifyUnsafe`).
 */

import { canConvert } from './convert';
import {
  type CollectionType,
  DYNAMIC,
  EMPTY_TUPLE,
  equalTypes,
  isPrimitive,
  listOf,
  mapOf,
  type ObjectType,
  type TupleType,
  type Type,
} from './types';

/** The most general of the given types, or a new one that all can convert to; undefined when there is none. */
export function unify(types: readonly Type[]): Type | undefined {
  const first = types[0];
  if (!first) return undefined;
  if (types.length > 1 && types.every((type) => equalTypes(type, first))) return first;
  const structural = unifyStructural(types);
  if (structural !== 'by preference') return structural;
  return inPreferenceOrder(types).find((wanted) =>
    types.every((type) => equalTypes(type, wanted) || canConvert(type, wanted)),
  );
}

function unifyStructural(types: readonly Type[]): Type | undefined | 'by preference' {
  const kinds = new Set(types.map((type) => type.kind));
  const dynamic = kinds.delete('dynamic');
  const only = (...allowed: Type['kind'][]) => [...kinds].every((kind) => allowed.includes(kind));
  if (kinds.size === 0) return 'by preference';
  if (kinds.has('map')) {
    if (only('map')) return dynamic ? DYNAMIC : unifyCollections(types as CollectionType[]);
    if (only('map', 'object')) return unifyDisguised(types, 'object', mapOfAll) ?? 'by preference';
  } else if (kinds.has('list')) {
    if (only('list')) return dynamic ? DYNAMIC : unifyCollections(types as CollectionType[]);
    if (only('list', 'tuple')) return unifyDisguised(types, 'tuple', listOfAll) ?? 'by preference';
  } else if (only('set')) {
    return dynamic ? DYNAMIC : unifyCollections(types as CollectionType[]);
  } else if (only('object')) {
    return dynamic ? DYNAMIC : unifyObjects(types as ObjectType[]);
  } else if (only('tuple')) {
    return dynamic ? DYNAMIC : unifyTuples(types as TupleType[]);
  }
  return kinds.has('object') && kinds.has('tuple') ? undefined : 'by preference';
}

function unifyCollections(types: readonly CollectionType[]): Type | undefined {
  const element = unify(types.map((type) => type.element));
  return element && { kind: (types[0] as CollectionType).kind, element };
}

/** Lists and tuples together (maps and objects likewise): the tuples are taken as one list first. */
function unifyDisguised<T extends Type>(
  types: readonly Type[],
  kind: 'tuple' | 'object',
  asCollection: (structures: T[]) => Type | undefined,
): Type | undefined {
  const collection = asCollection(types.filter((type) => type.kind === kind) as T[]);
  return collection && unify(types.map((type) => (type.kind === kind ? collection : type)));
}

function unifyObjects(types: readonly ObjectType[]): Type | undefined {
  const first = types[0] as ObjectType;
  const sameNames = types.every(
    ({ attributes }) =>
      attributes.size === first.attributes.size && [...attributes.keys()].every((name) => first.attributes.has(name)),
  );
  if (!sameNames) return mapOfAll(types);
  const attributes = new Map<string, Type>();
  for (const name of first.attributes.keys()) {
    const attribute = unify(types.map((type) => type.attributes.get(name) as Type));
    if (!attribute) return undefined;
    attributes.set(name, attribute);
  }
  return { kind: 'object', attributes };
}

function unifyTuples(types: readonly TupleType[]): Type | undefined {
  const first = types[0] as TupleType;
  if (types.some((type) => type.elements.length !== first.elements.length)) return listOfAll(types);
  if (first.elements.length === 0) return EMPTY_TUPLE;
  const elements: Type[] = [];
  for (let i = 0; i < first.elements.length; i++) {
    const element = unify(types.map((type) => type.elements[i] as Type));
    if (!element) return undefined;
    elements.push(element);
  }
  return { kind: 'tuple', elements };
}

function mapOfAll(types: readonly ObjectType[]): Type | undefined {
  const element = unify(types.flatMap((type) => [...type.attributes.values()]));
  return element && mapOf(element);
}

function listOfAll(types: readonly TupleType[]): Type | undefined {
  const element = unify(types.flatMap((type) => type.elements));
  return element && listOf(element);
}

/** The more general types first, those that cannot be compared in their own order (cty's `sortTypes`). */
function inPreferenceOrder(types: readonly Type[]): Type[] {
  const waiting = types.map((type) => ({ type, above: types.filter((other) => generality(other, type) < 0).length }));
  const ordered: Type[] = [];
  const queue = waiting.filter((entry) => entry.above === 0);
  for (let next = queue.shift(); next; next = queue.shift()) {
    ordered.push(next.type);
    for (const entry of waiting) {
      if (generality(next.type, entry.type) < 0 && --entry.above === 0) queue.push(entry);
    }
  }
  return ordered;
}

const RANK: Partial<Record<Type['kind'], number>> = { list: 0, tuple: 1, set: 2, map: 0, object: 1 };

/** Negative when `a` is the more general type, positive when `b` is, zero when neither (cty's `compareTypes`). */
function generality(a: Type, b: Type): number {
  if (a.kind === 'dynamic' || b.kind === 'dynamic') return Number(a.kind === 'dynamic') - Number(b.kind === 'dynamic');
  if (isPrimitive(a) && isPrimitive(b)) return Number(b.kind === 'string') - Number(a.kind === 'string');
  if ('element' in a && 'element' in b && a.kind === b.kind) return generality(a.element, b.element);
  if (a.kind === b.kind) return generalityOfStructures(a, b);
  const sequences = 'list set tuple';
  const sameFamily = sequences.includes(a.kind) === sequences.includes(b.kind);
  const rankA = RANK[a.kind];
  const rankB = RANK[b.kind];
  return sameFamily && rankA !== undefined && rankB !== undefined ? rankA - rankB : 0;
}

function generalityOfStructures(a: Type, b: Type): number {
  const pairs: [Type, Type][] = [];
  if (a.kind === 'object' && b.kind === 'object') {
    if (a.attributes.size !== b.attributes.size) return 0;
    for (const [name, type] of a.attributes) {
      const other = b.attributes.get(name);
      if (!other) return 0;
      pairs.push([type, other]);
    }
  } else if (a.kind === 'tuple' && b.kind === 'tuple') {
    if (a.elements.length !== b.elements.length) return 0;
    a.elements.forEach((type, i) => {
      pairs.push([type, b.elements[i] as Type]);
    });
  }
  const orders = pairs.map(([x, y]) => generality(x, y));
  const someAbove = orders.some((order) => order < 0);
  const someBelow = orders.some((order) => order > 0);
  return someAbove === someBelow ? 0 : someAbove ? -1 : 1;
}
