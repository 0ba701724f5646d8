/** The names of environment variables that a port gives: `NOMAD_PORT_http` and the like, wherever they stand in a text. */
import type { Span } from '@hcl/parser';

/** How a label is written in them. */
export const environmentWord = (label: string): string => label.replaceAll(/[^A-Za-z0-9_]/g, '_');

/** Everything in front of the label. */
const beginning = 'NOMAD_(?:(?:HOST_|ALLOC_)?(?:PORT|IP|ADDR)|ALLOC_INTERFACE|IPv[46])_';

/** Where such names of a port stand in a part of a text: the part that is the label. */
export function environmentUses(text: string, { start, end }: Span, label: string): readonly Span[] {
  const word = environmentWord(label);
  const names = new RegExp(`(?<![A-Za-z0-9_])(${beginning})${word}(?![A-Za-z0-9_])`, 'g');
  return [...text.slice(start, end).matchAll(names)].map(({ index, 1: before = '' }) => {
    const at = start + index + before.length;
    return { start: at, end: at + word.length };
  });
}

/** The label, as it is written in the name under an offset; undefined when there is no such name. */
export function environmentNameAt(text: string, offset: number): (Span & { readonly word: string }) | undefined {
  const before = /[A-Za-z0-9_]*$/.exec(text.slice(Math.max(0, offset - 120), offset))?.[0] ?? '';
  const after = /^[A-Za-z0-9_]*/.exec(text.slice(offset, offset + 120))?.[0] ?? '';
  const [, prefix, word] = new RegExp(`^(${beginning})(.+)$`).exec(before + after) ?? [];
  if (prefix === undefined || word === undefined) return undefined;
  const start = offset - before.length + prefix.length;
  return { start, end: start + word.length, word };
}
