/**
 * Numbers where Go has an unsigned field. Its conversion looks at the number of bits only, so halves and quarters of
 * numbers from 1 on are cut off, while 0.5 and 33.3 are refused. Source: Go's math/big Float.Uint64, called by gocty.
 */

/** The whole number that Nomad reads; undefined when it refuses. `max` is the largest of the Go type. */
export function readUnsigned(given: number, max: number): number | undefined {
  if (Number.isInteger(given)) return given < 0 || given > max ? undefined : given + 0;
  return given > 1 && given < max + 1 && isBinaryFraction(given) ? Math.trunc(given) : undefined;
}

/** A decimal with digits behind the point that halves can make up: 12.5 and 0.375, not 33.3. */
function isBinaryFraction(given: number): boolean {
  const [digits = '', exponent] = String(given).split('e');
  if (exponent !== undefined) return false;
  const [whole = '', fraction = ''] = digits.split('.');
  return BigInt(whole + fraction) % 5n ** BigInt(fraction.length) === 0n;
}
