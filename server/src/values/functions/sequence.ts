/** Functions of lists, tuples and sets. */

import {
  add,
  compare,
  compareStrings,
  DYNAMIC,
  EMPTY_TUPLE,
  equalTypes,
  equalValues,
  FunctionError,
  formatNumber,
  isCollection,
  isSequence,
  isWhollyKnown,
  list,
  listOf,
  NUMBER,
  type Numeric,
  number,
  STRING,
  string,
  type TupleType,
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
import { argument, converted, type Implementations, integerOf, itemsOf, textOf } from './define';

export const sequenceFunctions: Implementations = {
  chunklist: {
    returns: ([items]) => listOf(items ? typeOf(items) : DYNAMIC),
    call: ([items, size]) => chunks(items, integerOf(size)),
  },
  coalesce: { takesUnknown: true, takesDynamic: true, returns: coalescedType, call: coalesced },
  coalescelist: { takesUnknown: true, takesDynamic: true, returns: firstListType, call: firstList },
  compact: { call: ([items]) => compacted(argument([items as Value], 0)) },
  concat: { returns: concatenatedType, call: concatenated },
  contains: { call: ([items, value]) => contained(items as Value, value as Value) },
  distinct: {
    returns: ([items]) => typeOf(items as Value),
    call: ([items], returns) => distinct(items as Value, returns),
  },
  element: { returns: elementType, call: ([items, index]) => elementAround(items as Value, integerOf(index)) },
  flatten: { returns: flattenedType, call: ([items]) => flattened(items as Value) },
  index: { returns: indexedType, call: ([items, key]) => indexed(items as Value, key as Value) },
  length: { takesUnknown: true, takesDynamic: true, returns: lengthType, call: ([items]) => lengthOf(items as Value) },
  range: { call: range },
  slice: { returns: sliceType, call: ([items, start, end]) => sliced(items as Value, start as Value, end as Value) },
  sort: { call: ([items]) => sorted(itemsOf(items)) },
};

function chunks(items: Value | undefined, size: number): Value {
  if (size < 0) throw new FunctionError('the size must not be negative');
  const all = itemsOf(items);
  const type = typeOf(items as Value);
  const element = isCollection(type) ? type.element : DYNAMIC;
  if (all.length === 0) return list(type, []);
  if (size === 0) return list(type, [items as Value]);
  const parts: Value[] = [];
  for (let i = 0; i < all.length; i += size) parts.push(list(element, all.slice(i, i + size)));
  return list(type, parts);
}

function coalescedType(args: readonly Value[]): Type {
  const type = unify(args.map(typeOf));
  if (!type) throw new FunctionError('all arguments must be of one type, and there must be at least one');
  return type;
}

function coalesced(args: readonly Value[], returns: Type): Value {
  const first = args.find((arg) => arg.kind !== 'null');
  if (!first) throw new FunctionError('all arguments are null');
  if (first.kind === 'unknown') return unknown(returns);
  return converted(first, returns);
}

function firstListType(args: readonly Value[]): Type {
  if (args.length === 0) throw new FunctionError('at least one list is needed');
  const types: Type[] = [];
  for (const arg of args) {
    if (arg.kind === 'unknown') return DYNAMIC;
    const type = typeOf(arg);
    if (type.kind !== 'list' && type.kind !== 'tuple') throw new FunctionError('all arguments must be lists or tuples');
    types.push(type);
  }
  const [first] = types;
  return first && types.every((type) => equalTypes(type, first)) ? first : DYNAMIC;
}

function firstList(args: readonly Value[], returns: Type): Value {
  for (const arg of args) {
    if (arg.kind === 'unknown') return unknown(returns);
    if ('items' in arg && arg.items.length > 0) return arg;
  }
  throw new FunctionError('none of the lists has an element');
}

function compacted(items: Value): Value {
  if (!isWhollyKnown(items)) return unknown(listOf(STRING));
  return list(
    STRING,
    itemsOf(items).filter((item) => item.kind === 'string' && item.value !== ''),
  );
}

function concatenatedType(args: readonly Value[]): Type {
  if (args.length === 0) throw new FunctionError('at least one list is needed');
  const types = args.map(typeOf);
  const common = types.every((type) => type.kind === 'list') ? unify(types) : undefined;
  if (common) return common;
  const elements: Type[] = [];
  for (const [i, arg] of args.entries()) {
    const type = types[i] as Type;
    if (type.kind === 'tuple') elements.push(...type.elements);
    else if (type.kind !== 'list') throw new FunctionError(`lists or tuples are needed, not ${typeName(type)}`, i);
    else if (!('items' in arg)) return DYNAMIC;
    else for (const _ of arg.items) elements.push(type.element);
  }
  return tupleOf(elements);
}

function concatenated(args: readonly Value[], returns: Type): Value {
  if (returns.kind !== 'list') return tuple(args.flatMap(itemsOf));
  return list(
    returns.element,
    args.flatMap((arg, i) => itemsOf(converted(arg, returns, i))),
  );
}

function contained(items: Value, value: Value): Value {
  if (!isSequence(typeOf(items))) throw new FunctionError('the first argument must be a list, set or tuple');
  let uncertain = false;
  for (const item of itemsOf(items)) {
    const equal = equalValues(value, item);
    if (equal) return { kind: 'bool', value: true };
    if (equal === undefined) uncertain = true;
  }
  return uncertain ? unknown({ kind: 'bool' }) : { kind: 'bool', value: false };
}

function distinct(items: Value, returns: Type): Value {
  if (!isWhollyKnown(items)) return unknown(returns);
  const found: Value[] = [];
  for (const item of itemsOf(items)) if (!found.some((other) => equalValues(other, item))) found.push(item);
  return list(isCollection(returns) ? returns.element : DYNAMIC, found);
}

const EMPTY = 'the list is empty';

function elementType(args: readonly Value[]): Type {
  const type = typeOf(argument(args, 0));
  const index = argument(args, 1);
  if (type.kind === 'list') return type.element;
  if (type.kind !== 'tuple') throw new FunctionError(`a list or tuple is needed, not ${typeName(type)}`);
  if (index.kind === 'unknown') return DYNAMIC;
  const position = integerOf(index);
  if (type.elements.length === 0) throw new FunctionError(EMPTY);
  return type.elements[around(position, type.elements.length)] as Type;
}

function elementAround(items: Value, index: number): Value {
  const all = itemsOf(items);
  if (all.length === 0) throw new FunctionError(EMPTY);
  return all[around(index, all.length)] as Value;
}

function around(index: number, length: number): number {
  return ((index % length) + length) % length;
}

function flattenedType(args: readonly Value[]): Type {
  const items = argument(args, 0);
  if (isWhollyKnown(items) && !isSequence(typeOf(items))) throw new FunctionError('a list, set or tuple is needed');
  return DYNAMIC;
}

function flattened(items: Value): Value {
  const found: Value[] = [];
  return collect(items, found) ? tuple(found) : UNKNOWN;
}

/** False when a list inside is not known. */
function collect(items: Value, found: Value[]): boolean {
  let known = true;
  for (const item of itemsOf(items)) {
    if (item.kind === 'unknown' && (item.type.kind === 'dynamic' || isSequence(item.type))) known = false;
    else if (item.kind === 'list' || item.kind === 'set' || item.kind === 'tuple')
      known = collect(item, found) && known;
    else found.push(item);
  }
  return known;
}

function indexedType(args: readonly Value[]): Type {
  const type = typeOf(argument(args, 0));
  const key = argument(args, 1);
  const wanted = type.kind === 'map' ? 'string' : 'number';
  if (type.kind !== 'list' && type.kind !== 'tuple' && type.kind !== 'map') {
    throw new FunctionError(`a list, map or tuple is needed, not ${typeName(type)}`);
  }
  const keyType = typeOf(key);
  if (keyType.kind !== wanted && keyType.kind !== 'dynamic')
    throw new FunctionError(`the key of a ${type.kind} must be a ${wanted}`);
  if (type.kind !== 'tuple') return type.element;
  if (key.kind === 'unknown') return DYNAMIC;
  const element = type.elements[integerOf(key)];
  if (!element) throw new FunctionError(`there is no such element: the tuple has ${type.elements.length}`);
  return element;
}

function indexed(items: Value, key: Value): Value {
  const element = 'entries' in items ? items.entries.get(textOf(key)) : itemsOf(items)[integerOf(key)];
  if (!element) throw new FunctionError('there is no such element');
  return element;
}

function lengthType(args: readonly Value[]): Type {
  const { kind } = typeOf(argument(args, 0));
  if (kind === 'string') throw new FunctionError('a list, set, map or tuple is needed; use strlen for text');
  if (kind === 'object')
    throw new FunctionError('a list, set, map or tuple is needed; use length(keys(…)) for an object');
  if (kind === 'number' || kind === 'bool') throw new FunctionError('a list, set, map or tuple is needed');
  return NUMBER;
}

function lengthOf(items: Value): Value {
  if (items.kind === 'unknown')
    return items.type.kind === 'tuple' ? number(items.type.elements.length) : unknown(NUMBER);
  if (items.kind === 'set' && items.items.length > 1 && !isWhollyKnown(items)) return unknown(NUMBER);
  return number('entries' in items ? items.entries.size : itemsOf(items).length);
}

const RANGE_LIMIT = 1024;

function range(args: readonly Value[]): Value {
  const [a, b, c] = args.map((arg) => (arg.kind === 'number' ? arg.value : 0));
  if (a === undefined || args.length > 3)
    throw new FunctionError('one, two or three numbers are needed: limit, or start, limit and step');
  const [start, end] = b === undefined ? [0, a] : [a, b];
  const step = c ?? (compare(end, start) < 0 ? -1 : 1);
  const down = compare(step, 0) < 0;
  if (compare(end, start) * (down ? -1 : 1) < 0) {
    throw new FunctionError(
      `the limit must be ${down ? 'less' : 'greater'} than the start when the step is ${formatNumber(step)}`,
      1,
    );
  }
  const numbers: Value[] = [];
  for (let n: Numeric = start; down ? compare(n, end) > 0 : compare(n, end) < 0; n = add(n, step)) {
    if (numbers.length >= RANGE_LIMIT) throw new FunctionError(`this gives more than ${RANGE_LIMIT} numbers`);
    numbers.push(number(n));
  }
  return list(NUMBER, numbers);
}

function sliceType(args: readonly Value[]): Type {
  const items = argument(args, 0);
  const type = typeOf(items);
  if (type.kind === 'set') throw new FunctionError('a set has no order; convert it to a list first', 0);
  if (type.kind !== 'list' && type.kind !== 'tuple')
    throw new FunctionError(`a list or tuple is needed, not ${typeName(type)}`, 0);
  const length = type.kind === 'tuple' ? type.elements.length : 'items' in items ? items.items.length : undefined;
  const start = position(argument(args, 1), 1, 'start', length);
  const end = position(argument(args, 2), 2, 'end', length);
  if (start !== undefined && end !== undefined && start > end)
    throw new FunctionError('the start must not be behind the end', 1);
  if (type.kind === 'list') return type;
  return start === undefined || end === undefined
    ? DYNAMIC
    : start === end
      ? EMPTY_TUPLE
      : tupleOf((type as TupleType).elements.slice(start, end));
}

function position(value: Value, index: number, name: string, length: number | undefined): number | undefined {
  if (value.kind !== 'number') return undefined;
  const found = integerOf(value, index);
  if (found < 0) throw new FunctionError(`the ${name} must not be negative`, index);
  if (length !== undefined && found > length)
    throw new FunctionError(`the ${name} is behind the end: the list has ${length} elements`, index);
  return found;
}

function sliced(items: Value, start: Value, end: Value): Value {
  const part = itemsOf(items).slice(integerOf(start), integerOf(end));
  return items.kind === 'list' ? list(items.element, part) : tuple(part);
}

function sorted(items: readonly Value[]): Value {
  if (!items.every(isWhollyKnown)) return unknown(listOf(STRING));
  const texts = items.map((item, i) => {
    if (item.kind === 'null') throw new FunctionError(`element ${i} is null, and null cannot be sorted`);
    return textOf(item);
  });
  return list(STRING, texts.sort(compareStrings).map(string));
}
