/** The blocks of a file in lists that are made once: a hundred rules go through them after every keystroke. */
import { addTo } from '../group-by';
import { remembered } from '../remembered';
import type { AttributeInstance, BlockInstance } from './instance';
import type { Mark } from './registry';

export interface OwnedAttribute {
  readonly block: BlockInstance;
  readonly attribute: AttributeInstance;
}

interface Lists {
  readonly all: readonly BlockInstance[];
  readonly attributes: readonly OwnedAttribute[];
  readonly bySchema: ReadonlyMap<string, readonly BlockInstance[]>;
  readonly byType: ReadonlyMap<string, readonly BlockInstance[]>;
  readonly names: ReadonlySet<string>;
  readonly markedBlocks: ReadonlyMap<Mark, readonly BlockInstance[]>;
  readonly markedAttributes: ReadonlyMap<Mark, readonly OwnedAttribute[]>;
}

/** `root` and every block below it, parents first. */
export function blocksIn(root: BlockInstance): readonly BlockInstance[] {
  return root.parent ? allBelow(root) : listsOf(root).all;
}

/** Every attribute below a file's `root`, those of a block before those of the blocks in it. */
export function attributesIn(root: BlockInstance): readonly OwnedAttribute[] {
  return listsOf(root).attributes;
}

/** Every block below a file's `root` whose body has the schema with this `$id`, such as `blocks/task.json`. */
export function blocksWithSchema(root: BlockInstance, id: string): readonly BlockInstance[] {
  return listsOf(root).bySchema.get(id) ?? [];
}

/** Every block below a file's `root` of this type, wherever it stands. */
export function blocksOfType(root: BlockInstance, type: string): readonly BlockInstance[] {
  return listsOf(root).byType.get(type) ?? [];
}

/** The types of blocks, and the names of attributes, below a file's `root`. */
export const namesIn = (root: BlockInstance): ReadonlySet<string> => listsOf(root).names;

/** Every block below a file's `root` of which the schema says `mark`. */
export function markedBlocks(root: BlockInstance, mark: Mark): readonly BlockInstance[] {
  return listsOf(root).markedBlocks.get(mark) ?? [];
}

/** Every attribute below a file's `root` of which the schema says `mark`. */
export function markedAttributes(root: BlockInstance, mark: Mark): readonly OwnedAttribute[] {
  return listsOf(root).markedAttributes.get(mark) ?? [];
}

const allBelow = remembered((block: BlockInstance) => collect(block, []));

const listsOf = remembered((root: BlockInstance): Lists => sort(collect(root, [])));

function sort(all: readonly BlockInstance[]): Lists {
  const bySchema = new Map<string, BlockInstance[]>();
  const byType = new Map<string, BlockInstance[]>();
  const markedBlocks = new Map<Mark, BlockInstance[]>();
  const markedAttributes = new Map<Mark, OwnedAttribute[]>();
  const attributes: OwnedAttribute[] = [];
  const names = new Set<string>();
  for (const block of all) {
    const id = block.schema.schema.$id;
    if (id !== undefined) addTo(bySchema, id, block);
    addTo(byType, block.type, block);
    names.add(block.type);
    for (const mark of block.block?.marks ?? []) addTo(markedBlocks, mark, block);
    for (const attribute of block.attributes.values()) {
      const owned = { block, attribute };
      attributes.push(owned);
      names.add(attribute.name);
      for (const mark of attribute.schema?.marks ?? []) addTo(markedAttributes, mark, owned);
    }
  }
  return { all, attributes, bySchema, byType, names, markedBlocks, markedAttributes };
}

function collect(block: BlockInstance, into: BlockInstance[]): readonly BlockInstance[] {
  into.push(block);
  for (const list of block.blocks.values()) for (const child of list) collect(child, into);
  return into;
}
