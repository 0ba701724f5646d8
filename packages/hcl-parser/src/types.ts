/**
 * The types of HCL values (cty's): three primitives, collections of one element type, structures with a type for each
 * element, and `dynamic` for what is not known yet.
 */

export type Type = PrimitiveType | DynamicType | CollectionType | ObjectType | TupleType;

export interface PrimitiveType {
  readonly kind: 'string' | 'number' | 'bool';
}

/** The type of `null` and of values of which nothing is known. */
export interface DynamicType {
  readonly kind: 'dynamic';
}

export interface CollectionType {
  readonly kind: 'list' | 'set' | 'map';
  readonly element: Type;
}

export interface ObjectType {
  readonly kind: 'object';
  readonly attributes: ReadonlyMap<string, Type>;
  /** Names that a conversion to this type may leave out; they become null. Only in type constraints. */
  readonly optional?: ReadonlySet<string>;
}

export interface TupleType {
  readonly kind: 'tuple';
  readonly elements: readonly Type[];
}

export const STRING: PrimitiveType = { kind: 'string' };
export const NUMBER: PrimitiveType = { kind: 'number' };
export const BOOL: PrimitiveType = { kind: 'bool' };
export const DYNAMIC: DynamicType = { kind: 'dynamic' };
export const EMPTY_OBJECT: ObjectType = { kind: 'object', attributes: new Map() };
export const EMPTY_TUPLE: TupleType = { kind: 'tuple', elements: [] };

export function listOf(element: Type): CollectionType {
  return { kind: 'list', element };
}

export function setOf(element: Type): CollectionType {
  return { kind: 'set', element };
}

export function mapOf(element: Type): CollectionType {
  return { kind: 'map', element };
}

export function tupleOf(elements: readonly Type[]): TupleType {
  return { kind: 'tuple', elements };
}

export function objectOf(attributes: ReadonlyMap<string, Type>): ObjectType {
  return { kind: 'object', attributes };
}

export function isPrimitive(type: Type): type is PrimitiveType {
  return type.kind === 'string' || type.kind === 'number' || type.kind === 'bool';
}

export function isCollection(type: Type): type is CollectionType {
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'map';
}

/** Whether `index` and `for` see the value as a sequence: list, set or tuple. */
export function isSequence(type: Type): boolean {
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'tuple';
}

/** Whether two types are the same; which attributes are optional does not count. */
export function equalTypes(a: Type, b: Type): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'list':
    case 'set':
    case 'map':
      return equalTypes(a.element, (b as CollectionType).element);
    case 'tuple': {
      const others = (b as TupleType).elements;
      return a.elements.length === others.length && a.elements.every((t, i) => equalTypes(t, others[i] as Type));
    }
    case 'object': {
      const others = (b as ObjectType).attributes;
      if (a.attributes.size !== others.size) return false;
      for (const [name, type] of a.attributes) {
        const other = others.get(name);
        if (!other || !equalTypes(type, other)) return false;
      }
      return true;
    }
    default:
      return true;
  }
}

/** Whether `dynamic` stands anywhere in the type. */
export function hasDynamic(type: Type): boolean {
  switch (type.kind) {
    case 'dynamic':
      return true;
    case 'list':
    case 'set':
    case 'map':
      return hasDynamic(type.element);
    case 'tuple':
      return type.elements.some(hasDynamic);
    case 'object':
      for (const attribute of type.attributes.values()) if (hasDynamic(attribute)) return true;
      return false;
    default:
      return false;
  }
}

/** Whether a value of type `given` may stand where `wanted` is asked for, `dynamic` in `wanted` meaning anything. */
export function conforms(given: Type, wanted: Type): boolean {
  if (wanted.kind === 'dynamic' || given === wanted) return true;
  if (given.kind !== wanted.kind) return false;
  switch (given.kind) {
    case 'list':
    case 'set':
    case 'map':
      return conforms(given.element, (wanted as CollectionType).element);
    case 'tuple': {
      const others = (wanted as TupleType).elements;
      return given.elements.length === others.length && given.elements.every((t, i) => conforms(t, others[i] as Type));
    }
    case 'object': {
      const others = (wanted as ObjectType).attributes;
      if (given.attributes.size !== others.size) return false;
      for (const [name, type] of given.attributes) {
        const other = others.get(name);
        if (!other || !conforms(type, other)) return false;
      }
      return true;
    }
    default:
      return true;
  }
}

/** The type's name for messages: `string`, `list of string`, `object`. `any` for what may have any type. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return type.element.kind === 'dynamic' ? type.kind : `${type.kind} of ${typeName(type.element)}`;
    case 'dynamic':
      return 'any';
    default:
      return type.kind;
  }
}

/** The type as a type expression: `list(string)`, `object({ a = number })`. */
export function typeExpressionOf(type: Type): string {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return `${type.kind}(${typeExpressionOf(type.element)})`;
    case 'tuple':
      return `tuple([${type.elements.map(typeExpressionOf).join(', ')}])`;
    case 'object': {
      if (type.attributes.size === 0) return 'object({})';
      const attributes = [...type.attributes].map(([name, t]) => `${name} = ${typeExpressionOf(t)}`);
      return `object({ ${attributes.join(', ')} })`;
    }
    case 'dynamic':
      return 'any';
    default:
      return type.kind;
  }
}
