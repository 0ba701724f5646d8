/** How much a finding in a block weighs, by what the schemas say of it and of the blocks around it. */
import type { BlockInstance } from './instance';

/** What Nomad does not refuse is a warning: said in the schema of a body, or where a block stands in another. */
export function severityOf(given: BlockInstance): 'warning' | undefined {
  for (let block: BlockInstance | undefined = given; block; block = block.parent) {
    if (block.schema.schema['x-nomad-severity'] || block.block?.property['x-nomad-severity']) return 'warning';
  }
  return undefined;
}
