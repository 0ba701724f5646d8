/** Where something is missing: no line holds it, so the mark goes over the lines between which it would be looked for. */
import type { Span } from '@hcl/parser';
import type { BlockInstance } from './instance';

/**
 * A block's header and what stands before its first inner block; the header alone where all of that is on one line. Of
 * a block that `dynamic` writes, the `content`.
 */
export function leadingPart({ header, body, node, dynamic, context }: BlockInstance): Span {
  const { start, end } = dynamic && node ? { start: node.start, end: node.name.end } : header;
  const inner = body?.items.find((item) => item.type === 'Block')?.start ?? node?.close;
  if (inner === undefined || !context.text.slice(end, inner).includes('\n')) return { start, end };
  return { start, end: inner };
}
