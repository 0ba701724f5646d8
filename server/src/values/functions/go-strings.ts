/** Text as Go and cty see it: code points for case and trimming, grapheme clusters for lengths. */

/** Go's `strings.ToUpper`: letter by letter, so that `ß` stays. */
export function upperCase(text: string): string {
  return mapCharacters(text, (character) => single(character.toUpperCase(), character));
}

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
    return begins ? single(character.toUpperCase(), character) : character;
  });
}

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

let segmenter: Intl.Segmenter | undefined;

/** What a reader sees as characters: grapheme clusters. */
export function graphemes(text: string): string[] {
  // Without combining characters, and without the one cluster of ASCII (\r\n), clusters are code units.
  if (/^[\n\x20-\x7e]*$/.test(text)) return text.split('');
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
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
