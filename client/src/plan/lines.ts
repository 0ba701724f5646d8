/** Text with marks: what a document consists of before an editor shows it. No editor needed. */

/** What a piece of text is; an editor gives it a colour, the text itself has a sign (+ - ~ ✖) for it. */
export type MarkKind = 'title' | 'added' | 'deleted' | 'changed' | 'failed' | 'warning' | 'muted' | 'link';

export interface Mark {
  /** Columns in the line, `[start, end)`. */
  readonly start: number;
  readonly end: number;
  readonly kind: MarkKind;
  /** For a link: the line of the job file, counted from 1. */
  readonly target?: number;
}

/** A piece of a line. A plain string has no mark. */
export type Piece = string | { readonly text: string; readonly kind: MarkKind; readonly target?: number };

export interface Line {
  readonly pieces: readonly Piece[];
  /** Depth of indentation; deeper lines below a line can be folded into it. */
  readonly depth: number;
  /** Opens folded. */
  readonly folded?: boolean;
}

export interface MarkedText {
  readonly text: string;
  /** By line, counted from 0. */
  readonly marks: readonly (readonly Mark[])[];
  /** Foldable ranges, `[first, last]` lines counted from 0. */
  readonly folds: readonly { readonly start: number; readonly end: number; readonly folded: boolean }[];
}

export function line(depth: number, ...pieces: Piece[]): Line {
  return { depth, pieces };
}

export function marked(kind: MarkKind, text: string): Piece {
  return { kind, text };
}

/** `(line 41)` as a link, with a space before it, or nothing. */
export function reference(target: number | undefined): Piece[] {
  return target === undefined ? [] : [' (', { kind: 'link', text: `line ${target}`, target }, ')'];
}

/** Indents by two blanks a depth and finds what can be folded. */
export function layOut(lines: readonly Line[]): MarkedText {
  const texts: string[] = [];
  const marks: Mark[][] = [];
  const folds: { start: number; end: number; folded: boolean }[] = [];
  for (const { pieces, depth } of lines) {
    let text = pieces.length === 0 ? '' : '  '.repeat(depth);
    const found: Mark[] = [];
    for (const piece of pieces) {
      const start = text.length;
      text += typeof piece === 'string' ? piece : piece.text;
      if (typeof piece !== 'string') found.push({ start, end: text.length, kind: piece.kind, target: piece.target });
    }
    texts.push(text.trimEnd());
    marks.push(found);
  }
  for (const [start, { depth, folded = false, pieces }] of lines.entries()) {
    if (pieces.length === 0) continue;
    let end = start;
    for (let i = start + 1; i < lines.length; i++) {
      const next = lines[i];
      if (!next || (next.pieces.length > 0 && next.depth <= depth)) break;
      if (next.pieces.length > 0) end = i;
    }
    if (end > start) folds.push({ start, end, folded });
  }
  return { text: texts.join('\n'), marks, folds };
}
