/** Where an offset stands: the blocks around it with their schemas, and the item and expression under it. */
import type { Attribute, Block, Body, Expression, Item, Node } from '@hcl/parser';
import { pathAt } from '@hcl/parser';
import type { Analysis } from '../analysis';
import { bindBlock } from '../schema/bind';
import { type BlockSchema, type BodySchema, bodySchema } from '../schema/registry';

export interface Level {
  /** Undefined for the file itself. */
  readonly block: Block | undefined;
  readonly body: Body;
  readonly schema: BodySchema;
  /** Undefined for the file and for a block that its parent does not know. */
  readonly blockSchema: BlockSchema | undefined;
}

export interface Cursor {
  readonly offset: number;
  /** From the file to the innermost body that holds the offset. */
  readonly levels: readonly Level[];
  readonly inner: Level;
  /** The item of the innermost body under the offset, its end included. */
  readonly item: Item | undefined;
  /** The block whose type or labels are under the offset, with its schema. */
  readonly header: Level | undefined;
  /** Nodes from the file to the innermost under the offset. */
  readonly path: readonly Node[];
}

export function cursorAt(analysis: Analysis, offset: number): Cursor {
  const path = pathAt(analysis.syntax.root, offset);
  const levels: Level[] = [];
  let schema = bodySchema(analysis.language.schema);
  let blockSchema: BlockSchema | undefined;
  let block: Block | undefined;
  let siblings: readonly Item[] = [];
  let header: Level | undefined;
  for (const node of path) {
    if (node.type === 'Body') {
      levels.push({ block, body: node, schema, blockSchema });
      siblings = node.items;
      header = undefined;
    } else if (node.type === 'Block') {
      const bound = bindBlock(node, siblings, schema);
      block = node;
      schema = bound.body;
      blockSchema = bound.block;
      header = { block, body: node.body, schema, blockSchema };
    }
  }
  const inner = levels.at(-1) as Level;
  const item = inner.body.items.find((i) => i.start <= offset && offset <= i.end);
  return { offset, levels, inner, item, header: item?.type === 'Block' ? header : undefined, path };
}

/** The nearest block of a type around the cursor. */
export function enclosing(cursor: Cursor, type: string): Block | undefined {
  return cursor.levels.findLast((level) => level.block?.name.name === type)?.block;
}

/** The innermost node of a type under the cursor. */
export function innermost<T extends Node['type']>(cursor: Cursor, type: T): Extract<Node, { type: T }> | undefined {
  return cursor.path.findLast((node): node is Extract<Node, { type: T }> => node.type === type);
}

/** Whether the offset stands in the value of an attribute (behind its `=`). */
export function inValue(attribute: Attribute, offset: number): boolean {
  return offset > attribute.equals;
}

/** Labels of the blocks of one type in a body, those written by `dynamic` blocks with a constant label included. */
export function labelsOf(body: Body, type: string): readonly { readonly name: string; readonly block: Block }[] {
  return body.items.flatMap((item) =>
    item.type === 'Block' && item.name.name === type && item.labels[0]
      ? [{ name: item.labels[0].value, block: item }]
      : [],
  );
}

/** Blocks of one type in a body. */
export const blocksOf = (body: Body, type: string): readonly Block[] =>
  body.items.filter((item): item is Block => item.type === 'Block' && item.name.name === type);

export const attributeOf = (body: Body, name: string): Expression | undefined =>
  body.items.find((item): item is Attribute => item.type === 'Attribute' && item.name.name === name)?.value;
