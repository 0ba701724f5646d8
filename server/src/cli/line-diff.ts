/** A unified diff of a text and what edits make of it. */
import type { Edit } from '@hcl/parser';

const context = 3;

/** Lines that belong together: one that stays, or those that an edit touches. Numbers of lines count from 0. */
interface Row {
  readonly old: readonly string[];
  readonly fresh: readonly string[];
  readonly oldLine: number;
  readonly freshLine: number;
}

/** @param edits in order, none over another; empty when there are none */
export function unifiedDiff(name: string, text: string, edits: readonly Edit[]): string {
  const rows = rowsOf(text, edits);
  const changed = rows.flatMap(({ old, fresh }, i) => (old.join('\n') === fresh.join('\n') ? [] : [i]));
  const hunks: { from: number; to: number }[] = [];
  for (const i of changed) {
    const last = hunks.at(-1);
    const [from, to] = [Math.max(0, i - context), Math.min(rows.length, i + context + 1)];
    if (last && from <= last.to) last.to = to;
    else hunks.push({ from, to });
  }
  if (hunks.length === 0) return '';
  return `--- ${name}\n+++ ${name}\n${hunks.map(({ from, to }) => hunk(rows.slice(from, to), new Set(changed.map((i) => i - from)))).join('')}`;
}

function rowsOf(text: string, edits: readonly Edit[]): Row[] {
  const rows: Row[] = [];
  let [start, next, oldLine, freshLine] = [0, 0, 0, 0];
  while (start < text.length) {
    let end = lineEnd(text, start);
    let fresh = '';
    let from = start;
    for (let edit = edits[next]; edit && edit.start <= end; edit = edits[++next]) {
      fresh += text.slice(from, edit.start) + edit.text;
      from = edit.end;
      end = lineEnd(text, Math.max(end, edit.end));
    }
    const row = {
      old: text.slice(start, end).split('\n'),
      fresh: (fresh + text.slice(from, end)).split('\n'),
      oldLine,
      freshLine,
    };
    rows.push(row);
    oldLine += row.old.length;
    freshLine += row.fresh.length;
    start = end + 1;
  }
  return rows;
}

function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline;
}

/** Removed lines stand before the added ones of the same run, as everywhere. */
function hunk(rows: readonly Row[], changed: ReadonlySet<number>): string {
  const lines: string[] = [];
  let added: string[] = [];
  rows.forEach(({ old, fresh }, i) => {
    if (changed.has(i)) {
      lines.push(...old.map((line) => `-${line}`));
      added.push(...fresh.map((line) => `+${line}`));
    } else {
      lines.push(...added, ...old.map((line) => ` ${line}`));
      added = [];
    }
  });
  lines.push(...added);
  const count = (of: 'old' | 'fresh') => rows.reduce((sum, row) => sum + row[of].length, 0);
  const [{ oldLine, freshLine }] = rows as [Row];
  return `@@ -${oldLine + 1},${count('old')} +${freshLine + 1},${count('fresh')} @@\n${lines.join('\n')}\n`;
}
