/** "Fix all": the repairs of a file that need nobody to choose, applied one round after another. */
import type { Problem, TextEdit } from './problem';
import { applyEdits } from './text-edits';

/** A repair may uncover the next; one that goes on for longer goes in circles. */
const mostRounds = 5;

export interface FixAllResult {
  readonly text: string;
  /** How many repairs were applied. */
  readonly count: number;
}

/** @param problemsOf the problems of a text; called once for each round */
export function fixAll(text: string, problemsOf: (text: string) => readonly Problem[]): FixAllResult {
  let result: FixAllResult = { text, count: 0 };
  for (let round = 0; round < mostRounds; round++) {
    const fixes = chosen(problemsOf(result.text));
    if (fixes.length === 0) break;
    const next = applyEdits(result.text, fixes.flat());
    if (next === result.text) break;
    result = { text: next, count: result.count + fixes.length };
  }
  return result;
}

/** The safe and preferred repair of each problem, as long as it touches no text that another has changed. */
function chosen(problems: readonly Problem[]): readonly (readonly TextEdit[])[] {
  // What a file that cannot be read whole means is a guess, too weak for a repair that nobody has chosen.
  if (problems.some(({ id }) => id.startsWith('syntax/'))) return [];
  const taken: TextEdit[] = [];
  return problems.flatMap((problem) => {
    const fix = problem.fixes?.find(({ preferred, safe, files }) => preferred && safe && !files);
    if (!fix || fix.edits.some((edit) => taken.some((other) => touches(edit, other)))) return [];
    taken.push(...fix.edits);
    return [fix.edits];
  });
}

/** Also where one ends and the other begins: what stands there depends on both. */
const touches = (a: TextEdit, b: TextEdit): boolean => a.start <= b.end && b.start <= a.end;

/** One edit that makes `to` of `from`; undefined when they are the same. */
export function editBetween(from: string, to: string): TextEdit | undefined {
  if (from === to) return undefined;
  const most = Math.min(from.length, to.length);
  let start = 0;
  while (start < most && from[start] === to[start]) start++;
  let behind = 0;
  while (behind < most - start && from[from.length - 1 - behind] === to[to.length - 1 - behind]) behind++;
  // Not between the halves of a surrogate pair.
  if (isHigh(from.charCodeAt(start - 1))) start--;
  if (behind > 0 && isHigh(from.charCodeAt(from.length - behind - 1))) behind--;
  return { start, end: from.length - behind, text: to.slice(start, to.length - behind) };
}

const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
