/** Where a file says `${`, `{{` or `{%`: most of it does not, and need not be searched for what these begin. */
import type { Analysis } from '../../analysis';
import { remembered } from '../../remembered';

/** The offsets of `{{` and `{%`, in order. */
export const bracesIn = remembered(({ text }: Analysis): readonly number[] =>
  offsetsOf(text, '{').filter((at) => text[at + 1] === '{' || text[at + 1] === '%'),
);

/** The offsets of `${`, in order. */
const interpolationsIn = remembered(({ text }: Analysis): readonly number[] => offsetsOf(text, '${'));

export const hasBraces = (file: Analysis, span: Span): boolean => hasOne(bracesIn(file), span);
export const hasInterpolation = (file: Analysis, span: Span): boolean => hasOne(interpolationsIn(file), span);

/** Every place of `part`: faster than a regular expression. */
export function offsetsOf(text: string, part: string): readonly number[] {
  const offsets: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) offsets.push(at);
  return offsets;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function hasOne(offsets: readonly number[], { start, end }: Span): boolean {
  const first = offsets[firstFrom(offsets, start)];
  return first !== undefined && first < end;
}

/** The position of the first offset at or behind `from`, by halving: every attribute of a file asks. */
export function firstFrom(offsets: readonly number[], from: number): number {
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] as number) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
