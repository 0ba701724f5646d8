/** `"${var.x}"` and `var.x` say the same: with quotes and without. */
import type { Analysis } from '../analysis';
import type { Cursor } from './cursor';
import type { Refactoring } from './refactorings';

export function quoteChanges({ text }: Analysis, { path }: Cursor): readonly Refactoring[] {
  const template = path.findLast((node) => node.type === 'Template');
  const [part, ...others] = template?.type === 'Template' ? template.parts : [];
  if (template?.type === 'Template' && part?.type === 'Interpolation' && others.length === 0 && part.closed) {
    const { expression } = part;
    if (template.kind !== 'quoted' || !template.closed || !isOwn(expression)) return [];
    const inner = text.slice(expression.start, expression.end);
    return [
      {
        title: `Remove the quotes around ${inner}`,
        kind: 'rewrite',
        edits: [{ start: template.start, end: template.end, text: inner }],
      },
    ];
  }
  const name = path.findLast((node) => node.type === 'ScopeTraversal');
  const attribute = path.findLast((node) => node.type === 'Attribute');
  if (name?.type !== 'ScopeTraversal' || attribute?.type !== 'Attribute') return [];
  if (attribute.value !== name || !isOwn(name) || name.incomplete) return [];
  const written = text.slice(name.start, name.end);
  return [
    {
      title: `Put ${written} into a string`,
      kind: 'rewrite',
      edits: [{ start: name.start, end: name.end, text: `"\${${written}}"` }],
    },
  ];
}

/** Names of the file: those that Nomad fills in later are known within strings only. */
const isOwn = (node: { readonly type: string; readonly root?: { readonly name: string } }): boolean =>
  node.type === 'ScopeTraversal' && (node.root?.name === 'var' || node.root?.name === 'local');
