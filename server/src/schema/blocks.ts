/** The blocks of a file in lists that are made once: a hundred rules go through them after every keystroke. */
import type { BlockInstance } from './instance';

interface Lists {
  readonly all: readonly BlockInstance[];
  readonly bySchema: ReadonlyMap<string, readonly BlockInstance[]>;
}

const lists = new WeakMap<BlockInstance, Lists>();

/** `root` and every block below it, parents first. */
export function blocksIn(root: BlockInstance): readonly BlockInstance[] {
  return root.parent ? collect(root, []) : listsOf(root).all;
}

/** Every block below a file's `root` whose body has the schema with this `$id`, such as `blocks/task.json`. */
export function blocksWithSchema(root: BlockInstance, id: string): readonly BlockInstance[] {
  return listsOf(root).bySchema.get(id) ?? [];
}

function listsOf(root: BlockInstance): Lists {
  let made = lists.get(root);
  if (!made) {
    const all = collect(root, []);
    made = { all, bySchema: groupBySchema(all) };
    lists.set(root, made);
  }
  return made;
}

function groupBySchema(blocks: readonly BlockInstance[]): Lists['bySchema'] {
  const groups = new Map<string, BlockInstance[]>();
  for (const block of blocks) {
    const id = block.schema.schema.$id;
    if (id === undefined) continue;
    const group = groups.get(id);
    if (group) group.push(block);
    else groups.set(id, [block]);
  }
  return groups;
}

function collect(block: BlockInstance, into: BlockInstance[]): readonly BlockInstance[] {
  into.push(block);
  for (const list of block.blocks.values()) for (const child of list) collect(child, into);
  return into;
}
