/** Whole numbers as Go's integer types hold them: what Nomad's decoder takes, and what it makes of it. */
import { type Numeric, toDouble, toInteger } from '@hcl/parser';
import { readUnsigned } from './unsigned';

/** Named in schemas by `x-nomad-integer`. */
export type GoInteger = 'int8' | 'int64' | 'uint8' | 'uint16' | 'uint32' | 'uint64';

/** The smallest and the largest number of a type. */
export function boundsOf(type: GoInteger): readonly [smallest: bigint, largest: bigint] {
  const bits = BigInt(type.replace(/\D+/, ''));
  return type.startsWith('u') ? [0n, 2n ** bits - 1n] : [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
}

/** The whole number that Nomad reads; undefined when it refuses. Source: gocty fromCtyNumberInt, fromCtyNumberUInt. */
export function readInteger(given: Numeric, type: GoInteger): bigint | undefined {
  const [smallest, largest] = boundsOf(type);
  const whole = toInteger(given);
  if (whole !== undefined) return whole < smallest || whole > largest ? undefined : whole;
  const cut = type.startsWith('u') ? readUnsigned(toDouble(given), Number(largest)) : undefined;
  return cut === undefined ? undefined : BigInt(cut);
}
