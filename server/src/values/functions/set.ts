/** Functions of sets: union, intersection, and all combinations. */

import {
  type CollectionType,
  DYNAMIC,
  equalTypes,
  equalValues,
  FunctionError,
  isCollection,
  isWhollyKnown,
  list,
  listOf,
  set,
  setOf,
  type Type,
  tuple,
  tupleOf,
  typeName,
  typeOf,
  UNKNOWN,
  unify,
  unknown,
  type Value,
} from '@hcl/parser';
import { converted, type Implementations, itemsOf } from './define';

export const setFunctions: Implementations = {
  setintersection: {
    takesDynamic: true,
    returns: setType,
    call: (args, returns) => combineSets(args, returns, intersection),
  },
  setproduct: { takesUnknown: true, returns: productType, call: product },
  setunion: { takesDynamic: true, returns: setType, call: (args, returns) => combineSets(args, returns, union) },
};

function setType(args: readonly Value[]): Type {
  const types: Type[] = [];
  for (const arg of args) {
    const type = typeOf(arg);
    const element = isCollection(type) ? type.element : DYNAMIC;
    if (!('items' in arg && arg.items.length === 0 && element.kind === 'dynamic')) types.push(element);
  }
  if (types.length === 0) return setOf(DYNAMIC);
  const element = unify(types);
  if (!element) throw new FunctionError('the elements of all sets must be of one type');
  return setOf(element);
}

function combineSets(
  args: readonly Value[],
  returns: Type,
  combine: (a: readonly Value[], b: readonly Value[]) => readonly Value[],
): Value {
  const sets = args.map((arg, i) => converted(arg, returns, i));
  if (combine === intersection && !sets.every(isWhollyKnown)) return unknown(returns);
  const types = sets.map(typeOf);
  // One that holds nothing but null has no type that the others could be converted to.
  if (types.some((type) => !equalTypes(type, types[0] as Type)))
    throw new FunctionError('the elements of all sets must be of one type');
  const items = sets.map(itemsOf).reduce(combine);
  return set((returns as CollectionType).element, items);
}

function union(a: readonly Value[], b: readonly Value[]): readonly Value[] {
  return [...a, ...b];
}

function intersection(a: readonly Value[], b: readonly Value[]): readonly Value[] {
  return a.filter((item) => b.some((other) => equalValues(item, other)));
}

function productType(args: readonly Value[]): Type {
  if (args.length < 2) throw new FunctionError('at least two lists or sets are needed');
  let ordered = true;
  const elements = args.map((arg, i): Type => {
    const type = typeOf(arg);
    if (type.kind === 'set') ordered = false;
    if (type.kind === 'set' || type.kind === 'list') return type.element;
    if (type.kind !== 'tuple') throw new FunctionError(`a list or set is needed, not ${typeName(type)}`, i);
    const element = type.elements.length === 0 ? DYNAMIC : unify(type.elements);
    if (!element) throw new FunctionError('all elements must be of one type', i);
    return element;
  });
  return (ordered ? listOf : setOf)(tupleOf(elements));
}

const PRODUCT_LIMIT = 100_000;

function product(args: readonly Value[], returns: Type): Value {
  const combination = (returns as CollectionType).element;
  const elements = combination.kind === 'tuple' ? combination.elements : [];
  let rows: Value[][] = [[]];
  for (const [i, arg] of args.entries()) {
    if (!('items' in arg)) return unknown(returns);
    const items = arg.items.map((item) => converted(item, elements[i] ?? DYNAMIC));
    if (rows.length * items.length > PRODUCT_LIMIT) return UNKNOWN;
    rows = rows.flatMap((row) => items.map((item) => [...row, item]));
  }
  const tuples = rows.map((row) => tuple(row));
  return returns.kind === 'list' ? list(combination, tuples) : set(combination, tuples);
}
