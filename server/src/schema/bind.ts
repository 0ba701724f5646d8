/** Which schema a block has: by its name, its parent's schema and, for `config`, the value of a sibling attribute. */
import type { Block, Expression, Item } from '@hcl/parser';
import { anyBody, type BlockSchema, type BodySchema, bodySchema } from './registry';

export interface Bound {
  /** Undefined for a block that the parent's schema does not know. */
  readonly block: BlockSchema | undefined;
  readonly body: BodySchema;
}

/** A `dynamic` block is expanded where blocks with a fixed schema stand inside `job`: not at top level, not in free-form blocks. */
export function isDynamic(name: string, parent: BodySchema): boolean {
  return name === 'dynamic' && !parent.nested && parent.blocks.size > 0 && isInJob(parent);
}

/**
 * The bodies of other file types, and of a job file itself, are not in this folder. A driver's config is not decoded but
 * handed on as it stands, `dynamic` and all (api/tasks.go Task.Config).
 */
const isInJob = ({ schema }: BodySchema): boolean => /^blocks\/(?!variable\.|validation\.)/.test(schema.$id ?? '');

/** The schema of `block` by the text alone: `siblings` are searched for the attribute that selects its body. */
export function bindBlock(block: Block, siblings: readonly Item[], parent: BodySchema): Bound {
  if (isDynamic(block.name.name, parent)) {
    return { block: undefined, body: dynamicBody(parent, block.labels[0]?.value ?? '', siblings) };
  }
  return bindName(block.name.name, parent, (name) => literalOf(siblings, name));
}

/** As `bindBlock`, for a block type whose selecting value the caller reads. */
export function bindName(name: string, parent: BodySchema, valueOf: (attribute: string) => unknown): Bound {
  const block = parent.blocks.get(name);
  if (!block) return { block, body: anyBody };
  const select = parent.select;
  if (select?.block === name) {
    const value = valueOf(select.on);
    return { block, body: (typeof value === 'string' && select.cases.get(value)) || anyBody };
  }
  return { block, body: block.body };
}

/** The body of `dynamic "type" { for_each … labels … content { … } }`, whose `content` is the body of that type. */
export function dynamicBody(parent: BodySchema, type: string, siblings: readonly Item[]): BodySchema {
  const base = bodySchema('dynamic.json');
  const content = base.blocks.get('content');
  if (!content) return base;
  const target = bindName(type, parent, (name) => literalOf(siblings, name));
  const blocks = new Map(base.blocks).set('content', { ...content, body: target.body });
  return { ...base, blocks };
}

/** The text of an attribute among `items` when it is a plain string. */
function literalOf(items: readonly Item[], name: string): string | undefined {
  for (const item of items) {
    if (item.type === 'Attribute' && item.name.name === name) return plainString(item.value);
  }
  return undefined;
}

/** The text of a string without interpolation; undefined for any other expression. */
export function plainString(expression: Expression): string | undefined {
  if (expression.type !== 'Template') return undefined;
  const [part, ...more] = expression.parts;
  if (!part) return '';
  return more.length === 0 && part.type === 'TemplateText' ? part.value : undefined;
}
