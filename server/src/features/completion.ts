/** Completion: what may stand at the cursor, from the schemas and the file's own names. */
import type { Analysis } from '../analysis';
import { lineStart } from '../text-edits';
import type { FileFacts } from '../workspace/facts';
import type { CompletionItem } from './answers';
import { cursorAt, inValue } from './cursor';
import { labelItems } from './label-items';
import { nameItems } from './name-items';
import { valueItems } from './value-items';

/** @param beside tells what the other files of the workspace declare, which takes a look at all of them */
export function complete(
  analysis: Analysis,
  offset: number,
  beside: () => readonly FileFacts[] = () => [],
): readonly CompletionItem[] {
  const { syntax, text } = analysis;
  if (syntax.comments.some((c) => c.start < offset && (c.kind === 'line' ? offset <= c.end : offset < c.end)))
    return [];
  const cursor = cursorAt(analysis, offset);
  const { item } = cursor;
  if (item?.type === 'Attribute') {
    if (inValue(item, offset)) return valueItems(analysis, cursor, item, beside);
    return offset <= item.name.end ? nameItems(analysis, cursor, item.name) : [];
  }
  if (item?.name && offset > item.name.end && (item.type !== 'Block' || offset <= item.open))
    return labelItems(analysis.text, cursor);
  const name = item?.name && offset <= item.name.end ? item.name : { start: offset, end: offset };
  return beginsItem(text, name.start) ? nameItems(analysis, cursor, name) : [];
}

/** Whether an attribute or a block may begin here: at the beginning of a line, or behind the brace of its block. */
const beginsItem = (text: string, offset: number): boolean =>
  /(?:^|\{)\s*$/.test(text.slice(lineStart(text, offset), offset));
