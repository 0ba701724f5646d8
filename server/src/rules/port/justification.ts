/** The comment that says why a port is fixed: `# static: why`, `# legacy: why`, or one that allows the rule. */

import type { Comment } from '@hcl/parser';
import type { Analysis } from '../../analysis';
import { groupBy } from '../../group-by';
import { remembered } from '../../remembered';
import type { BlockInstance } from '../../schema/instance';
import { lineStart } from '../../text-edits';

export interface Justification {
  /** What stands behind the mark; empty when it says nothing. */
  readonly reason: string;
  /** It shall become dynamic one day. */
  readonly legacy: boolean;
  readonly start: number;
  readonly end: number;
}

/** On the line of `static` or of the `port` block, or in the comment lines right above either. */
export function justificationOf(file: Analysis, port: BlockInstance): Justification | undefined {
  const attribute = port.attributes.get('static');
  const places = [attribute?.span.start, port.header.start].filter((offset) => offset !== undefined);
  for (const comment of places.flatMap((offset) => commentsAt(file, offset))) {
    const text = file.text.slice(comment.start, comment.end);
    const reason = reasonIn(text);
    if (reason !== undefined)
      return { reason, legacy: /^\W*legacy:/i.test(text), start: comment.start, end: comment.end };
  }
  return undefined;
}

function reasonIn(comment: string): string | undefined {
  const text = comment
    .replace(/^(?:#+|\/\/+|\/\*+)\s*/, '')
    .replace(/\*\/$/, '')
    .trim();
  const marked =
    /^(?:static|legacy):(.*)$/is.exec(text) ??
    /^nomad-lint:\s*allow\s+(?:[\w/*-]+\s*,\s*)*port\/(?:static[\w*-]*|\*)(?:\s*,\s*[\w/*-]+)*(.*)$/is.exec(text);
  return marked?.[1]
    ?.replace(/\s+/g, ' ')
    .replace(/^\s*[-–—:]?\s*/, '')
    .trim();
}

function commentsAt(file: Analysis, offset: number): readonly Comment[] {
  const { text } = file;
  const own = lineStart(text, offset);
  const byLine = commentsByLine(file);
  const found = (byLine.get(own) ?? []).filter(({ start }) => start > offset);
  for (let line = own; line > 0; ) {
    const above = lineStart(text, line - 1);
    const comment = byLine.get(above)?.[0];
    if (!comment || text.slice(above, comment.start).trim() !== '') break;
    found.push(comment);
    line = above;
  }
  return found;
}

/** By the offset at which their line begins. */
const commentsByLine = remembered(
  ({ text, syntax }: Analysis): ReadonlyMap<number, readonly Comment[]> =>
    groupBy(syntax.comments, ({ start }) => [lineStart(text, start)]),
);
