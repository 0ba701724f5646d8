/** Durations as Nomad writes and reads them: Go's `time.ParseDuration` and `Duration.String`. */

const units: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/** Nanoseconds of `"1h30m"`; undefined when Go would not read it (no unit, an unknown unit such as `d`, a lone sign). */
export function parseDuration(text: string): number | undefined {
  const total = parseNanoseconds(text);
  return total === undefined ? undefined : Number(total);
}

/** The same with all digits. */
export function parseNanoseconds(text: string): bigint | undefined {
  const match = /^([+-]?)(.+)$/s.exec(text);
  if (!match) return undefined;
  const [, sign, rest = ''] = match;
  if (rest === '0') return 0n;
  // Escaped: one character beyond Latin-1 in a bundle, and V8 keeps all of its text in two bytes a character.
  const parts = /(\d+\.?\d*|\.\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)/gy;
  let total = 0n;
  let at = 0;
  for (let part = parts.exec(rest); part; part = parts.exec(rest)) {
    total += nanoseconds(part[1] ?? '', units[part[2] ?? ''] ?? 0);
    at = parts.lastIndex;
  }
  // What Go's int64 holds.
  if (at !== rest.length || total > (sign === '-' ? 2n ** 63n : 2n ** 63n - 1n)) return undefined;
  return sign === '-' ? -total : total;
}

/** Parts of a nanosecond are cut off, of each number by itself. */
function nanoseconds(number: string, unit: number): bigint {
  const [whole = '', fraction = ''] = number.split('.');
  return BigInt(whole) * BigInt(unit) + BigInt(Math.trunc(Number(fraction) * (unit / 10 ** fraction.length)));
}

/** `5400000000000` → `1h30m0s`, as Go prints it. */
export function formatDuration(nanoseconds: number): string {
  if (nanoseconds === 0) return '0s';
  const sign = nanoseconds < 0 ? '-' : '';
  const n = Math.abs(nanoseconds);
  if (n < 1e3) return `${sign}${n}ns`;
  if (n < 1e6) return `${sign}${trim(n / 1e3)}µs`;
  if (n < 1e9) return `${sign}${trim(n / 1e6)}ms`;
  const hours = Math.floor(n / 3600e9);
  const minutes = Math.floor((n % 3600e9) / 60e9);
  const seconds = trim((n % 60e9) / 1e9);
  if (hours) return `${sign}${hours}h${minutes}m${seconds}s`;
  return minutes ? `${sign}${minutes}m${seconds}s` : `${sign}${seconds}s`;
}

/** `5400000000000` → `1 hour 30 minutes`, for people. */
export function durationInWords(nanoseconds: number): string {
  if (nanoseconds === 0) return 'none';
  const n = Math.abs(nanoseconds);
  const words = [
    count(Math.floor(n / 86400e9), 'day'),
    count(Math.floor((n % 86400e9) / 3600e9), 'hour'),
    count(Math.floor((n % 3600e9) / 60e9), 'minute'),
    count(Math.floor((n % 60e9) / 1e9), 'second'),
    count(Math.floor((n % 1e9) / 1e6), 'millisecond'),
  ].filter(Boolean);
  return `${nanoseconds < 0 ? 'minus ' : ''}${words.join(' ') || formatDuration(n)}`;
}

const trim = (value: number): string => String(Number(value.toFixed(9)));
const count = (n: number, unit: string): string => (n === 0 ? '' : `${n} ${unit}${n === 1 ? '' : 's'}`);

const unitsInWords: readonly (readonly [words: RegExp, unit: string, times: number])[] = [
  [/^(?:|s|secs?|seconds?)$/i, 's', 1],
  [/^(?:m|mins?|minutes?)$/i, 'm', 1],
  [/^(?:h|hrs?|hours?)$/i, 'h', 1],
  [/^(?:d|days?)$/i, 'h', 24],
  [/^(?:w|weeks?)$/i, 'h', 168],
  [/^(?:ms|msecs?|milliseconds?)$/i, 'ms', 1],
];

/** A duration for Nomad that says what a text says in other words: `1m` for `1 minute`, `24h` for `1d`, `30s` for `30`. */
export function durationMeant(text: string): string | undefined {
  const [, number = '', word = ''] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  const unit = unitsInWords.find(([words]) => words.test(word));
  return number && unit ? `${Number(number) * unit[2]}${unit[1]}` : undefined;
}
