/** Functions of maps and objects. */

import {
  type CollectionType,
  ConversionError,
  compareStrings,
  convert,
  DYNAMIC,
  EMPTY_OBJECT,
  equalTypes,
  FunctionError,
  isWhollyKnown,
  list,
  listOf,
  map,
  mapOf,
  object,
  objectOf,
  STRING,
  sortedEntries,
  string,
  type Type,
  tuple,
  tupleOf,
  typeName,
  typeOf,
  unknown,
  type Value,
} from '@hcl/parser';
import { argument, entriesOf, type Implementations, itemsOf, textOf } from './define';

export const mappingFunctions: Implementations = {
  keys: { takesUnknown: true, returns: keysType, call: keys },
  lookup: { returns: lookupType, call: lookup },
  merge: { takesDynamic: true, returns: mergedType, call: merge },
  values: { returns: valuesType, call: values },
  zipmap: { returns: zippedType, call: zip },
};

function keysType(args: readonly Value[]): Type {
  const type = typeOf(argument(args, 0));
  if (type.kind === 'map') return listOf(STRING);
  if (type.kind !== 'object') throw new FunctionError(`a map or object is needed, not ${typeName(type)}`, 0);
  return tupleOf([...type.attributes].map(() => STRING));
}

function keys(args: readonly Value[], returns: Type): Value {
  const source = argument(args, 0);
  const type = typeOf(source);
  if (type.kind === 'object') return tuple([...type.attributes.keys()].sort(compareStrings).map(string));
  if (source.kind !== 'map') return unknown(returns);
  return list(
    STRING,
    sortedEntries(source).map(([name]) => string(name)),
  );
}

function lookupType(args: readonly Value[]): Type {
  const type = typeOf(argument(args, 0));
  const key = argument(args, 1);
  const fallback = argument(args, 2);
  if (type.kind === 'object') {
    if (key.kind !== 'string') return DYNAMIC;
    return type.attributes.get(key.value) ?? typeOf(fallback);
  }
  if (type.kind !== 'map') throw new FunctionError(`a map or object is needed, not ${typeName(type)}`, 0);
  try {
    convert(fallback, type.element);
  } catch (error) {
    if (error instanceof ConversionError)
      throw new FunctionError(`the default must be of the map's type: ${error.message}`, 2);
    throw error;
  }
  return type.element;
}

function lookup(args: readonly Value[], returns: Type): Value {
  const source = argument(args, 0);
  if (!isWhollyKnown(source)) return unknown(returns);
  return entriesOf(source).get(textOf(args[1])) ?? convert(argument(args, 2), returns);
}

function mergedType(args: readonly Value[]): Type {
  const attributes = new Map<string, Type>();
  const types: Type[] = [];
  let known = true;
  for (const arg of args) {
    const type = typeOf(arg);
    if (type.kind === 'dynamic') return DYNAMIC;
    if (type.kind !== 'map' && type.kind !== 'object')
      throw new FunctionError(`maps or objects are needed, not ${typeName(type)}`);
    types.push(type.kind === 'object' && arg.kind === 'null' ? EMPTY_OBJECT : type);
    if (arg.kind === 'null') continue;
    if (type.kind === 'object') for (const [name, t] of type.attributes) attributes.set(name, t);
    else if (arg.kind === 'map') for (const name of arg.entries.keys()) attributes.set(name, type.element);
    else known = false;
  }
  const [first] = types;
  if (!first) return EMPTY_OBJECT;
  if (types.every((type) => equalTypes(type, first))) return first;
  return known ? objectOf(attributes) : DYNAMIC;
}

function merge(args: readonly Value[], returns: Type): Value {
  const entries = new Map<string, Value>();
  for (const arg of args) {
    if (arg.kind === 'null') continue;
    for (const [name, value] of entriesOf(arg)) entries.set(name, value);
  }
  return returns.kind === 'map' ? map(returns.element, entries) : object(entries);
}

function valuesType(args: readonly Value[]): Type {
  const type = typeOf(argument(args, 0));
  if (type.kind === 'map') return listOf(type.element);
  if (type.kind !== 'object') throw new FunctionError(`a map or object is needed, not ${typeName(type)}`);
  const names = [...type.attributes.keys()].sort(compareStrings);
  return tupleOf(names.map((name) => type.attributes.get(name) as Type));
}

function values(args: readonly Value[], returns: Type): Value {
  const source = argument(args, 0);
  const items = 'entries' in source ? sortedEntries(source).map(([, value]) => value) : [];
  return returns.kind === 'list' ? list(returns.element, items) : tuple(items);
}

function zippedType(args: readonly Value[]): Type {
  const names = argument(args, 0);
  const type = typeOf(argument(args, 1));
  if (type.kind === 'list') return mapOf(type.element);
  if (type.kind !== 'tuple') throw new FunctionError('the values must be a list or tuple');
  if (!isWhollyKnown(names)) return DYNAMIC;
  const keysOfMap = namesOf(names, type.elements.length);
  return objectOf(new Map(keysOfMap.map((name, i) => [name, type.elements[i] as Type])));
}

function zip(args: readonly Value[], returns: Type): Value {
  const names = argument(args, 0);
  if (!isWhollyKnown(names)) return unknown(returns);
  const items = itemsOf(args[1]);
  const entries = new Map(namesOf(names, items.length).map((name, i) => [name, items[i] as Value]));
  return returns.kind === 'map' ? map((returns as CollectionType).element, entries) : object(entries);
}

function namesOf(names: Value, count: number): string[] {
  const items = itemsOf(names);
  if (items.length !== count) throw new FunctionError(`there are ${items.length} keys and ${count} values`);
  return items.map((name, i) => {
    if (name.kind === 'null') throw new FunctionError(`key number ${i} is null`);
    return textOf(name);
  });
}
