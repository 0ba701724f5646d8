/** What is laid out while a person types: the line that was just left, or the block that was just closed. */
import type { Span } from '@hcl/parser';
import type { Analysis } from '../analysis';
import { lineEnd, lineStart } from '../text-edits';
import { cursorAt } from './cursor';

/** The span to format after `}` or a newline was typed in front of `offset`; undefined when nothing is finished. */
export function formatOnType(analysis: Analysis, offset: number): Span | undefined {
  const { text } = analysis;
  const typed = text[offset - 1];
  if (typed === '}') {
    const item = cursorAt(analysis, offset).item;
    return item?.type === 'Block' && item.close === offset - 1 ? { start: item.start, end: offset } : undefined;
  }
  // Behind a newline: the line above, never the one on which the cursor now stands.
  const above = lineStart(text, offset) - 1;
  if (above < 0) return undefined;
  const start = lineStart(text, above);
  return text.slice(start, above).trim() === '' ? undefined : { start, end: lineEnd(text, start) - 1 };
}
