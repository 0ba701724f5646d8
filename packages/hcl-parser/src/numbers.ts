/**
 * The numbers of HCL: binary floating point with a mantissa of 512 bits (cty uses Go's big.Float), so that `0.1 + 0.2`,
 * `1 / 3` and whole numbers of a hundred digits come out as they do in Go.
 *
 * A `Numeric` is canonical: every whole number in JavaScript's safe range (and both infinities and negative zero) is a
 * plain `number`, everything else is a `BigFloat`. NaN stands for a result too large to be worth computing.
 */

/** `mantissa × 2 ** exponent` with an odd mantissa, rounded to `precision` bits. */
export interface BigFloat {
  readonly mantissa: bigint;
  readonly exponent: number;
  readonly precision: number;
}

export type Numeric = number | BigFloat;

/** An operation that has no result, such as `0 / 0`; the message says why. */
export class ArithmeticError extends Error {}

/** Bits of a parsed or computed number; cty's `ParseNumberVal`. */
const PRECISION = 512;
/** Decimal and binary magnitudes beyond these are given up (NaN): Go would compute them, slowly. */
const MAX_DECIMAL_EXPONENT = 20_000;
const MAX_BINARY_EXPONENT = 70_000;

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:([eEpP])([+-]?\d+))?$/;

/** Reads a decimal number as Go's `big.ParseFloat(s, 10, 512, ToNearestEven)` does; undefined when it is none. */
export function parseNumber(text: string): Numeric | undefined {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const match = NUMBER.exec(text);
  if (!match) {
    const infinity = /^([+-]?)(?:Inf|inf)$/.exec(text);
    return infinity ? (infinity[1] === '-' ? -Infinity : Infinity) : undefined;
  }
  const [, sign, whole = '', fraction = '', exponentMark, exponentText = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const mantissa = BigInt(whole + fraction);
  if (mantissa === 0n) return sign === '-' ? -0 : 0;
  const exponent = Number(exponentText);
  const decimal = (/p/i.test(exponentMark ?? '') ? 0 : exponent) - fraction.length;
  const binary = /p/i.test(exponentMark ?? '') ? exponent : 0;
  if (Math.abs(decimal) > MAX_DECIMAL_EXPONENT || Math.abs(binary) > MAX_BINARY_EXPONENT) return Number.NaN;
  const signed = sign === '-' ? -mantissa : mantissa;
  if (decimal >= 0) return make(signed * 10n ** BigInt(decimal), binary, PRECISION);
  return quotient(signed, 10n ** BigInt(-decimal), binary, PRECISION);
}

/** A double as Go's `big.NewFloat` holds it, with 53 bits. */
export function fromDouble(value: number): Numeric {
  if (Number.isSafeInteger(value) || !Number.isFinite(value)) return value;
  let exponent = 0;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    exponent--;
  }
  return make(BigInt(scaled), exponent, 53);
}

/** A whole number of any size. */
export function fromInteger(value: bigint): Numeric {
  return make(value, 0, Math.max(64, bitLength(value < 0n ? -value : value)));
}

/** The nearest double. */
export function toDouble(n: Numeric): number {
  if (typeof n === 'number') return n;
  const rounded = roundTo(n.mantissa, n.exponent, 53);
  const bits = rounded.exponent + 53;
  if (bits > 2000) return n.mantissa < 0n ? -Infinity : Infinity;
  const half = Math.trunc(rounded.exponent / 2);
  return Number(rounded.mantissa) * 2 ** half * 2 ** (rounded.exponent - half);
}

/** The whole number that `n` is, or undefined when it has a fraction or is infinite. */
export function toInteger(n: Numeric): bigint | undefined {
  if (typeof n === 'number') return Number.isFinite(n) ? BigInt(n) : undefined;
  return n.exponent >= 0 ? n.mantissa << BigInt(n.exponent) : undefined;
}

