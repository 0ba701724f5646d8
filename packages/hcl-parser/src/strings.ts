/** Escapes in quoted text, heredocs and labels. */
import { isHexDigit } from './characters';
import { add } from './errors';
import type { State } from './state';

/** The text of `[start, end)` with its escapes replaced. Wrong ones are reported and stay as they are. */
export function unescapeQuoted(s: State, start: number, end: number): string {
  const text = s.text;
  let value = '';
  let from = start;
  let pos = start;
  while (pos < end) {
    const c = text.charCodeAt(pos);
    if (c === 92) {
      const next = text.charCodeAt(pos + 1);
      const simple =
        next === 110
          ? '\n'
          : next === 114
            ? '\r'
            : next === 116
              ? '\t'
              : next === 34 || next === 92
                ? text[pos + 1]
                : '';
      value += text.slice(from, pos);
      if (simple) {
        value += simple;
        pos += 2;
      } else if (next === 117 || next === 85) {
        let last = pos + 2;
        const digits = next === 117 ? 4 : 8;
        while (last < end && last < pos + 2 + digits && isHexDigit(text.charCodeAt(last))) last++;
        value += codePoint(s, pos, last, digits);
        pos = last;
      } else {
        const last = pos + ((text.codePointAt(pos + 1) as number) > 0xffff ? 3 : 2);
        add(s, 'invalid-escape', pos, last, [text.slice(pos, last)]);
        value += text.slice(pos + 1, last);
        pos = last;
      }
      from = pos;
    } else if (isTemplateEscape(text, pos, c, end)) {
      value += `${text.slice(from, pos)}${text[pos]}{`;
      pos += 3;
      from = pos;
    } else {
      pos++;
    }
  }
  return value + text.slice(from, end);
}

/** The text of `[start, end)` of a heredoc, where only `$${` and `%%{` are escapes. */
export function unescapeHeredoc(text: string, start: number, end: number): string {
  let value = '';
  let from = start;
  let pos = start;
  while (pos < end) {
    if (isTemplateEscape(text, pos, text.charCodeAt(pos), end)) {
      value += `${text.slice(from, pos)}${text[pos]}{`;
      pos += 3;
      from = pos;
    } else {
      pos++;
    }
  }
  return value + text.slice(from, end);
}

function isTemplateEscape(text: string, pos: number, c: number, end: number): boolean {
  return (c === 36 || c === 37) && pos + 2 < end && text.charCodeAt(pos + 1) === c && text.charCodeAt(pos + 2) === 123;
}

/** The character of `\uNNNN` or `\UNNNNNNNN`. */
function codePoint(s: State, start: number, end: number, digits: number): string {
  const sequence = s.text.slice(start, end);
  if (end - start - 2 < digits) {
    add(s, 'escape-digits', start, end, [sequence.slice(0, 2), String(digits)]);
    return sequence;
  }
  const code = Number.parseInt(sequence.slice(2), 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
    add(s, 'escape-character', start, end, [sequence]);
    return sequence;
  }
  return String.fromCodePoint(code);
}
