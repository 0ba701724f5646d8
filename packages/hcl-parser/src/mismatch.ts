/** Says in words why a value of one type cannot become one of another. */

import { canConvert } from './convert';
import { type ObjectType, type Type, typeName } from './types';

/** A clause: `a list of string is needed, not a string`; `the attribute "b" is missing`. */
export function mismatch(given: Type, wanted: Type): string {
  if (given.kind === 'object' && wanted.kind === 'object') return objectMismatch(given, wanted);
  if ('element' in wanted) {
    if (given.kind === 'tuple' && wanted.kind !== 'map')
      return elementsMismatch(given.elements.entries(), wanted.element);
    if (given.kind === 'object' && wanted.kind === 'map') {
      return elementsMismatch(given.attributes.entries(), wanted.element);
    }
    if ('element' in given && (given.kind === wanted.kind || (given.kind !== 'map' && wanted.kind !== 'map'))) {
      return `elements: ${mismatch(given.element, wanted.element)}`;
    }
  }
  if (given.kind === 'tuple' && wanted.kind === 'tuple') return tupleMismatch(given.elements, wanted.elements);
  return `${withArticle(wanted)} is needed, not ${withArticle(given)}`;
}

/** `a list of string`, `an object`, `a value of any type`. */
export function withArticle(type: Type): string {
  if (type.kind === 'dynamic') return 'a value of any type';
  return `${type.kind === 'object' ? 'an' : 'a'} ${typeName(type)}`;
}

function objectMismatch(given: ObjectType, wanted: ObjectType): string {
  const missing = [...wanted.attributes.keys()].filter(
    (name) => !given.attributes.has(name) && !wanted.optional?.has(name),
  );
  if (missing.length > 0) {
    const names = missing.map((name) => `"${name}"`).sort();
    return names.length === 1
      ? `the attribute ${names[0]} is missing`
      : `the attributes ${names.join(', ')} are missing`;
  }
  for (const [name, type] of wanted.attributes) {
    const own = given.attributes.get(name);
    if (own && !canConvert(own, type)) return `attribute "${name}": ${mismatch(own, type)}`;
  }
  return 'the attributes do not fit';
}

function elementsMismatch(elements: Iterable<[string | number, Type]>, wanted: Type): string {
  if (wanted.kind === 'dynamic') return 'all elements must be of one type';
  for (const [key, type] of elements) {
    if (!canConvert(type, wanted)) return `element ${JSON.stringify(key)}: ${mismatch(type, wanted)}`;
  }
  return `all elements must be ${typeName(wanted)}`;
}

function tupleMismatch(given: readonly Type[], wanted: readonly Type[]): string {
  if (given.length !== wanted.length) return `${wanted.length} elements are needed, not ${given.length}`;
  return elementsMismatch(
    given.entries(),
    wanted.find((type, i) => !canConvert(given[i] as Type, type)) ?? (wanted[0] as Type),
  );
}