/** Rounds to a whole number: towards zero, down or up. Infinities stay. */
export function roundToInteger(n: Numeric, direction: 'zero' | 'down' | 'up'): Numeric {
  if (typeof n === 'number' || n.exponent >= 0) return n;
  const shift = BigInt(-n.exponent);
  const down = n.mantissa >> shift; // bigint shifts round towards minus infinity
  const up = direction === 'up' || (direction === 'zero' && n.mantissa < 0n);
  return make(up ? down + 1n : down, 0, n.precision);
}

export function isNegative(n: Numeric): boolean {
  return typeof n === 'number' ? n < 0 || Object.is(n, -0) : n.mantissa < 0n;
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export function compare(a: Numeric, b: Numeric): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  if (a === Infinity || b === -Infinity) return 1;
  if (b === Infinity || a === -Infinity) return -1;
  const x = parts(a);
  const y = parts(b);
  const sign = signOf(x.mantissa) - signOf(y.mantissa);
  if (sign !== 0 || x.mantissa === 0n) return sign;
  const height = top(x) - top(y);
  if (height !== 0) return height * signOf(x.mantissa);
  const low = Math.min(x.exponent, y.exponent);
  const left = x.mantissa << BigInt(x.exponent - low);
  const right = y.mantissa << BigInt(y.exponent - low);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** cty's equality: whole numbers by value, others by their shortest decimal text (`rawNumberEqual`). */
export function equalNumbers(a: Numeric, b: Numeric): boolean {
  if (typeof a === 'number' || typeof b === 'number') return a === b;
  if (a.mantissa === b.mantissa && a.exponent === b.exponent) return true;
  return a.exponent < 0 && b.exponent < 0 && formatNumber(a) === formatNumber(b);
}

export function negate(n: Numeric): Numeric {
  return typeof n === 'number' ? -n : { ...n, mantissa: -n.mantissa };
}

/** @throws ArithmeticError for opposing infinities */
export function add(a: Numeric, b: Numeric): Numeric {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum) || !Number.isFinite(a) || !Number.isFinite(b)) {
      return checked(sum, a, b, 'infinities of opposite sign have no sum');
    }
  }
  if (isInfinite(a)) return a;
  if (isInfinite(b)) return b;
  const x = parts(a);
  const y = parts(b);
  if (x.mantissa === 0n) return b;
  if (y.mantissa === 0n) return a;
  const precision = Math.max(x.precision, y.precision);
  // An operand far below the last bit of the other cannot change it.
  if (top(x) - top(y) > 2 * precision + 4) return make(x.mantissa, x.exponent, precision);
  if (top(y) - top(x) > 2 * precision + 4) return make(y.mantissa, y.exponent, precision);
  const low = Math.min(x.exponent, y.exponent);
  const sum = (x.mantissa << BigInt(x.exponent - low)) + (y.mantissa << BigInt(y.exponent - low));
  return make(sum, low, precision);
}

/** @throws ArithmeticError for zero times infinity */
export function multiply(a: Numeric, b: Numeric): Numeric {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product) || !Number.isFinite(a) || !Number.isFinite(b)) {
      return checked(product, a, b, 'zero times infinity has no result');
    }
  }
  if (isInfinite(a) || isInfinite(b)) return isNegative(a) === isNegative(b) ? Infinity : -Infinity;
  const x = parts(a);
  const y = parts(b);
  if (x.mantissa === 0n || y.mantissa === 0n) return isNegative(a) === isNegative(b) ? 0 : -0;
  const product = roundTo(x.mantissa * y.mantissa, x.exponent + y.exponent, PRECISION);
  const bits = bitLength(absolute(product.mantissa));
  return make(product.mantissa, product.exponent, Math.max(x.precision, y.precision, bits));
}

