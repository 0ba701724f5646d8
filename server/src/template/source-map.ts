/**
 * A text in quotes or in a heredoc, and where each of its characters stands in the file: past escapes, past the
 * indentation that `<<-` takes away, and past what `${…}` fills in.
 */
import { ConversionError, convert, type Expression, evaluate, type Span, STRING, type TemplateText } from '@hcl/parser';
import type { ReadContext } from '../values/read';

export interface MappedText {
  readonly text: string;
  /** The place of a part of the text in the file; of a part that is filled in: what fills it in. */
  toSource(span: Span): Span;
  /** The offset in the text of an offset in the file; undefined outside of it and within `${…}`. */
  toText(offset: number): number | undefined;
  /** Whether the text at `span` stands in the file just so. */
  isExact(span: Span): boolean;
}

/** Stands for what `${…}` fills in when that cannot be known. */
export const hole = '\uE000';

/** The text of an expression. `value` is what it evaluates to; undefined when neither says what the text is. */
export function mapText(expression: Expression, value: unknown, context: ReadContext): MappedText | undefined {
  const segments = expression.type === 'Template' ? segmentsOf(expression, context) : undefined;
  if (segments) return mapped(segments, contentOf(expression));
  if (typeof value !== 'string') return undefined;
  return mapped([{ text: value, start: expression.start, end: expression.end, exact: false }], expression);
}

/** Between the quotes, or between the markers. */
function contentOf(expression: Expression): Span {
  if (expression.type !== 'Template') return expression;
  const { start, end, closed, heredoc } = expression;
  if (!heredoc) return { start: start + 1, end: closed ? end - 1 : end };
  return { start: heredoc.open.end + 1, end: heredoc.close?.start ?? end };
}

/** A piece of the text. An exact one is as long in the file as it is in the text. */
interface Segment extends Span {
  readonly text: string;
  readonly exact: boolean;
}

function segmentsOf(template: Extract<Expression, { type: 'Template' }>, context: ReadContext): Segment[] | undefined {
  const segments: Segment[] = [];
  for (const part of template.parts) {
    if (part.type === 'TemplateText') addText(segments, part, context.text, template.kind === 'quoted');
    else if (part.type === 'Interpolation')
      segments.push({ text: filledIn(part.expression, context), start: part.start, end: part.end, exact: false });
    else return undefined;
  }
  return segments;
}

function filledIn(expression: Expression, { scope, text }: ReadContext): string {
  const { value, problems } = evaluate(expression, scope, text);
  if (problems.length > 0) return hole;
  try {
    const converted = convert(value, STRING);
    return converted.kind === 'string' ? converted.value : hole;
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    return hole;
  }
}

/** The runs of a text that stand in the file as they are, and its escapes. */
function addText(segments: Segment[], part: TemplateText, source: string, quoted: boolean): void {
  const { value, start, end } = part;
  if (end - start === value.length && source.startsWith(value, start)) {
    segments.push({ text: value, start, end, exact: true });
    return;
  }
  let at = start;
  let run = { text: 0, source: start };
  let done = 0;
  const flush = (): void => {
    if (done > run.text)
      segments.push({
        text: value.slice(run.text, done),
        start: run.source,
        end: run.source + done - run.text,
        exact: true,
      });
  };
  while (done < value.length && at < end) {
    if (done === 0 || value[done - 1] === '\n') {
      const removed = spaceAt(source, at) - spaceAt(value, done);
      if (removed > 0) {
        flush();
        at += removed;
        run = { text: done, source: at };
      }
      // Most lines stand in the file as they are.
      const next = value.indexOf('\n', done) + 1 || value.length;
      const line = value.slice(done, next);
      if (source.startsWith(line, at) && !(quoted && line.includes('\\'))) {
        at += line.length;
        done = next;
        continue;
      }
    }
    const { width, text } = unitAt(source, at, quoted);
    const fits = value.startsWith(text, done);
    if (fits && width === text.length) {
      at += width;
      done += width;
      continue;
    }
    flush();
    if (fits) {
      segments.push({ text, start: at, end: at + width, exact: false });
      done += text.length;
    }
    at += width;
    run = { text: done, source: at };
  }
  flush();
}

function spaceAt(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && text[at] !== '\n' && /\s/.test(text[at] as string)) at++;
  return at - offset;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** The character at an offset of the file, and how many characters of the file it takes. */
function unitAt(source: string, at: number, quoted: boolean): { readonly width: number; readonly text: string } {
  const two = source.slice(at, at + 3);
  if (two === '$${' || two === '%%{') return { width: 3, text: two.slice(1) };
  if (quoted && source[at] === '\\') {
    const next = source[at + 1] ?? '';
    const code = /^(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(source.slice(at + 1, at + 10));
    const point = code ? Number.parseInt(code[1] ?? code[2] ?? '', 16) : -1;
    if (code && point <= 0x10ffff) return { width: 1 + code[0].length, text: String.fromCodePoint(point) };
    if (escapes[next] !== undefined) return { width: 2, text: escapes[next] };
  }
  return { width: 1, text: source[at] as string };
}

function mapped(segments: readonly Segment[], whole: Span): MappedText {
  const text = segments.map((segment) => segment.text).join('');
  const starts: number[] = [];
  let total = 0;
  for (const segment of segments) {
    starts.push(total);
    total += segment.text.length;
  }
  /** The last segment that begins at or before an offset of the text. */
  const indexAt = (offset: number): number => {
    let [low, high] = [0, segments.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const place = (offset: number, side: 'start' | 'end'): number => {
    const index = indexAt(offset);
    const segment = segments[index];
    if (!segment) return whole.start;
    const inside = offset - (starts[index] as number);
    if (segment.exact) return segment.start + Math.min(inside, segment.text.length);
    return side === 'start' && inside < segment.text.length ? segment.start : segment.end;
  };
  return {
    text,
    toSource({ start, end }) {
      const from = place(start, 'start');
      // The end belongs to the last character, not to what follows it.
      const to = end > start ? place(end - 1, 'end') + (isExactAt(end - 1) ? 1 : 0) : from;
      return { start: from, end: Math.max(from, to) };
    },
    toText(offset) {
      for (const [index, segment] of segments.entries()) {
        const start = starts[index] as number;
        if (offset < segment.start) return start;
        if (offset <= segment.end) {
          if (segment.exact) return start + offset - segment.start;
          if (offset === segment.start) return start;
          if (offset < segment.end) return undefined;
        }
      }
      return offset <= whole.end ? text.length : undefined;
    },
    isExact({ start, end }) {
      const [from, to] = [indexAt(start), indexAt(Math.max(start, end - 1))];
      return from === to && segments[from]?.exact === true;
    },
  };

  function isExactAt(offset: number): boolean {
    return segments[indexAt(offset)]?.exact === true;
  }
}
