/** Differences between two texts by lines, as hunks with a little of what stands around them. */

export interface DiffLine {
  readonly sign: ' ' | '+' | '-';
  /** Index of the line in the old text (` `, `-`) or the new one (`+`). */
  readonly index: number;
}

export interface Hunk {
  /** First line and number of lines, counted from 1, in the old and the new text. */
  readonly old: readonly [start: number, count: number];
  readonly new: readonly [start: number, count: number];
  readonly lines: readonly DiffLine[];
}

/** Above this many pairs of differing lines, everything between the first and the last difference counts as changed. */
const LIMIT = 4_000_000;

/** @param context lines of what is the same to keep around each difference */
export function diffLines(before: readonly string[], after: readonly string[], context = 1): readonly Hunk[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let tail = 0;
  while (
    tail < before.length - start &&
    tail < after.length - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++;
  }
  const all: DiffLine[] = [];
  for (let i = 0; i < start; i++) all.push({ sign: ' ', index: i });
  all.push(...middle(before.slice(start, before.length - tail), after.slice(start, after.length - tail), start));
  for (let i = before.length - tail; i < before.length; i++) all.push({ sign: ' ', index: i });
  return hunksOf(all, context);
}

/** The longest common subsequence, by the classic table. */
function middle(before: readonly string[], after: readonly string[], offset: number): DiffLine[] {
  const rows = before.length;
  const columns = after.length;
  const removed = (i: number): DiffLine => ({ sign: '-', index: i + offset });
  const added = (j: number): DiffLine => ({ sign: '+', index: j + offset });
  if (rows * columns > LIMIT) return [...before.map((_, i) => removed(i)), ...after.map((_, j) => added(j))];
  const width = columns + 1;
  const lengths = new Uint32Array((rows + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      lengths[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const found: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < rows || j < columns) {
    if (i < rows && j < columns && before[i] === after[j]) {
      found.push({ sign: ' ', index: i + offset });
      i++;
      j++;
    } else if (j >= columns || (i < rows && at(i + 1, j) >= at(i, j + 1))) found.push(removed(i++));
    else found.push(added(j++));
  }
  return found;
}

function hunksOf(all: readonly DiffLine[], context: number): Hunk[] {
  const ranges: [start: number, end: number][] = [];
  for (const [i, { sign }] of all.entries()) {
    if (sign === ' ') continue;
    const last = ranges.at(-1);
    const end = Math.min(all.length, i + context + 1);
    if (last && last[1] >= i - context) last[1] = end;
    else ranges.push([Math.max(0, i - context), end]);
  }
  const count = (from: number, to: number, not: '+' | '-') =>
    all.slice(from, to).reduce((sum, { sign }) => (sign === not ? sum : sum + 1), 0);
  const hunks: Hunk[] = [];
  let done = 0;
  let oldLine = 1;
  let newLine = 1;
  for (const [start, end] of ranges) {
    oldLine += count(done, start, '+');
    newLine += count(done, start, '-');
    const [olds, news] = [count(start, end, '+'), count(start, end, '-')];
    hunks.push({ old: [oldLine, olds], new: [newLine, news], lines: all.slice(start, end) });
    oldLine += olds;
    newLine += news;
    done = end;
  }
  return hunks;
}
