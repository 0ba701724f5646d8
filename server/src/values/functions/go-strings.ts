/** Text as Go and cty see it: code points for case and trimming, grapheme clusters for lengths. */

/** Go's `strings.ToUpper`: letter by letter, so that `ß` stays. */
export function upperCase(text: string): string {
  return mapCharacters(text, upper);
}

const upper = (character: string): string =>
  withIotaBelow.test(character)
    ? String.fromCodePoint((character.codePointAt(0) as number) + (character >= '\u1fb3' ? 9 : 8))
    : single(character.toUpperCase(), character);

/** Small Greek letters whose capital is two letters for JavaScript. */
const withIotaBelow = /[\u1f80-\u1f87\u1f90-\u1f97\u1fa0-\u1fa7\u1fb3\u1fc3\u1ff3]/;

/** Go's `strings.ToLower`. */
export function lowerCase(text: string): string {
  return mapCharacters(text, (character) => (character === 'İ' ? 'i' : single(character.toLowerCase(), character)));
}

/** Go's `strings.Title`: a capital after everything that is no letter, digit or underscore. */
export function titleCase(text: string): string {
  let previous = ' ';
  return mapCharacters(text, (character) => {
    const begins = separates(previous);
    previous = character;
    return begins ? title(character) : character;
  });
}

/** Unicode's title case: of two letters in one character only the first is a capital; Georgian has none. */
function title(character: string): string {
  if (/[\u10d0-\u10ff]/.test(character)) return character;
  const twoLetters = digraphs.find((forms) => forms.includes(character));
  return twoLetters?.[1] ?? upper(character);
}

const digraphs = ['\u01c4\u01c5\u01c6', '\u01c7\u01c8\u01c9', '\u01ca\u01cb\u01cc', '\u01f1\u01f2\u01f3'];

/** Go's `strings.TrimSpace`, with Unicode's white space. */
export function trimSpace(text: string): string {
  return text.replace(/^[\t-\r \u0085\u00a0\p{Z}]+/u, '').replace(/[\t-\r \u0085\u00a0\p{Z}]+$/u, '');
}

/** Removes the characters of a set at both ends. */
export function trimCharacters(text: string, characters: string): string {
  const set = new Set(characters);
  const all = [...text];
  let start = 0;
  let end = all.length;
  while (start < end && set.has(all[start] as string)) start++;
  while (end > start && set.has(all[end - 1] as string)) end--;
  return all.slice(start, end).join('');
}

function mapCharacters(text: string, change: (character: string) => string): string {
  let result = '';
  for (const character of text) result += change(character);
  return result;
}

/** The changed character, when it is one; Go's mapping never makes two letters of one. */
function single(changed: string, character: string): string {
  return changed.length === character.length || [...changed].length === 1 ? changed : character;
}

function separates(character: string): boolean {
  if (character <= '\x7f') return !/\w/.test(character);
  return !/[\p{L}\p{Nd}]/u.test(character) && /[\u0085\u00a0\p{Z}]/u.test(character);
}
