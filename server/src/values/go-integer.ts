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

/** The nearest whole number that 64 bits hold, as Nomad reads one that it does not refuse. Source: Go's math/big Float.Int64. */
function asInt64(given: number | bigint): bigint {
  const [smallest, largest] = boundsOf('int64');
  if (typeof given === 'number' && !Number.isFinite(given)) return given < 0 ? smallest : largest;
  const whole = BigInt(typeof given === 'number' ? Math.trunc(given) : given);
  return whole < smallest ? smallest : whole > largest ? largest : whole;
}

/** What eight bits keep of a number. Source: jobspec2/hcl_conversions.go decodeAffinity. */
export const asInt8 = (given: number | bigint): number => Number(BigInt.asIntN(8, asInt64(given)));

/** The product of two whole numbers as Go has it: one that 64 bits cannot hold runs over and is another number. */
export function product(a: number, b: number): number {
  const plain = a * b;
  return Number.isSafeInteger(plain) ? plain : Number(BigInt.asIntN(64, asInt64(a) * asInt64(b)));
}
