/** How much a finding in a block weighs, by what the schemas say of it and of the blocks around it. */
import type { BlockInstance } from './instance';
import type { BlockSchema, BodySchema } from './registry';

/** `reading`: a name, a type, an expression, the number of blocks. `values`: what a value that was read is. */
export type FindingKind = 'reading' | 'values';

/** What Nomad does not refuse is a warning: said of a whole body, or of a block where it stands in another. */
export function severityOf(given: BlockInstance, kind: FindingKind): 'warning' | undefined {
  for (let block: BlockInstance | undefined = given; block; block = block.parent) {
    if (block.schema.schema['x-nomad-severity'] || block.block?.property['x-nomad-unjudged'] === kind) return 'warning';
    if (kind === 'values' && isReplaced(block)) return 'warning';
  }
  return undefined;
}

/** Whether findings of `kind` in a body of this schema are warnings; blocks around it are not looked at. */
export function isSoft(block: BlockSchema | undefined, schema: BodySchema, kind: FindingKind): boolean {
  return schema.schema['x-nomad-severity'] === 'warning' || block?.property['x-nomad-unjudged'] === kind;
}

/** A `vault` for all tasks counts for none when each has its own: Nomad then never looks at its values. */
function isReplaced(block: BlockInstance): boolean {
  const above = block.parent;
  if (block.type !== 'vault' || !above || above.type === 'task') return false;
  const tasks = [above, ...(above.blocks.get('group') ?? [])].flatMap((b) => b.blocks.get('task') ?? []);
  return tasks.length > 0 && tasks.every((task) => task.blocks.has('vault'));
}
