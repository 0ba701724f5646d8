/** Classes of characters, as code units and code points. */

const IDENTIFIER_START = /^\p{ID_Start}$/u;
const IDENTIFIER_PART = /^\p{ID_Continue}$/u;

/** Of ASCII: 1 begins a name, 2 only continues one (digits, `-`), 0 neither. */
export const NAME_CLASS = new Uint8Array(128);
for (let c = 0; c < 26; c++) NAME_CLASS[65 + c] = NAME_CLASS[97 + c] = 1;
for (let c = 48; c < 58; c++) NAME_CLASS[c] = 2;
NAME_CLASS[95] = 1;
NAME_CLASS[45] = 2;

/** How many code units the name has that begins at `start`; 0 when none begins there. */
export function nameLength(text: string, start: number): number {
  let pos = start;
  while (pos < text.length) {
    const c = text.charCodeAt(pos);
    if (c < 128) {
      const kind = NAME_CLASS[c];
      if (kind === 0 || (kind === 2 && pos === start)) break;
      pos++;
    } else {
      const character = String.fromCodePoint(text.codePointAt(pos) as number);
      if (!(pos === start ? IDENTIFIER_START : IDENTIFIER_PART).test(character)) break;
      pos += character.length;
    }
  }
  return pos - start;
}

export function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

export function isHexDigit(c: number): boolean {
  return isDigit(c) || (c >= 65 && c <= 70) || (c >= 97 && c <= 102);
}

/** White space as Go's `unicode.IsSpace` has it: JavaScript's `trim` differs at U+0085 and U+FEFF. */
export function isSpace(c: number): boolean {
  if (c < 128) return c === 32 || (c >= 9 && c <= 13);
  return (
    c === 0x85 ||
    c === 0xa0 ||
    c === 0x1680 ||
    (c >= 0x2000 && c <= 0x200a) ||
    c === 0x2028 ||
    c === 0x2029 ||
    c === 0x202f ||
    c === 0x205f ||
    c === 0x3000
  );
}

/** The first offset in `[start, end)` that is no white space; `end` when all of it is. */
export function skipSpace(text: string, start: number, end: number): number {
  let pos = start;
  while (pos < end && isSpace(text.charCodeAt(pos))) pos++;
  return pos;
}

/** The offset behind the last character of `[start, end)` that is no white space. */
export function trimSpace(text: string, start: number, end: number): number {
  let pos = end;
  while (pos > start && isSpace(text.charCodeAt(pos - 1))) pos--;
  return pos;
}
