/** The Go template in a `template` block: its text, what is read in it, and where that stands in the file. */
import type { Expression, Span, TemplatePart } from '@hcl/parser';
import { stringOf, valueOf } from '../rules/job-view';
import type { AttributeInstance, BlockInstance } from '../schema/instance';
import { type GoTemplate, parseTemplate } from '../values/go-template';
import { isTemplateFunction } from '../values/template-functions';

export interface TemplateText extends GoTemplate {
  readonly text: string;
  /** Where a part of the text stands in the file: exactly, or the line, or the whole value. */
  place(span: Span): Span;
}

/** Undefined when the text cannot be known, or stands in a file that `source` names. */
export function templateTextOf(block: BlockInstance, source: string): TemplateText | undefined {
  const known = read.get(block);
  if (known || read.has(block)) return known;
  const result = readTemplate(block, source);
  read.set(block, result);
  return result;
}

const read = new WeakMap<BlockInstance, TemplateText | undefined>();

/** Stands for what HCL fills in. */
const hole = '\uE000';

function readTemplate(block: BlockInstance, source: string): TemplateText | undefined {
  const data = block.attributes.get('data');
  const left = delimiter(block, 'left_delimiter', '{{');
  const right = delimiter(block, 'right_delimiter', '}}');
  if (!data || !left || !right) return undefined;
  const delimiters = { left, right };
  const pieces = piecesOf(data.expression);
  if (pieces) {
    const text = pieces.map(({ value }) => value).join('');
    const template = parseTemplate(text, delimiters, isTemplateFunction);
    if (!hasHoleInCode(text, template)) return { ...template, text, place: (span) => placeIn(pieces, source, span) };
  }
  return wholeText(data, delimiters);
}

/** Nomad takes an empty delimiter for the usual one. */
function delimiter(block: BlockInstance, name: string, usual: string): string | undefined {
  return valueOf(block, name) === undefined
    ? block.open
      ? undefined
      : usual
    : stringOf(block, name) || (stringOf(block, name) === '' ? usual : undefined);
}

/** The value as evaluated, where the text as written does not say enough. */
function wholeText(
  { value, expression }: AttributeInstance,
  delimiters: { left: string; right: string },
): TemplateText | undefined {
  if (typeof value !== 'string') return undefined;
  const { start, end } = expression;
  return { ...parseTemplate(value, delimiters, isTemplateFunction), text: value, place: () => ({ start, end }) };
}

interface Piece extends Span {
  readonly value: string;
}

function piecesOf(expression: Expression): readonly Piece[] | undefined {
  if (expression.type !== 'Template') return undefined;
  const pieces: Piece[] = [];
  for (const part of expression.parts as readonly TemplatePart[]) {
    if (part.type === 'TemplateText') pieces.push({ value: part.value, start: part.start, end: part.end });
    else if (part.type === 'Interpolation') pieces.push({ value: hole, start: part.start, end: part.end });
    else return undefined;
  }
  return pieces;
}

/** What is filled in between quotes is only more text; elsewhere in an action it may be anything. */
function hasHoleInCode(text: string, { actions, problems }: GoTemplate): boolean {
  const spans = problems.length > 0 ? [...actions, ...problems] : actions;
  return spans.some(({ start, end }) =>
    text
      .slice(start, end)
      .replace(/"(?:[^"\\\n]|\\.)*"|`[^`]*`/g, '')
      .includes(hole),
  );
}

function placeIn(pieces: readonly Piece[], source: string, { start, end }: Span): Span {
  const from = locate(pieces, source, start);
  const to = locate(pieces, source, Math.max(start, end - 1));
  if (from.exact && to.exact) return { start: from.start, end: Math.max(to.start + 1, from.start + 1) };
  return { start: from.start, end: Math.max(from.end, from.start) };
}

/** Where one character stands: itself, or the line that holds it. */
function locate(pieces: readonly Piece[], source: string, offset: number): Span & { readonly exact: boolean } {
  let at = 0;
  for (const piece of pieces) {
    if (offset >= at + piece.value.length && piece !== pieces.at(-1)) {
      at += piece.value.length;
      continue;
    }
    const raw = source.slice(piece.start, piece.end);
    const index = Math.min(offset - at, piece.value.length);
    if (raw === piece.value) return { start: piece.start + index, end: piece.start + index, exact: true };
    // Indentation was taken away, or escapes were resolved: compare line by line.
    const before = piece.value.slice(0, index).split('\n');
    const line = piece.value.split('\n')[before.length - 1] ?? '';
    const lines = raw.split('\n');
    const written = lines[before.length - 1] ?? '';
    const start = piece.start + lines.slice(0, before.length - 1).reduce((sum, one) => sum + one.length + 1, 0);
    if (written.replace(/\r$/, '').endsWith(line.replace(/\r$/, ''))) {
      const exact = start + written.length - line.length + (before.at(-1)?.length ?? 0);
      return { start: exact, end: exact, exact: true };
    }
    const indent = /^\s*/.exec(written)?.[0].length ?? 0;
    return { start: start + indent, end: start + written.length, exact: false };
  }
  const first = pieces[0];
  return { start: first?.start ?? 0, end: first?.end ?? 0, exact: false };
}
