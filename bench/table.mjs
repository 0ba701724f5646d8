// Figures as people read them: minimum, median and maximum, in tables of Markdown.

/** @returns `{ min, median, max }` of a list of numbers; undefined for an empty one */
export function summarize(samples) {
  if (samples.length === 0) return undefined;
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { min: sorted[0], median, max: sorted.at(-1) };
}

/** Three figures in one cell: `1.20 / 1.45 / 3.02`. */
export const cell = (summary) => (summary ? [summary.min, summary.median, summary.max].map(short).join(' / ') : 'none');

/** About three digits. */
export const short = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** A table whose first `left` columns are words and whose others are figures. */
export function table(head, rows, left = 1) {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => row[column].length)));
  const line = (row) =>
    `| ${row.map((text, i) => (i < left ? text.padEnd(widths[i]) : text.padStart(widths[i]))).join(' | ')} |`;
  const rule = `| ${widths.map((width, i) => (i < left ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
