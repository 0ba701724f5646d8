/** Where something is missing: no line holds it, so the mark goes over the lines between which it would be looked for. */
import type { Span } from '@hcl/parser';
import type { BlockInstance } from './instance';

/** A block's header and what stands before its first inner block; the header alone where all of that is on one line. */
export function leadingPart({ header, body, node, dynamic, context }: BlockInstance): Span {
  const { start, end } = header;
  const inner = body?.items.find((item) => item.type === 'Block')?.start ?? node?.close;
  // The marks of the blocks that one `dynamic` writes would cover one another.
  if (inner === undefined || dynamic || !context.text.slice(end, inner).includes('\n')) return { start, end };
  return { start, end: inner };
}
