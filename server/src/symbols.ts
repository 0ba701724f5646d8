/**
 * Names that one place of a file declares and others use: ports, volumes, tasks, groups, services, variables, locals.
 * Which labels declare and which attributes refer is said by the schemas (`x-nomad-defines`, `x-nomad-refers`).
 */

import type { Span } from '@hcl/parser';
import { groupBy } from './group-by';
import { blocksIn, markedAttributes } from './schema/blocks';
import type { AttributeInstance, BlockInstance } from './schema/instance';
import { referenceOf } from './schema/registry';
import type { SymbolKind } from './schema/types';

export interface Definition {
  readonly kind: SymbolKind;
  readonly name: string;
  /** The name itself, with its quotes. */
  readonly span: Span;
  /** The block that carries the name; undefined for entries of `variables` and `locals`. */
  readonly block: BlockInstance | undefined;
  /** Within what the name is known: a group, or the file. */
  readonly scope: BlockInstance;
}

export interface Reference {
  readonly kind: SymbolKind;
  readonly name: string;
  readonly span: Span;
  readonly attribute: AttributeInstance;
  /** The block that holds the attribute. */
  readonly block: BlockInstance;
  readonly scope: BlockInstance;
}

export interface Symbols {
  readonly definitions: readonly Definition[];
  readonly references: readonly Reference[];
  /** The references whose name is looked for in `scope`: a group, or the file. */
  referencesIn(scope: BlockInstance): readonly Reference[];
}

export function collectSymbols(root: BlockInstance): Symbols {
  const definitions: Definition[] = [];
  const references: Reference[] = [];
  for (const block of blocksIn(root)) {
    block.block?.labels.forEach((label, i) => {
      const defines = label['x-nomad-defines'];
      const given = block.labels[i];
      if (!defines || !given || typeof given.value !== 'string') return;
      definitions.push({
        kind: defines.kind,
        name: given.value,
        span: given.span,
        block,
        scope: scopeOf(block, defines.scope, root),
      });
    });
  }
  for (const { block, attribute } of markedAttributes(root, 'refers')) {
    const refers = attribute.schema && referenceOf(attribute.schema.schema);
    if (!refers) continue;
    for (const { name, span } of namesIn(attribute)) {
      references.push({ kind: refers.kind, name, span, attribute, block, scope: scopeOf(block, refers.scope, root) });
    }
  }
  definitions.push(...fileNames(root));
  let byScope: Map<BlockInstance, Reference[]> | undefined;
  return {
    definitions,
    references,
    referencesIn(scope) {
      byScope ??= groupBy(references, ({ scope: its }) => [its]);
      return byScope.get(scope) ?? [];
    },
  };
}

/** The group around a block (a task directly in a job is a group of its own), or the file. */
export function scopeOf(block: BlockInstance, scope: 'group' | 'file', root: BlockInstance): BlockInstance {
  if (scope === 'file') return root;
  for (let b: BlockInstance | undefined = block; b; b = b.parent) {
    if (b.type === 'group' || (b.type === 'task' && b.parent?.type === 'job')) return b;
  }
  return root;
}

/** The strings of an attribute's value with their places; items of a list one by one. */
function namesIn(attribute: AttributeInstance): { name: string; span: Span }[] {
  const { value, expression } = attribute;
  if (typeof value === 'string') return [{ name: value, span: expression }];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item, i) =>
    typeof item === 'string'
      ? [{ name: item, span: expression.type === 'Tuple' ? (expression.items[i] ?? expression) : expression }]
      : [],
  );
}

/** Entries of `variables { … }` and `locals { … }`. */
function fileNames(root: BlockInstance): Definition[] {
  return (['variables', 'locals'] as const).flatMap((type) =>
    (root.blocks.get(type) ?? []).flatMap((block) =>
      [...block.attributes.values()].map(
        (a): Definition => ({
          kind: type === 'locals' ? 'local' : 'variable',
          name: a.name,
          span: a.nameSpan,
          block: undefined,
          scope: root,
        }),
      ),
    ),
  );
}
