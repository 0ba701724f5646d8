/** Completion inside expressions: `var.`, `local.`, and the names that an expression may begin with. */
import type { Expression, Span } from '@hcl/parser';
import type { Analysis } from '../analysis';
import type { AttributeSchema } from '../schema/registry';
import type { CompletionItem } from './completion';
import { type Cursor, innermost } from './cursor';
import { namesAt } from './names';

/** Items when the cursor stands in an expression; undefined when plain values belong there. */
export function expressionItems(
  analysis: Analysis,
  cursor: Cursor,
  value: Expression,
  schema: AttributeSchema | undefined,
): readonly CompletionItem[] | undefined {
  const traversal = innermost(cursor, 'ScopeTraversal');
  if (traversal) {
    const kind = traversal.root.name === 'var' ? 'variable' : traversal.root.name === 'local' ? 'local' : undefined;
    if (cursor.offset > traversal.root.end) {
      if (!kind || traversal.steps.length > 1) return [];
      const step = traversal.steps[0];
      const replace = step?.type === 'AttributeStep' ? spanOf(step.name) : { start: cursor.offset, end: cursor.offset };
      return namesAt(analysis, cursor, kind).map((n) => ({ label: n.name, kind: 'reference', detail: n.detail, insert: n.name, replace, order: 10 }));
    }
    // A bare word as the whole value may also be meant as a plain value.
    return traversal === value && schema && schema.type.kind !== 'any' ? undefined : roots(analysis, cursor, spanOf(traversal.root));
  }
  const interpolation = innermost(cursor, 'Interpolation');
  if (interpolation && interpolation.expression.type === 'Missing') return roots(analysis, cursor, { start: cursor.offset, end: cursor.offset });
  return undefined;
}

/** What an expression may begin with. */
function roots(analysis: Analysis, cursor: Cursor, replace: Span): CompletionItem[] {
  const whole = (kind: 'variable' | 'local', root: string) =>
    namesAt(analysis, cursor, kind).map((n): CompletionItem => ({ label: `${root}.${n.name}`, kind: 'reference', detail: n.detail, insert: `${root}.${n.name}`, replace, order: 10 }));
  return [...whole('variable', 'var'), ...whole('local', 'local')];
}

const spanOf = (node: Span): Span => ({ start: node.start, end: node.end });
