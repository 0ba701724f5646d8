/** `format` and `formatlist`: printf-like verbs as in cty, which leans on Go's fmt for numbers. */

import {
  BOOL,
  ConversionError,
  convert,
  type Digits,
  exactDigits,
  FunctionError,
  graphemes,
  isNegative,
  isSequence,
  isWhollyKnown,
  list,
  NUMBER,
  type Numeric,
  positional,
  roundDigits,
  STRING,
  shortestDigits,
  string,
  type Type,
  toInteger,
  typeOf,
  unknown,
  type Value,
} from '@hcl/parser';
import { jsonText } from '../cty-json';
import { type Implementations, textOf } from './define';

export const formatFunctions: Implementations = {
  format: {
    takesUnknown: true,
    takesDynamic: true,
    call: ([template, ...values]) =>
      template?.kind === 'unknown' || !values.every(isWhollyKnown)
        ? unknown(STRING)
        : string(formatted(textOf(template), values)),
  },
  formatlist: {
    takesUnknown: true,
    takesDynamic: true,
    call: ([template, ...values], returns) =>
      template?.kind === 'unknown' ? unknown(returns) : formatEach(textOf(template), values, returns),
  },
};

function formatEach(template: string, values: readonly Value[], returns: Type): Value {
  const sequences = values.map((value) => (isSequence(typeOf(value)) && value.kind !== 'null' ? value : undefined));
  let length: number | undefined;
  let chooser = 0;
  for (const [i, sequence] of sequences.entries()) {
    const own = sequence && lengthOf(sequence);
    if (own === undefined) continue;
    if (length !== undefined && own !== length) {
      const message = `it has ${own} elements, but argument ${chooser + 1} has ${length}: lists must be of one length`;
      throw new FunctionError(message, i + 1);
    }
    length ??= own;
    if (own === length && chooser === 0) chooser = i;
  }
  if (values.some((value) => value.kind === 'unknown' && (isSequence(value.type) || value.type.kind === 'dynamic'))) {
    return unknown(returns);
  }
  const results: Value[] = [];
  for (let n = 0; n < (length ?? 1); n++) {
    const args = values.map((value, i) => (sequences[i] && 'items' in value ? (value.items[n] as Value) : value));
    results.push(args.every(isWhollyKnown) ? string(formattedElement(template, args, n)) : unknown(STRING));
  }
  return list(STRING, results);
}

/** What is wrong for one element is wrong with the call, not with one argument. */
function formattedElement(template: string, args: readonly Value[], position: number): string {
  try {
    return formatted(template, args);
  } catch (error) {
    if (error instanceof FunctionError) throw new FunctionError(`for element ${position}, ${error.message}`);
    throw error;
  }
}

function lengthOf(value: Value): number | undefined {
  if ('items' in value) return value.items.length;
  return value.kind === 'unknown' && value.type.kind === 'tuple' ? value.type.elements.length : undefined;
}

interface Verb {
  /** As written, for messages. */
  readonly raw: string;
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  readonly mode: string;
}

