/** Folding: blocks, lists, objects, heredocs and runs of comments that span lines. */
import { children, type Node } from '@hcl/parser';
import type { Analysis } from '../analysis';

export interface Fold {
  readonly start: number;
  readonly end: number;
  readonly kind?: 'comment' | 'region';
}

export function folds(analysis: Analysis): readonly Fold[] {
  const found: Fold[] = [];
  const stack: Node[] = [analysis.syntax.root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.type === 'Block') found.push({ start: node.open, end: node.close ?? node.end });
    else if (node.type === 'Tuple' || node.type === 'Object' || node.type === 'For')
      found.push({ start: node.start, end: node.end });
    else if (node.type === 'FunctionCall') found.push({ start: node.open, end: node.close ?? node.end });
    else if (node.type === 'Template' && node.heredoc) found.push({ start: node.start, end: node.end });
    stack.push(...children(node));
  }
  return [...found, ...commentRuns(analysis), ...regions(analysis)];
}

/** From `# region` to the `# endregion` that belongs to it. */
function regions({ syntax, text }: Analysis): Fold[] {
  const found: Fold[] = [];
  const open: number[] = [];
  for (const { start, end } of syntax.comments) {
    const marker = /^(?:#|\/\/)\s*#?(end)?region\b/.exec(text.slice(start, end));
    if (!marker) continue;
    if (marker[1] === undefined) open.push(start);
    else {
      const from = open.pop();
      if (from !== undefined) found.push({ start: from, end, kind: 'region' });
    }
  }
  return found;
}

function commentRuns(analysis: Analysis): Fold[] {
  const runs: { start: number; end: number; kind: 'comment' }[] = [];
  for (const comment of analysis.syntax.comments) {
    const last = runs.at(-1);
    const between = last && analysis.text.slice(last.end, comment.start);
    if (last && between !== undefined && between.trim() === '' && between.split('\n').length === 2)
      last.end = comment.end;
    else runs.push({ start: comment.start, end: comment.end, kind: 'comment' });
  }
  return runs;
}
