/** The blocks of a file in lists that are made once: a hundred rules go through them after every keystroke. */
import type { AttributeInstance, BlockInstance } from './instance';
import type { Mark } from './registry';

export interface OwnedAttribute {
  readonly block: BlockInstance;
  readonly attribute: AttributeInstance;
}

interface Lists {
  readonly all: readonly BlockInstance[];
  readonly bySchema: ReadonlyMap<string, readonly BlockInstance[]>;
  readonly byType: ReadonlyMap<string, readonly BlockInstance[]>;
  readonly markedBlocks: ReadonlyMap<Mark, readonly BlockInstance[]>;
  readonly markedAttributes: ReadonlyMap<Mark, readonly OwnedAttribute[]>;
}

const lists = new WeakMap<BlockInstance, Lists>();
const below = new WeakMap<BlockInstance, readonly BlockInstance[]>();

/** `root` and every block below it, parents first. */
export function blocksIn(root: BlockInstance): readonly BlockInstance[] {
  if (!root.parent) return listsOf(root).all;
  let made = below.get(root);
  if (!made) {
    made = collect(root, []);
    below.set(root, made);
  }
  return made;
}

/** Every block below a file's `root` whose body has the schema with this `$id`, such as `blocks/task.json`. */
export function blocksWithSchema(root: BlockInstance, id: string): readonly BlockInstance[] {
  return listsOf(root).bySchema.get(id) ?? [];
}

/** Every block below a file's `root` of this type, wherever it stands. */
export function blocksOfType(root: BlockInstance, type: string): readonly BlockInstance[] {
  return listsOf(root).byType.get(type) ?? [];
}

/** Every block below a file's `root` of which the schema says `mark`. */
export function markedBlocks(root: BlockInstance, mark: Mark): readonly BlockInstance[] {
  return listsOf(root).markedBlocks.get(mark) ?? [];
}

/** Every attribute below a file's `root` of which the schema says `mark`. */
export function markedAttributes(root: BlockInstance, mark: Mark): readonly OwnedAttribute[] {
  return listsOf(root).markedAttributes.get(mark) ?? [];
}

function listsOf(root: BlockInstance): Lists {
  let made = lists.get(root);
  if (!made) {
    made = sort(collect(root, []));
    lists.set(root, made);
  }
  return made;
}

function sort(all: readonly BlockInstance[]): Lists {
  const bySchema = new Map<string, BlockInstance[]>();
  const byType = new Map<string, BlockInstance[]>();
  const markedBlocks = new Map<Mark, BlockInstance[]>();
  const markedAttributes = new Map<Mark, OwnedAttribute[]>();
  for (const block of all) {
    const id = block.schema.schema.$id;
    if (id !== undefined) add(bySchema, id, block);
    add(byType, block.type, block);
    for (const mark of block.block?.marks ?? []) add(markedBlocks, mark, block);
    for (const attribute of block.attributes.values())
      for (const mark of attribute.schema?.marks ?? []) add(markedAttributes, mark, { block, attribute });
  }
  return { all, bySchema, byType, markedBlocks, markedAttributes };
}

function add<Key, Value>(groups: Map<Key, Value[]>, key: Key, value: Value): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

function collect(block: BlockInstance, into: BlockInstance[]): readonly BlockInstance[] {
  into.push(block);
  for (const list of block.blocks.values()) for (const child of list) collect(child, into);
  return into;
}