/** Division by zero gives an infinity, as in cty. @throws ArithmeticError for 0/0 and infinity/infinity */
export function divide(a: Numeric, b: Numeric): Numeric {
  if (typeof a === 'number' && typeof b === 'number') {
    const result = a / b;
    if (Number.isSafeInteger(result) || !Number.isFinite(result) || !Number.isFinite(b)) {
      return checked(result, a, b, 'zero by zero, and infinity by infinity, cannot be divided');
    }
  }
  if (isInfinite(a)) return isNegative(a) === isNegative(b) ? Infinity : -Infinity;
  const negative = isNegative(a) !== isNegative(b);
  if (isInfinite(b)) return negative ? -0 : 0;
  const x = parts(a);
  const y = parts(b);
  if (y.mantissa === 0n) return negative ? -Infinity : Infinity;
  if (x.mantissa === 0n) return negative ? -0 : 0;
  return quotient(x.mantissa, y.mantissa, x.exponent - y.exponent, Math.max(x.precision, y.precision));
}

/** The remainder with the sign of `a`; `a` itself when `b` is zero. @throws ArithmeticError for infinities */
export function modulo(a: Numeric, b: Numeric): Numeric {
  if (b === 0) return a;
  if (isInfinite(a) || isInfinite(b)) throw new ArithmeticError('the remainder of an infinity has no value');
  // Of whole numbers only negative zero has one as its remainder.
  if (typeof a === 'number' && typeof b === 'number') return Object.is(a, -0) && b > 0 ? a : (a % b) + 0;
  return add(a, negate(multiply(b, roundToInteger(divide(a, b), 'zero'))));
}

/** The shortest decimal text without exponent that reads back as the same number: Go's `Text('f', -1)`. */
export function formatNumber(n: Numeric): string {
  if (typeof n === 'number') {
    if (n === 0) return Object.is(n, -0) ? '-0' : '0';
    return Number.isFinite(n) ? String(n) : n > 0 ? '+Inf' : '-Inf';
  }
  const { digits, point } = shortestDigits(n);
  return (isNegative(n) ? '-' : '') + positional(digits, point);
}

/** Decimal digits with the decimal point standing before `digits[point]`; no digits for zero. */
export interface Digits {
  readonly digits: string;
  readonly point: number;
}

/** All decimal digits of the magnitude of a finite number. */
export function exactDigits(n: Numeric): Digits {
  const { mantissa, exponent } = parts(n);
  return decimalOf(absolute(mantissa), exponent);
}

/** The fewest digits that tell a finite number from its neighbours at its precision (Go's `roundShortest`). */
export function shortestDigits(n: Numeric): Digits {
  const exact = exactDigits(n);
  if (exact.digits === '') return exact;
  const { mantissa, exponent, precision } = parts(n);
  // The mantissa with one bit more than the precision: that bit is worth half a unit in the last place.
  const magnitude = absolute(mantissa);
  const shift = precision + 1 - bitLength(magnitude);
  const wide = magnitude << BigInt(shift);
  const lower = decimalOf(wide - 1n, exponent - shift).digits;
  const upper = decimalOf(wide + 1n, exponent - shift).digits;
  const inclusive = (wide & 2n) === 0n; // an even mantissa wins the ties at both bounds
  for (let i = 0; i < exact.digits.length; i++) {
    const digit = exact.digits.charCodeAt(i);
    const low = i < lower.length ? lower.charCodeAt(i) : 48;
    const high = i < upper.length ? upper.charCodeAt(i) : 48;
    const down = low !== digit || (inclusive && i + 1 === lower.length);
    const up = digit !== high && (inclusive || digit + 1 < high || i + 1 < upper.length);
    if (down && up) return roundDigits(exact, i + 1);
    if (down) return trimmed(exact.digits.slice(0, i + 1), exact.point);
    if (up) return increment(exact.digits.slice(0, i + 1), exact.point);
  }
  return exact;
}

/** Rounds to `count` digits, halves to even. */
export function roundDigits({ digits, point }: Digits, count: number): Digits {
  if (count < 0) return { digits: '', point: 0 };
  if (count >= digits.length) return { digits, point };
  const next = digits.charCodeAt(count) - 48;
  const half = next === 5 && count + 1 === digits.length;
  const odd = count > 0 && (digits.charCodeAt(count - 1) & 1) === 1;
  return (half ? odd : next >= 5) ? increment(digits.slice(0, count), point) : trimmed(digits.slice(0, count), point);
}

