/** What "expand selection" selects, step by step: a word, its expression, the item, the body, the block. */
import { type Node, pathAt, type Span } from '@hcl/parser';
import type { Analysis } from '../analysis';

/** From the smallest to the whole file; each holds the one before it and is larger. */
export function selectionRanges({ syntax, text }: Analysis, offset: number): readonly Span[] {
  const found: Span[] = [];
  const add = (start: number, end: number): void => {
    const last = found.at(-1);
    const grows = !last || (start <= last.start && last.end <= end && end - start > last.end - last.start);
    if (start <= offset && offset <= end && end > start && grows) found.push({ start, end });
  };
  for (const node of [...pathAt(syntax.root, offset)].reverse()) {
    for (const { start, end } of within(node, text)) add(start, end);
    add(node.start, node.end);
  }
  add(0, text.length);
  return found;
}

/** The parts of a node that are worth a step of their own. */
function within(node: Node, text: string): readonly Span[] {
  switch (node.type) {
    case 'Template':
      return node.kind === 'quoted'
        ? [{ start: node.start + 1, end: node.end - (node.closed ? 1 : 0) }]
        : heredocText(node.heredoc, text);
    case 'Label':
      return node.quoted ? [{ start: node.start + 1, end: node.end - 1 }] : [];
    case 'Tuple':
    case 'Object':
      return [{ start: node.start + 1, end: node.end - (node.closed ? 1 : 0) }];
    case 'Body':
      return [trimmed(node, text)];
    default:
      return [];
  }
}

function heredocText(
  heredoc: { readonly open: Span; readonly close: Span | undefined } | undefined,
  text: string,
): readonly Span[] {
  if (!heredoc?.close) return [];
  const start = text.indexOf('\n', heredoc.open.end) + 1;
  return [{ start, end: text.lastIndexOf('\n', heredoc.close.start) }];
}

/** Without the white space around. */
function trimmed({ start, end }: Span, text: string): Span {
  const inner = text.slice(start, end);
  return {
    start: start + (inner.length - inner.trimStart().length),
    end: end - (inner.length - inner.trimEnd().length),
  };
}
