/** Links to the files that functions such as `file("…")` read. */
import { type Span, walk } from '@hcl/parser';
import type { Analysis } from '../analysis';
import { literal } from './likely-values';

export interface DocumentLink extends Span {
  /** As written: relative to where the job is run from, which mostly is its folder. */
  readonly path: string;
}

const readers = new Set(['file', 'filebase64', 'fileexists']);

export function documentLinks({ syntax, text }: Analysis): readonly DocumentLink[] {
  // Most files read none: their trees need no walk.
  if (!/\bfile(?:base64|exists)?\s*\(/.test(text)) return [];
  const found: DocumentLink[] = [];
  walk(syntax.root, (node) => {
    if (node.type !== 'FunctionCall' || !readers.has(node.name.name)) return;
    const [first] = node.args;
    const path = literal(first);
    if (!first || !path || path.startsWith('~')) return;
    found.push({ start: first.start + 1, end: first.end - 1, path });
  });
  return found;
}
