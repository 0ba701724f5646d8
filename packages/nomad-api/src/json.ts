/**
 * JSON whose integers keep all their digits.
 *
 * Nomad's timestamps are nanoseconds, above 2^53, and a driver's `config` may hold any integer: `JSON.parse` would
 * round them, and a job that is read and sent back would differ from itself. Here such integers become `bigint`.
 */
import { randomUUID } from 'node:crypto';

/** A string (left alone), or an integer of sixteen and more digits that stands on its own. */
const STRING_OR_LONG_INTEGER = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

/**
 * Parses JSON; integers that a `number` cannot hold exactly come as `bigint`.
 * @throws SyntaxError as `JSON.parse`
 */
export function parseJson(text: string): unknown {
  // The mark is new for each call, so that no string of the document can look like one.
  const mark = `${randomUUID()}:`;
  let found = false;
  const marked = text.replace(STRING_OR_LONG_INTEGER, (match) => {
    if (match.startsWith('"') || Number.isSafeInteger(Number(match))) return match;
    found = true;
    return `"${mark}${match}"`;
  });
  if (!found) return JSON.parse(text);
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  );
}

/** The reverse of `parseJson`: a `bigint` is written as a plain integer. */
export function stringifyJson(value: unknown): string {
  const mark = `${randomUUID()}:`;
  let found = false;
  const text = JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item !== 'bigint') return item;
    found = true;
    return `${mark}${item}`;
  });
  return found ? text.replace(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1') : text;
}
