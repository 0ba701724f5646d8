/** "Did you mean …?": the nearest of the names that would have been right. */

/** Among more names than this many are near by chance, and to compare them all for every mistake would take seconds. */
const mostCandidates = 500;

/** The candidate nearest to `name`, or undefined when none is near enough to be what was meant. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(name.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  const wanted = name.toLowerCase();
  let compared = 0;
  for (const candidate of candidates) {
    if (++compared > mostCandidates) return undefined;
    if (candidate === name || Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const d = distance(wanted, candidate.toLowerCase(), bestDistance);
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
}

/** ` Did you mean "x"?`, or nothing. */
export function didYouMean(suggestion: string | undefined): string {
  return suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`;
}

/** Edits between two words: insert, delete, replace, or swap of neighbours, each counted once; `most` when it is that or more. */
function distance(a: string, b: string, most: number): number {
  let [before, last, row] = rows(b.length + 1);
  for (let j = 0; j <= b.length; j++) last[j] = j;
  for (let i = 1; i <= a.length; i++) {
    let least = i;
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min(last[j] as number, row[j - 1] as number) + 1;
      cost = Math.min(cost, (last[j - 1] as number) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1))
        cost = Math.min(cost, (before[j - 2] as number) + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    // A swap reaches back by two rows, and costs one.
    if (least > most) return most;
    [before, last, row] = [last, row, before];
  }
  return last[b.length] as number;
}

let kept: [Uint16Array, Uint16Array, Uint16Array] = [new Uint16Array(64), new Uint16Array(64), new Uint16Array(64)];

/** Three rows, which are used again: thousands of names are compared. */
function rows(length: number): typeof kept {
  if (kept[0].length < length) kept = [new Uint16Array(length), new Uint16Array(length), new Uint16Array(length)];
  return kept;
}
