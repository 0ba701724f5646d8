/** Functions of numbers. */

import {
  compare,
  FunctionError,
  fromDouble,
  fromInteger,
  isNegative,
  NUMBER,
  type Numeric,
  negate,
  number,
  roundToInteger,
  typeName,
  typeOf,
  type Value,
} from '@hcl/parser';
import { argument, doubleOf, type Implementations, integerOf, textOf } from './define';

export const numberFunctions: Implementations = {
  abs: { takesDynamic: true, call: ([n]) => number(absolute(numeric(n))) },
  ceil: { call: ([n]) => number(unsignedZero(roundToInteger(numeric(n), 'up'))) },
  floor: { call: ([n]) => number(unsignedZero(roundToInteger(numeric(n), 'down'))) },
  log: {
    call: ([n, base]) => fromFloat(Math.log(doubleOf(n)) / Math.log(doubleOf(base)), 'this logarithm does not exist'),
  },
  max: { takesDynamic: true, call: (args) => number(extreme(args, 1)) },
  min: { takesDynamic: true, call: (args) => number(extreme(args, -1)) },
  parseint: { returns: requireText, call: ([text, base]) => parseInteger(textOf(text), integerOf(base, 1)) },
  pow: { call: ([n, power]) => fromFloat(goPower(doubleOf(n), doubleOf(power)), 'this power does not exist') },
  signum: { call: ([n]) => number(Math.sign(integerOf(n))) },
};

function numeric(value: Value | undefined): Numeric {
  if (value?.kind !== 'number') throw new FunctionError('a number is needed');
  return value.value;
}

const unsignedZero = (n: Numeric): Numeric => (n === 0 ? 0 : n);

function absolute(n: Numeric): Numeric {
  return isNegative(n) ? negate(n) : n;
}

function extreme(args: readonly Value[], direction: 1 | -1): Numeric {
  if (args.length === 0) throw new FunctionError('at least one number is needed');
  let best: Numeric = direction === 1 ? -Infinity : Infinity;
  for (const arg of args) {
    if (compare(numeric(arg), best) * direction > 0) best = numeric(arg);
  }
  return best;
}

function fromFloat(result: number, failure: string): Value {
  if (Number.isNaN(result)) throw new FunctionError(failure);
  return number(fromDouble(result));
}

function requireText(args: readonly Value[]): typeof NUMBER {
  const type = typeOf(argument(args, 0));
  if (type.kind !== 'string') throw new FunctionError(`the digits must be a string, not a ${typeName(type)}`, 0);
  return NUMBER;
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** As Go's `big.Int.SetString`: up to base 36 upper case means the same as lower case, beyond it counts on from 36. */
function parseInteger(text: string, base: number): Value {
  if (base < 2 || base > 62) throw new FunctionError('the base must be from 2 to 62', 1);
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  const digits = base <= 36 ? text.slice(sign.length).toLowerCase() : text.slice(sign.length);
  let value = 0n;
  for (const digit of digits) {
    const worth = DIGITS.indexOf(digit);
    if (worth < 0 || worth >= base)
      throw new FunctionError(`${JSON.stringify(text)} is no whole number of base ${base}`, 0);
    value = value * BigInt(base) + BigInt(worth);
  }
  if (digits === '') throw new FunctionError(`${JSON.stringify(text)} is no whole number of base ${base}`, 0);
  return number(fromInteger(sign === '-' ? -value : value));
}

/** Go's `math.Pow`, which multiplies repeatedly and so differs from JavaScript's in the last digits. */
function goPower(x: number, y: number): number {
  if (y === 1 || y === 0 || x === 1 || x === 0 || !Number.isFinite(x) || !Number.isFinite(y))
    return x === 1 ? 1 : x ** y;
  if (y === 0.5) return Math.sqrt(x);
  if (y === -0.5) return 1 / Math.sqrt(x);
  let whole = Math.trunc(Math.abs(y));
  let fraction = Math.abs(y) - whole;
  if (fraction !== 0 && x < 0) return Number.NaN;
  if (whole >= 2 ** 53) return x ** y;
  let mantissa = 1;
  let exponent = 0;
  if (fraction !== 0) {
    if (fraction > 0.5) {
      fraction--;
      whole++;
    }
    mantissa = Math.exp(fraction * Math.log(x));
  }
  let [square, power] = split(x);
  for (let rest = whole; rest > 0; rest = Math.floor(rest / 2)) {
    if (Math.abs(power) > 4096) {
      exponent += power;
      break;
    }
    if (rest % 2 === 1) {
      mantissa *= square;
      exponent += power;
    }
    square *= square;
    power *= 2;
    if (Math.abs(square) < 0.5) {
      square *= 2;
      power--;
    }
  }
  return y < 0 ? scale(1 / mantissa, -exponent) : scale(mantissa, exponent);
}

/** A mantissa in [0.5, 1) and the exponent that belongs to it. */
function split(x: number): [mantissa: number, exponent: number] {
  let exponent = 0;
  let mantissa = x;
  while (Math.abs(mantissa) >= 1) {
    mantissa /= 2;
    exponent++;
  }
  while (Math.abs(mantissa) < 0.5) {
    mantissa *= 2;
    exponent--;
  }
  return [mantissa, exponent];
}

function scale(mantissa: number, exponent: number): number {
  const bounded = Math.max(-2200, Math.min(2200, exponent));
  const half = Math.trunc(bounded / 2);
  return mantissa * 2 ** half * 2 ** (bounded - half);
}
