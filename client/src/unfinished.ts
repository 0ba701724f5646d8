/** Which marks speak of what is just being typed: they wait until the cursor has left. */

export interface Place {
  readonly line: number;
  readonly character: number;
}

export interface Mark {
  /** The rule's id. */
  readonly id: string;
  readonly start: Place;
  readonly end: Place;
}

/** What is not there yet: the rest of a word, the value behind `=`, the name behind a dot. */
const notThereYet = new Set([
  'syntax/incomplete-item',
  'syntax/missing-value',
  'syntax/block-brace',
  'syntax/attribute-after-dot',
  'syntax/expression-expected',
  'syntax/object-value',
  'syntax/object-separator',
  'syntax/unclosed-interpolation',
]);

/** What the line above still lacks is marked where the next one begins, as Nomad does. */
const missingAbove = new Set(['syntax/tuple-comma', 'syntax/argument-comma', 'syntax/open-bracket']);

/**
 * @param written what stands under the mark: quotes with nothing in them wait for a value as well
 */
export function isUnfinished({ id, start, end }: Mark, cursor: Place, written: string): boolean {
  if (missingAbove.has(id) && cursor.line === start.line - 1) return true;
  if (!notThereYet.has(id) && written !== '""') return false;
  const isAfterStart = cursor.line === start.line && cursor.character >= start.character;
  // What is missing is marked at the line break; the cursor may stand a blank behind a word.
  const isBeforeEnd = end.line > cursor.line || (end.line === cursor.line && cursor.character <= end.character + 1);
  return isAfterStart && isBeforeEnd;
}