/** Digits as plain decimal text. */
export function positional(digits: string, point: number): string {
  if (digits === '') return '0';
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return digits + '0'.repeat(point - digits.length);
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

function checked(result: number, a: number, b: number, message: string): number {
  if (Number.isNaN(result) && !Number.isNaN(a) && !Number.isNaN(b)) throw new ArithmeticError(message);
  return result;
}

function isInfinite(n: Numeric): n is number {
  return typeof n === 'number' && !Number.isFinite(n);
}

function parts(n: Numeric): BigFloat {
  return typeof n === 'number' ? { mantissa: BigInt(n), exponent: 0, precision: PRECISION } : n;
}

/** Position of the highest bit. */
function top(n: BigFloat): number {
  return n.exponent + bitLength(absolute(n.mantissa));
}

function signOf(n: bigint): number {
  return n < 0n ? -1 : n > 0n ? 1 : 0;
}

function absolute(n: bigint): bigint {
  return n < 0n ? -n : n;
}

function bitLength(n: bigint): number {
  if (n === 0n) return 0;
  const hex = n.toString(16);
  return hex.length * 4 - Math.clz32(Number.parseInt(hex.charAt(0), 16)) + 28;
}

/** Rounds to `precision` bits, halves to even, and makes the mantissa odd. */
function roundTo(mantissa: bigint, exponent: number, precision: number): { mantissa: bigint; exponent: number } {
  let magnitude = absolute(mantissa);
  let power = exponent;
  const excess = bitLength(magnitude) - precision;
  if (excess > 0) {
    const shift = BigInt(excess);
    const rest = magnitude & ((1n << shift) - 1n);
    const half = 1n << (shift - 1n);
    magnitude >>= shift;
    if (rest > half || (rest === half && (magnitude & 1n) === 1n)) magnitude += 1n;
    power += excess;
  }
  const zeros = bitLength(magnitude & -magnitude) - 1;
  if (zeros > 0) {
    magnitude >>= BigInt(zeros);
    power += zeros;
  }
  return { mantissa: mantissa < 0n ? -magnitude : magnitude, exponent: power };
}

function make(mantissa: bigint, exponent: number, precision: number): Numeric {
  if (mantissa === 0n) return 0;
  const rounded = roundTo(mantissa, exponent, precision);
  const bits = bitLength(absolute(rounded.mantissa)) + rounded.exponent;
  if (rounded.exponent >= 0 && bits <= 53) return Number(rounded.mantissa) * 2 ** rounded.exponent;
  if (Math.abs(bits) > MAX_BINARY_EXPONENT) return Number.NaN;
  return { mantissa: rounded.mantissa, exponent: rounded.exponent, precision };
}

/** `a / b × 2 ** exponent`, rounded once. */
function quotient(a: bigint, b: bigint, exponent: number, precision: number): Numeric {
  const numerator = absolute(a);
  const denominator = absolute(b);
  const shift = Math.max(0, precision + 2 + bitLength(denominator) - bitLength(numerator));
  const wide = numerator << BigInt(shift);
  const result = wide / denominator;
  // A last bit that says "and something more" keeps the rounding right.
  const sticky = result * denominator === wide ? 0n : 1n;
  const magnitude = (result << 1n) | sticky;
  return make(a < 0n !== b < 0n ? -magnitude : magnitude, exponent - shift - 1, precision);
}

function decimalOf(magnitude: bigint, exponent: number): Digits {
  const scaled = exponent >= 0 ? magnitude << BigInt(exponent) : magnitude * 5n ** BigInt(-exponent);
  const text = scaled.toString();
  return scaled === 0n ? { digits: '', point: 0 } : trimmed(text, text.length + Math.min(0, exponent));
}

function trimmed(digits: string, point: number): Digits {
  const text = digits.replace(/0+$/, '');
  return { digits: text, point: text === '' ? 0 : point };
}

function increment(digits: string, point: number): Digits {
  const text = digits.replace(/9+$/, '');
  if (text === '') return { digits: '1', point: point + 1 };
  return { digits: text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + 1), point };
}
