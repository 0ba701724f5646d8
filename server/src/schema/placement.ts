/** Things that exist in the specification but stand at the wrong level: where they belong, and the move. */
import type { Span } from '@hcl/parser';
import type { Fix } from '../problem';
import { insertFirst, insertLast, linesOf, removeLines } from '../text-edits';
import type { AttributeInstance, BlockInstance, FormFinding } from './instance';
import type { BodySchema } from './registry';

const terraformBlocks = new Set(['resource', 'data', 'provider', 'terraform', 'module', 'output']);

/** A problem that says where `name` belongs; undefined when it belongs nowhere near. */
export function belongsElsewhere(
  block: BlockInstance,
  name: string,
  attribute: AttributeInstance | undefined,
  inner: BlockInstance | undefined,
  text: string,
): Omit<FormFinding, 'start' | 'end'> | undefined {
  if (block.type === '' && block.schema.blocks.has('job') && inner && terraformBlocks.has(name)) {
    return {
      id: 'structure/terraform-block',
      message: `"${name}" is a Terraform block; Nomad reads only job, variable, variables and locals here. Keep it in a Terraform file, or write a volume as a Nomad volume specification in a file of its own.`,
    };
  }
  const has = (schema: BodySchema): boolean => (attribute ? schema.attributes.has(name) : schema.blocks.has(name));
  const item = attribute?.span ?? inner?.span;
  for (let above = block.parent; above; above = above.parent) {
    if (!has(above.schema)) continue;
    const where = above.type === '' ? 'top level of the file' : `${above.type} block`;
    return {
      id: 'structure/wrong-level',
      message: `"${name}" belongs in the ${where}, not in "${block.type}".`,
      fixes: !item
        ? []
        : taken(above, name)
          ? merge(text, inner, above, name)
          : move(text, item, above, `Move to ${above.type === '' ? 'top level' : above.type}`),
    };
  }
  const path = below(block.schema, has);
  if (!path) return undefined;
  const [first] = path;
  const targets = first ? (block.blocks.get(first) ?? []) : [];
  const target = path.length === 1 && targets.length === 1 ? targets[0] : undefined;
  const labelled = target?.labels[0]?.value;
  const title = `Move to ${first}${typeof labelled === 'string' ? ` "${labelled}"` : ''}`;
  return {
    id: 'structure/wrong-level',
    message: `"${name}" belongs in a "${path.at(-1)}" block${block.type === '' ? '' : `, not directly in "${block.type}"`}.`,
    fixes: item && target && !taken(target, name) ? move(text, item, target, title) : [],
  };
}

const taken = (block: BlockInstance, name: string): boolean =>
  block.attributes.has(name) || (block.blocks.has(name) && block.schema.blocks.get(name)?.max === 1);

function move(text: string, item: Span, target: BlockInstance, title: string): readonly Fix[] {
  const removal = removeLines(text, item);
  const lines = removal.start < item.start ? linesOf(text, item) : text.slice(item.start, item.end);
  if (!target.node) return [];
  const insertion = insertFirst(text, target.node, lines);
  // Inserting directly before the removed lines would make two edits touch at one offset; that is allowed, overlap is not.
  if (insertion.end > removal.start && insertion.start < removal.end) return [];
  return [{ title, preferred: true, safe: true, edits: [insertion, removal] }];
}

/** Moves what a misplaced block says into the block that stands in the right place, where the two say different things. */
function merge(text: string, inner: BlockInstance | undefined, above: BlockInstance, name: string): readonly Fix[] {
  const [target, ...others] = above.blocks.get(name) ?? [];
  if (!inner?.body || !target?.node || others.length > 0 || inner.dynamic || target.dynamic) return [];
  const { items } = inner.body;
  const isNew = (item: (typeof items)[number]): boolean =>
    item.type === 'Attribute' && !target.attributes.has(item.name.name);
  const removal = removeLines(text, inner.span);
  const title = `Merge into the ${name} of the ${above.type}`;
  if (items.length === 0) return [{ title: `Remove the empty ${name}`, preferred: true, safe: true, edits: [removal] }];
  if (!items.every(isNew)) return [];
  const lines = items.map(({ start, end }) => text.slice(start, end)).join('\n');
  return [{ title, preferred: true, safe: true, edits: [insertLast(text, target.node, lines), removal] }];
}

/** The nearest chain of block types below `schema` whose last has the name; at most two levels down. */
function below(schema: BodySchema, has: (schema: BodySchema) => boolean): readonly string[] | undefined {
  for (const [type, block] of schema.blocks) if (!block.body.nested && has(block.body)) return [type];
  for (const [type, block] of schema.blocks) {
    for (const [inner, next] of block.body.blocks) if (!next.body.nested && has(next.body)) return [type, inner];
  }
  return undefined;
}
