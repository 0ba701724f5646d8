/** Where a file says `{{` or `{%`: most of it does not, and need not be searched for templates. */
import type { Analysis } from '../../analysis';
import { remembered } from './remembered';

/** The offsets, in order. */
export const bracesIn = remembered(({ text }: Analysis): readonly number[] =>
  [...text.matchAll(/\{[{%]/g)].map(({ index }) => index),
);

export function hasBraces(file: Analysis, { start, end }: { readonly start: number; readonly end: number }): boolean {
  const offsets = bracesIn(file);
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] as number) < start) low = middle + 1;
    else high = middle;
  }
  return low < offsets.length && (offsets[low] as number) < end;
}
