/** The repair of what moved from the group to its `disconnect` block. */
import { insertLast, removeLines } from '../../text-edits';
import { childrenOf } from '../facts/job-view';
import type { Deprecation } from './attribute-rule';

/** Writes `name` with the old value, or with `value`. None when the block has it already. */
export function moveToDisconnect(name: string, value?: string): NonNullable<Deprecation['fixes']> {
  return ({ text }, group, { span, expression }) => {
    const line = `${name} = ${value ?? text.slice(expression.start, expression.end)}`;
    const [disconnect] = childrenOf(group, 'disconnect');
    if (disconnect?.attributes.has(name)) return [];
    const removal = removeLines(text, span);
    const title = `Move to disconnect.${name}`;
    if (disconnect?.node)
      return [{ title, preferred: true, safe: true, edits: [insertLast(text, disconnect.node, line), removal] }];
    // Where the line stood, in its indentation.
    const indent = text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start);
    if (indent.trim() !== '') return [];
    const block = `disconnect {\n${indent}  ${line}\n${indent}}`;
    return [{ title, preferred: true, safe: true, edits: [{ start: span.start, end: span.end, text: block }] }];
  };
}
