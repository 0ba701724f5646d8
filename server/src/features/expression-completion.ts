/** Completion inside expressions: `var.`, `local.`, functions, and the names that Nomad resolves at run time. */
import type { Expression, Span } from '@hcl/parser';
import type { Analysis } from '../analysis';
import type { AttributeSchema } from '../schema/registry';
import type { CompletionItem } from './completion';
import { type Cursor, innermost } from './cursor';
import { functionDocs, functions, signature } from './functions';
import { namesAt } from './names';
import { runtimeNames } from './runtime-names';

/** Items when the cursor stands in an expression; undefined when plain values belong there. */
export function expressionItems(
  analysis: Analysis,
  cursor: Cursor,
  value: Expression,
  schema: AttributeSchema | undefined,
): readonly CompletionItem[] | undefined {
  const traversal = innermost(cursor, 'ScopeTraversal');
  const interpolation = innermost(cursor, 'Interpolation');
  if (traversal) {
    const kind = traversal.root.name === 'var' ? 'variable' : traversal.root.name === 'local' ? 'local' : undefined;
    if (kind && cursor.offset > traversal.root.end) {
      if (traversal.steps.length > 1) return [];
      const step = traversal.steps[0];
      const replace = step?.type === 'AttributeStep' ? spanOf(step.name) : { start: cursor.offset, end: cursor.offset };
      return namesAt(analysis, cursor, kind).map((n) => ({
        label: n.name,
        kind: 'reference',
        detail: n.detail,
        insert: n.name,
        replace,
        order: 10,
      }));
    }
    if (interpolation) return roots(analysis, cursor, spanOf(traversal), true);
    if (cursor.offset > traversal.root.end) return [];
    // A bare word as the whole value may also be meant as a plain value.
    const plain = traversal === value && schema !== undefined && schema.type.kind !== 'any';
    return plain ? undefined : roots(analysis, cursor, spanOf(traversal.root), false);
  }
  if (interpolation?.expression.type === 'Missing')
    return roots(analysis, cursor, { start: cursor.offset, end: cursor.offset }, true);
  return undefined;
}

/** What an expression may begin with; inside `${…}` of a string also what Nomad resolves later. */
function roots(analysis: Analysis, cursor: Cursor, replace: Span, runtime: boolean): CompletionItem[] {
  const { dialect } = analysis.language;
  if (dialect === 'constants') return [];
  const declared = (kind: 'variable' | 'local', root: string) =>
    namesAt(analysis, cursor, kind).map(
      (n): CompletionItem => ({
        label: `${root}.${n.name}`,
        kind: 'reference',
        detail: n.detail,
        insert: `${root}.${n.name}`,
        replace,
        order: 10,
      }),
    );
  const later = runtime ? runtimeNames(analysis, cursor, placeOf(cursor)) : [];
  const filledInLater = later.map(
    (name): CompletionItem => ({
      label: name.name,
      kind: 'reference',
      detail: name.example ? `for example ${name.example}` : 'at run time',
      documentation: name.description,
      insert: name.name.includes('<') ? name.name.replace(/<([^>]*)>/, '${1:$1}') : name.name,
      snippet: name.name.includes('<'),
      replace,
      order: 20,
    }),
  );
  if (dialect === 'hcl1') return filledInLater;
  return [
    ...declared('variable', 'var'),
    ...declared('local', 'local'),
    ...filledInLater,
    ...[...functions.values()].map(
      (f): CompletionItem => ({
        label: f.name,
        kind: 'function',
        detail: signature(f),
        documentation: functionDocs(f),
        insert: f.parameters.length === 0 && !f.variadic ? `${f.name}()` : `${f.name}($1)`,
        snippet: true,
        replace,
        order: 30,
      }),
    ),
  ];
}

/** Block types from the file to the attribute: `['job', 'group', 'constraint', 'attribute']`. */
function placeOf(cursor: Cursor): readonly string[] {
  const blocks = cursor.levels.flatMap((level) => level.block?.name.name ?? []);
  return cursor.item?.type === 'Attribute' ? [...blocks, cursor.item.name.name] : blocks;
}

const spanOf = (node: Span): Span => ({ start: node.start, end: node.end });
