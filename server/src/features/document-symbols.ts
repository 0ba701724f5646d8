/** The outline: blocks with their labels, and the names of variables and locals. */
import type { Body, Span } from '@hcl/parser';
import type { Analysis } from '../analysis';

export interface DocumentSymbol {
  readonly name: string;
  readonly detail: string;
  readonly type: string;
  readonly span: Span;
  readonly selection: Span;
  readonly children: readonly DocumentSymbol[];
}

export function documentSymbols(analysis: Analysis): readonly DocumentSymbol[] {
  return outline(analysis.syntax.root, 0, analysis.language.id === 'nomad-vars');
}

/** Deeper than this nobody navigates, and LSP clients recurse. */
const maxDepth = 64;

/** @param named whether the attributes of the body are names that others use */
function outline(body: Body, depth: number, named: boolean): DocumentSymbol[] {
  if (depth > maxDepth) return [];
  return body.items.flatMap((item): DocumentSymbol[] => {
    if (item.type === 'Attribute' && named) {
      const { name, start, end } = item;
      const selection = { start: name.start, end: name.end };
      return [{ name: name.name, detail: '', type: 'variable', span: { start, end }, selection, children: [] }];
    }
    if (item.type !== 'Block') return [];
    const labels = item.labels.map((label) => label.value).join(' ');
    const selection = { start: item.start, end: (item.labels.at(-1) ?? item.name).end };
    return [
      {
        name: labels || item.name.name,
        detail: labels ? item.name.name : '',
        type: item.name.name,
        span: { start: item.start, end: item.end },
        selection,
        children: outline(item.body, depth + 1, depth === 0 && holdsNames.has(item.name.name)),
      },
    ];
  });
}

const holdsNames = new Set(['locals', 'variables']);
