/** Edits that fixes are made of: moving, removing and inserting whole lines without disturbing what stands around them. */
import type { Block, Span } from '@hcl/parser';
import type { TextEdit } from './problem';

/** Offset of the first character of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset just behind the newline that ends the line of `offset`, or the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
}

/** The white space at the beginning of the line that holds `offset`. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

/** The newline that the text uses. */
export const newlineOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** Removes the lines of `span` when nothing else stands on them, otherwise just the span. A comma behind it goes with it. */
export function removeLines(text: string, given: Span): TextEdit {
  const comma = /^[ \t]*,/.exec(text.slice(given.end, given.end + 80))?.[0].length ?? 0;
  const span = { start: given.start, end: given.end + comma };
  const from = lineStart(text, span.start);
  const to = lineEnd(text, span.end);
  const alone = text.slice(from, span.start).trim() === '' && text.slice(span.end, to).trim() === '';
  return alone ? { start: from, end: to, text: '' } : { start: span.start, end: span.end, text: '' };
}

/** `lines` (without indentation) as the first lines of `block`'s body. */
export function insertFirst(
  text: string,
  block: Pick<Block, 'start' | 'open'> & { readonly close: number | undefined },
  lines: string,
): TextEdit {
  const newline = newlineOf(text);
  const indent = indentAt(text, block.start);
  const body = reindent(lines, `${indent}  `, newline);
  const at = block.open + 1;
  const rest = text.slice(at, lineEnd(text, at));
  // A one-line block is broken open.
  const closes = block.close !== undefined && block.close < at + rest.length;
  return closes
    ? {
        start: at,
        end: block.close as number,
        text: `${newline}${body}${newline}${oneLineBody(text.slice(at, block.close), indent, newline)}${indent}`,
      }
    : { start: at, end: at, text: `${newline}${body}` };
}

function oneLineBody(inner: string, indent: string, newline: string): string {
  const kept = inner.trim();
  return kept === '' ? '' : `${indent}  ${kept}${newline}`;
}

/** `lines` as the last lines of the block, before its closing brace. */
export function insertLast(text: string, block: Block, lines: string): TextEdit {
  if (block.close === undefined || text.slice(block.open, block.close).indexOf('\n') < 0)
    return insertFirst(text, block, lines);
  const newline = newlineOf(text);
  const at = lineStart(text, block.close);
  const indent = indentAt(text, block.start);
  return { start: at, end: at, text: `${reindent(lines, `${indent}  `, newline)}${newline}` };
}

/** `lines` with their common indentation replaced by `indent`. */
export function reindent(lines: string, indent: string, newline = '\n'): string {
  const rows = lines.split(/\r?\n/);
  const common = Math.min(...rows.filter((r) => r.trim()).map((r) => /^[ \t]*/.exec(r)?.[0].length ?? 0));
  return rows.map((r) => (r.trim() ? indent + r.slice(Number.isFinite(common) ? common : 0) : '')).join(newline);
}

/** The text of whole lines that `span` covers, starting with its own indentation. */
export function linesOf(text: string, span: Span): string {
  return text.slice(lineStart(text, span.start), span.end);
}

/** The text after all edits, which do not overlap; several at one offset stand in the order in which they are given. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, i) => ({ edit, i }))
    .sort((a, b) => b.edit.start - a.edit.start || b.edit.end - a.edit.end || b.i - a.i);
  return ordered.reduce((result, { edit }) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}
