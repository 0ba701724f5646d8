/** The repair that writes down why a port is fixed. */
import type { Analysis } from '../../analysis';
import type { Fix } from '../../problem';
import type { AttributeInstance, BlockInstance } from '../../schema/instance';
import { indentAt, lineStart, newlineOf } from '../../text-edits';

export function documentFix(file: Analysis, port: BlockInstance, attribute: AttributeInstance): Fix {
  const own = lineStart(file.text, attribute.span.start);
  // In a block on one line the comment goes above the block.
  const anchor = lineStart(file.text, port.span.start) === own ? port.span.start : attribute.span.start;
  const start = lineStart(file.text, anchor);
  const comment = `${indentAt(file.text, anchor)}# legacy: say why this port must be fixed${newlineOf(file.text)}`;
  return { title: 'Document as legacy…', edits: [{ start, end: start, text: comment }] };
}
