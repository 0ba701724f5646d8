/** What the implementations of functions share: their form, and how they read their arguments. */

import { ConversionError, convert, FunctionError, type Type, toDouble, toInteger, type Value } from '@hcl/parser';

/** How a function computes; its parameters and result type stand in `schemas/functions.json`. */
export interface Implementation {
  /** @throws FunctionError */
  readonly call: (args: readonly Value[], returns: Type) => Value;
  /** The result's type where it depends on the arguments. @throws FunctionError */
  readonly returns?: (args: readonly Value[]) => Type;
  /** `call` deals with unknown arguments itself. */
  readonly takesUnknown?: boolean;
  /** `returns` (or a fixed result type) holds for arguments of unknown type as well. */
  readonly takesDynamic?: boolean;
}

export type Implementations = Readonly<Record<string, Implementation>>;

/** The text of an argument that is declared as a string. */
export function textOf(value: Value | undefined): string {
  if (value?.kind !== 'string') throw new FunctionError('a text is needed');
  return value.value;
}

/** A whole number of 64 bits (gocty); `argument` names the argument in the error. */
export function integerOf(value: Value | undefined, argument?: number): number {
  const whole = value?.kind === 'number' ? toInteger(value.value) : undefined;
  if (whole === undefined || BigInt.asIntN(64, whole) !== whole) {
    throw new FunctionError('a whole number of at most 64 bits is needed', argument);
  }
  return Number(whole);
}

/** A double; numbers beyond its range are an error (gocty). */
export function doubleOf(value: Value | undefined): number {
  if (value?.kind !== 'number') throw new FunctionError('a number is needed');
  const double = toDouble(value.value);
  if (!Number.isFinite(double) && typeof value.value !== 'number') throw new FunctionError('the number is too large');
  return double;
}

/** The items of a known list, set or tuple. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  if (!value || !('items' in value)) throw new FunctionError('a list is needed');
  return value.items;
}

/** The entries of a known map or object. */
export function entriesOf(value: Value | undefined): ReadonlyMap<string, Value> {
  if (!value || !('entries' in value)) throw new FunctionError('a map is needed');
  return value.entries;
}

export function argument(args: readonly Value[], index: number): Value {
  const value = args[index];
  if (!value) throw new FunctionError(`argument ${index + 1} is missing`);
  return value;
}

/** The value as one of the type; what does not fit is the error of an argument, or of the call. */
export function converted(value: Value, type: Type, argumentIndex?: number): Value {
  try {
    return convert(value, type);
  } catch (error) {
    if (error instanceof ConversionError) throw new FunctionError(error.message, argumentIndex);
    throw error;
  }
}
