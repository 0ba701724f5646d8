/** Numbers, strings and characters as Go writes them. */
import { Stop } from './stop';
import type { TemplateToken } from './tokens';

/** Go's number syntax: underscores between digits, no zero in front of other digits of a whole number but for octal ones. */
export function isNumber(text: string): boolean {
  const digits = text.replace(/^[+-]/, '').replace(/i$/, '');
  if (/__|^_|_$/.test(digits) || /[._]_|_\./.test(digits)) return false;
  const plain = digits.replaceAll('_', '');
  if (/^0[0-7]*$/.test(plain) || /^[1-9]\d*$/.test(plain)) return true;
  if (/^0[xX][0-9a-fA-F]+$|^0[bB][01]+$|^0[oO][0-7]+$/.test(plain)) return true;
  if (/^0\d+$/.test(plain)) return text.endsWith('i');
  return (
    /^(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(plain) || /^0[xX][0-9a-fA-F]*\.?[0-9a-fA-F]*[pP][+-]?\d+$/.test(plain)
  );
}

const simple: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
};

/** What a string in quotes or back-quotes means (strconv.Unquote); throws `Stop` at an escape that Go does not have. */
export function unquote({ text, start }: TemplateToken): string {
  if (text.startsWith('`')) return text.slice(1, -1).replaceAll('\r', '');
  const inner = text.slice(1, -1);
  return inner.replace(
    /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|[\s\S])/g,
    (escape, code: string, index) => {
      const known = simple[code];
      if (known !== undefined) return known;
      const point =
        code.length === 1 ? -1 : /^\d/.test(code) ? Number.parseInt(code, 8) : Number.parseInt(code.slice(1), 16);
      if (point < 0 || point > 0x10ffff || (/^\d/.test(code) && point > 255))
        throw new Stop(`Strings have no escape ${escape}. Write \\${escape}, or put the text in back-quotes.`, {
          start: start + 1 + index,
          end: start + 1 + index + escape.length,
        });
      return String.fromCodePoint(point);
    },
  );
}

/** A character between single quotes. */
export const isCharacter = (text: string): boolean =>
  /^'(?:[^\\']|\\(?:[abfnrtv\\']|[0-7]{3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}))'$/u.test(text);
