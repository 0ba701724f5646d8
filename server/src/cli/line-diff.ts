/** A unified diff of two texts with the same number of lines, which is what formatting gives. */

const context = 3;

export function unifiedDiff(name: string, before: string, after: string): string {
  const old = before.split('\n');
  const fresh = after.split('\n');
  const changed = old.flatMap((line, i) => (line === fresh[i] ? [] : [i]));
  const hunks: { from: number; to: number }[] = [];
  for (const i of changed) {
    const last = hunks.at(-1);
    const [from, to] = [Math.max(0, i - context), Math.min(old.length, i + context + 1)];
    if (last && from <= last.to) last.to = to;
    else hunks.push({ from, to });
  }
  if (hunks.length === 0) return '';
  const body = hunks.map(({ from, to }) => {
    const lines = ranges(old, fresh, from, to);
    return `@@ -${from + 1},${to - from} +${from + 1},${to - from} @@\n${lines.join('\n')}\n`;
  });
  return `--- ${name}\n+++ ${name}\n${body.join('')}`;
}

/** Removed lines stand before the added ones of the same run, as everywhere. */
function ranges(old: readonly string[], fresh: readonly string[], from: number, to: number): string[] {
  const lines: string[] = [];
  for (let i = from; i < to; ) {
    if (old[i] === fresh[i]) {
      lines.push(` ${old[i]}`);
      i += 1;
      continue;
    }
    let end = i;
    while (end < to && old[end] !== fresh[end]) end += 1;
    for (let k = i; k < end; k += 1) lines.push(`-${old[k]}`);
    for (let k = i; k < end; k += 1) lines.push(`+${fresh[k]}`);
    i = end;
  }
  return lines;
}
