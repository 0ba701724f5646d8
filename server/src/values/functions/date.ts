/** Functions of times. */

import { FunctionError, string } from '@hcl/parser';
import { parseDuration } from '../duration';
import { type Implementations, textOf } from './define';
import { type Instant, localDate, parseRfc3339, rfc3339, two, zoneText } from './time';

export const dateFunctions: Implementations = {
  formatdate: { call: ([format, time]) => string(formatted(textOf(format), readTime(textOf(time), 1))) },
  timeadd: { call: ([timestamp, duration]) => string(added(readTime(textOf(timestamp)), textOf(duration))) },
};

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

function readTime(text: string, argument?: number): Instant {
  const instant = parseRfc3339(text);
  if (!instant) {
    throw new FunctionError(
      `${JSON.stringify(text)} is no time as in RFC 3339, such as "2024-02-29T13:05:09Z"`,
      argument,
    );
  }
  return instant;
}

function added(instant: Instant, duration: string): string {
  const nanoseconds = parseDuration(duration);
  if (nanoseconds === undefined) {
    throw new FunctionError(`${JSON.stringify(duration)} is no duration; units are h, m, s, ms, us and ns`);
  }
  return rfc3339({ ...instant, milliseconds: instant.milliseconds + Math.floor(nanoseconds / 1e6) });
}

/** A quoted part (which may be unterminated), a run of one letter, or other text. */
const TOKEN = /''|'(?:[^']|'')*(?:'|$)|([A-Za-z])\1*|[^A-Za-z']+/g;

function formatted(format: string, instant: Instant): string {
  let result = '';
  for (const [token] of format.matchAll(TOKEN)) {
    if (token === "''") result += "'";
    else if (token.startsWith("'")) result += unquoted(token);
    else result += /^[A-Za-z]/.test(token) ? verb(token, instant) : token;
  }
  return result;
}

function unquoted(token: string): string {
  if (token.length === 1 || !token.endsWith("'")) throw new FunctionError("a ' is not closed", 0);
  return token.slice(1, -1).replace(/''?/g, "'");
}

function verb(token: string, instant: Instant): string {
  const date = localDate(instant);
  const hours = date.getUTCHours();
  const noon = hours < 12 ? 'am' : 'pm';
  const verbs: Readonly<Record<string, () => string>> = {
    YY: () => two(date.getUTCFullYear() % 100),
    YYYY: () => String(date.getUTCFullYear()).padStart(4, '0'),
    M: () => String(date.getUTCMonth() + 1),
    MM: () => two(date.getUTCMonth() + 1),
    MMM: () => (MONTHS[date.getUTCMonth()] ?? '').slice(0, 3),
    MMMM: () => MONTHS[date.getUTCMonth()] ?? '',
    D: () => String(date.getUTCDate()),
    DD: () => two(date.getUTCDate()),
    EEE: () => (DAYS[date.getUTCDay()] ?? '').slice(0, 3),
    EEEE: () => DAYS[date.getUTCDay()] ?? '',
    h: () => String(hours),
    hh: () => two(hours),
    H: () => String(hours % 12 || 12),
    HH: () => two(hours % 12 || 12),
    AA: () => noon.toUpperCase(),
    aa: () => noon,
    m: () => String(date.getUTCMinutes()),
    mm: () => two(date.getUTCMinutes()),
    s: () => String(date.getUTCSeconds()),
    ss: () => two(date.getUTCSeconds()),
    Z: () => zoneText(instant.offset, ':') || 'Z',
    ZZZ: () => zoneText(instant.offset, '') || 'UTC',
    ZZZZ: () => zoneText(instant.offset, '') || '+0000',
    ZZZZZ: () => zoneText(instant.offset, ':') || '+00:00',
  };
  const write = Object.hasOwn(verbs, token) ? verbs[token] : undefined;
  if (!write) {
    const known = 'YYYY YY MMMM MMM MM M DD D EEEE EEE hh h HH H AA aa mm m ss s Z ZZZ ZZZZ ZZZZZ';
    throw new FunctionError(
      `"${token}" is no part of a date; known are ${known}, other letters go in single quotes`,
      0,
    );
  }
  return write();
}
