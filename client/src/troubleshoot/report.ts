/** An answer to "what is wrong?" as a document: lines of text with marks and links. No editor needed. */
import type { PlaceKind } from '../plan/placement';

/** Where a link leads. */
export type Link =
  /** A line of a file, counted from 1. */
  | { readonly file: string; readonly line?: number }
  | { readonly command: string; readonly args: readonly unknown[] }
  | { readonly url: string };

export type Kind = 'title' | 'good' | 'bad' | 'warning' | 'muted' | 'code';

/** A piece of a line. A plain string has neither colour nor link. */
export type Piece = string | { readonly text: string; readonly kind?: Kind; readonly link?: Link };

export interface Line {
  /** Indentation, in steps of two blanks. */
  readonly depth: number;
  readonly pieces: readonly Piece[];
}

/** What can be done next, as a button above the text. */
export interface Action {
  readonly title: string;
  readonly command: string;
  readonly args: readonly unknown[];
}

/** What a failure means, and what to do about it. */
export interface Advice {
  /** Why, as the end of a sentence: `there is no program "/opt/app" on the node`. */
  readonly cause: string;
  /** What to do. */
  readonly text: string;
  /** What of the job file it is about. */
  readonly place?: { readonly kind: PlaceKind; readonly name: string };
  /** What does it, or looks further. */
  readonly action?: Action;
}

export interface Report {
  /** `Diagnose · web`: the tab's title too. */
  readonly title: string;
  /** Cluster and namespace. */
  readonly place: string;
  readonly lines: readonly Line[];
  readonly actions: readonly Action[];
}

export interface Mark<T> {
  /** Counted from 0. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly value: T;
}

export interface RenderedReport {
  readonly text: string;
  readonly kinds: readonly Mark<Kind>[];
  readonly links: readonly Mark<Link>[];
}

export function line(depth: number, ...pieces: readonly Piece[]): Line {
  return { depth, pieces };
}

export const EMPTY: Line = { depth: 0, pieces: [] };

/** A headline of a part, with its lines below, or nothing when there are none. */
export function part(title: string, lines: readonly Line[]): readonly Line[] {
  if (lines.length === 0) return [];
  return [EMPTY, line(0, { text: title, kind: 'title' }), ...lines];
}

/** The sign says it where no colour does. */
export function verdict(kind: 'good' | 'bad' | 'warning', text: string, ...more: readonly Piece[]): Line {
  const sign = { good: '✔', bad: '✖', warning: '▲' }[kind];
  return line(0, { text: `${sign} ${text}`, kind }, ...more);
}

/** @param place where in the job file, when it is known: ` (line 41)` as a link */
export function at(file: string | undefined, target: number | undefined): Piece[] {
  if (target === undefined) return [];
  const text = `line ${target}`;
  return [' (', file === undefined ? text : { text, link: { file, line: target } }, ')'];
}

/** A line to be typed elsewhere, with a link that copies it. */
export function toCopy(depth: number, text: string): Line {
  return line(depth, { text, kind: 'code' }, '   ', {
    text: 'copy',
    link: { command: 'nomad.text.copy', args: [text] },
  });
}

export function render({ title, place, lines }: Report): RenderedReport {
  const head = [line(0, { text: title, kind: 'title' }, '   ', { text: place, kind: 'muted' })];
  const texts: string[] = [];
  const kinds: Mark<Kind>[] = [];
  const links: Mark<Link>[] = [];
  for (const { depth, pieces } of [...head, EMPTY, ...lines]) {
    let text = pieces.length === 0 ? '' : '  '.repeat(depth);
    for (const piece of pieces) {
      const start = text.length;
      text += typeof piece === 'string' ? piece : piece.text;
      if (typeof piece === 'string') continue;
      const place = { line: texts.length, start, end: text.length };
      if (piece.kind) kinds.push({ ...place, value: piece.kind });
      if (piece.link) links.push({ ...place, value: piece.link });
    }
    texts.push(text.trimEnd());
  }
  return { text: `${texts.join('\n')}\n`, kinds, links };
}
