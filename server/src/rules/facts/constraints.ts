/** What the constraints of a group and its job say about where its allocations may run. */
import type { BlockInstance } from '../../schema/instance';
import { inheritedBlocks } from './group-facts';
import { flagOf, textOf } from './known';

/** Whether no two allocations of the group share a node; undefined when it cannot be known. */
export function hasDistinctHosts(root: BlockInstance, group: BlockInstance): boolean | undefined {
  const constraints = inheritedBlocks(root, group, 'constraint');
  return constraints?.some((c) => flagOf(c, 'distinct_hosts') !== false || textOf(c, 'operator') === 'distinct_hosts');
}

/** Whether a spread over single nodes asks for a node for each allocation, as far as there are enough. */
export function isSpreadOverNodes(root: BlockInstance, group: BlockInstance): boolean {
  const spreads = inheritedBlocks(root, group, 'spread') ?? [];
  return spreads.some((spread) => nodeNames.includes(textOf(spread, 'attribute') ?? ''));
}

const nodeNames: readonly string[] = ['${node.unique.id}', '${node.unique.name}', '${attr.unique.hostname}'];

/** The one node that a group is bound to, as `attribute=value`; undefined when it is bound to none or that is not known. */
export function pinnedNode(root: BlockInstance, group: BlockInstance): string | undefined {
  for (const constraint of inheritedBlocks(root, group, 'constraint') ?? []) {
    const attribute = textOf(constraint, 'attribute');
    const operator = textOf(constraint, 'operator');
    const value = textOf(constraint, 'value');
    if (
      nodeNames.includes(attribute ?? '') &&
      value &&
      operator !== undefined &&
      ['', '=', '==', 'is'].includes(operator)
    )
      return `${attribute}=${value}`;
  }
  return undefined;
}