const VERB = /%(?:%|([0#\-+ ]*)([1-9]\d*)?(?:\.(\d*))?(?:\[([1-9]\d*)\])?([A-Za-z]))/y;

function formatted(template: string, values: readonly Value[]): string {
  let result = '';
  let next = 1;
  let highest = 0;
  for (let at = 0; at < template.length; ) {
    const percent = template.indexOf('%', at);
    if (percent < 0) return finished(result + template.slice(at), highest, values.length);
    result += template.slice(at, percent);
    VERB.lastIndex = percent;
    const match = VERB.exec(template);
    if (!match)
      throw new FunctionError(`what follows the % at position ${percent} is no verb; write %% for a percent sign`);
    at = VERB.lastIndex;
    const [raw, flags = '', width, precision, index, mode] = match;
    if (!mode) {
      result += '%';
      continue;
    }
    const position = index === undefined ? next : Number(index);
    highest = Math.max(highest, position);
    next = position + 1;
    const verb = {
      raw,
      flags,
      width: width === undefined ? undefined : Number(width),
      precision: precision === undefined ? undefined : Number(precision),
      mode,
    };
    const value = values[position - 1];
    if (!value) throw new FunctionError(`${raw} needs value number ${position}, and there are only ${values.length}`);
    if (Math.max(verb.width ?? 0, verb.precision ?? 0) > 100_000)
      throw new FunctionError(`the width of ${raw} is too large`);
    result += formatOne(verb, value);
  }
  return finished(result, highest, values.length);
}

function finished(result: string, used: number, given: number): string {
  if (used >= given) return result;
  const message =
    used === 0 ? 'the format has no verb for it' : `the format uses only ${used} value${used === 1 ? '' : 's'}`;
  throw new FunctionError(`this value is too many: ${message}`, used + 1);
}

function formatOne(verb: Verb, value: Value): string {
  if (value.kind === 'null' && verb.mode !== 'v')
    throw new FunctionError(`${verb.raw} cannot write null (only %v can)`);
  switch (verb.mode) {
    case 'v':
      return padded(verb, plain(verb, value));
    case 't': {
      const converted = convertFor(verb, value, BOOL);
      return converted.kind === 'bool' && converted.value ? 'true' : 'false';
    }
    case 'b':
    case 'd':
    case 'o':
    case 'x':
    case 'X':
      return wholeNumber(verb, numeric(verb, value));
    case 'e':
    case 'E':
    case 'f':
    case 'g':
    case 'G':
      return decimal(verb, numeric(verb, value));
    case 's':
    case 'q': {
      const text = textOf(convertFor(verb, value, STRING));
      const cut = verb.precision ? graphemes(text).slice(0, verb.precision).join('') : text;
      return padded(verb, verb.mode === 'q' ? jsonText(string(cut)) : cut);
    }
    default:
      throw new FunctionError(`there is no verb ${verb.raw}; known are %v %s %q %d %b %o %x %X %e %f %g %t %%`);
  }
}

/** `%v`: text as it is, numbers in their shortest form, everything else as JSON. */
function plain(verb: Verb, value: Value): string {
  if (!verb.flags.includes('#')) {
    if (value.kind === 'string') return value.value;
    if (value.kind === 'number') {
      return (isNegative(value.value) ? '-' : '') + general(value.value, undefined, 'e');
    }
  }
  return jsonText(value);
}

function convertFor(verb: Verb, value: Value, type: Type): Value {
  try {
    return convert(value, type);
  } catch (error) {
    if (error instanceof ConversionError)
      throw new FunctionError(`${verb.raw} cannot write this value: ${error.message}`);
    throw error;
  }
}

function numeric(verb: Verb, value: Value): Numeric {
  const converted = convertFor(verb, value, NUMBER);
  if (converted.kind !== 'number') throw new FunctionError(`${verb.raw} needs a number`);
  return converted.value;
}

/** Pads to the width in characters, as cty does for text. */
function padded(verb: Verb, text: string): string {
  const missing = (verb.width ?? 0) - graphemes(text).length;
  if (missing <= 0) return text;
  const pad = (verb.flags.includes('0') ? '0' : ' ').repeat(missing);
  return verb.flags.includes('-') ? text + pad : pad + text;
}

/** Go's formatting of a `big.Int`. */
function wholeNumber(verb: Verb, n: Numeric): string {
  const whole = toInteger(n);
  if (whole === undefined) throw new FunctionError(`${verb.raw} needs a whole number`);
  const base = { b: 2, o: 8, x: 16, X: 16 }[verb.mode] ?? 10;
  let digits = (whole < 0n ? -whole : whole).toString(base);
  if (verb.mode === 'X') digits = digits.toUpperCase();
  if (digits === '0' && verb.precision === 0) return '';
  const prefix = verb.flags.includes('#') ? ({ b: '0b', o: '0', x: '0x', X: '0X' }[verb.mode] ?? '') : '';
  const sign = signOf(whole < 0n, verb.flags);
  digits = digits.padStart(verb.precision ?? 0, '0');
  const missing = (verb.width ?? 0) - sign.length - prefix.length - digits.length;
  if (missing <= 0) return sign + prefix + digits;
  if (verb.flags.includes('-')) return sign + prefix + digits + ' '.repeat(missing);
  if (verb.flags.includes('0') && verb.precision === undefined) return sign + prefix + '0'.repeat(missing) + digits;
  return ' '.repeat(missing) + sign + prefix + digits;
}

/** Go's formatting of a `big.Float`. */
function decimal(verb: Verb, n: Numeric): string {
  const infinite = typeof n === 'number' && !Number.isFinite(n);
  const sign = infinite && n > 0 && !verb.flags.includes(' ') ? '+' : signOf(isNegative(n), verb.flags);
  const body = infinite ? 'Inf' : decimalBody(verb, n);
  const missing = (verb.width ?? 0) - sign.length - body.length;
  if (missing <= 0) return sign + body;
  if (verb.flags.includes('-')) return sign + body + ' '.repeat(missing);
  return verb.flags.includes('0') && !infinite ? sign + '0'.repeat(missing) + body : ' '.repeat(missing) + sign + body;
}

function decimalBody(verb: Verb, n: Numeric): string {
  switch (verb.mode) {
    case 'f':
      return fixed(exactDigits(n), verb.precision ?? 6);
    case 'e':
    case 'E': {
      const precision = verb.precision ?? 6;
      return scientific(roundDigits(exactDigits(n), precision + 1), precision, verb.mode);
    }
    default:
      return general(n, verb.precision, verb.mode === 'G' ? 'E' : 'e');
  }
}

function signOf(negative: boolean, flags: string): string {
  if (negative) return '-';
  return flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
}

function fixed(exact: Digits, precision: number): string {
  const { digits, point } = roundDigits(exact, exact.point + precision);
  const text = positional(digits, point);
  const [whole = '0', fraction = ''] = text.split('.');
  return precision > 0 ? `${whole}.${fraction.padEnd(precision, '0').slice(0, precision)}` : whole;
}

function scientific({ digits, point }: Digits, precision: number, mark: string): string {
  const first = digits.charAt(0) || '0';
  const exponent = digits === '' ? 0 : point - 1;
  const fraction = precision > 0 ? `.${digits.slice(1).padEnd(precision, '0').slice(0, precision)}` : '';
  return `${first}${fraction}${mark}${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** Go's `%g`: decimals, or scientific for exponents below -4 or at the precision (21 digits of a shortest one count 6). */
function general(n: Numeric, precision: number | undefined, mark: string): string {
  if (typeof n === 'number' && !Number.isFinite(n)) return n > 0 ? '+Inf' : 'Inf';
  const rounded = precision === undefined ? shortestDigits(n) : roundDigits(exactDigits(n), precision || 1);
  const { digits, point } = rounded;
  let limit = precision === undefined ? 6 : precision || 1;
  if (precision !== undefined && limit > digits.length && digits.length >= point) limit = digits.length;
  const exponent = point - 1;
  if (exponent < -4 || exponent >= limit) return scientific(rounded, Math.max(0, digits.length - 1), mark);
  return positional(digits, point);
}
