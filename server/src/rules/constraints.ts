/** What the constraints of a group and its job say about where its allocations may run. */
import type { BlockInstance } from '../schema/instance';
import { inheritedBlocks } from './group-facts';
import { flagOf, textOf } from './known';

/** Whether no two allocations of the group share a node; undefined when it cannot be known. */
export function hasDistinctHosts(root: BlockInstance, group: BlockInstance): boolean | undefined {
  const constraints = inheritedBlocks(root, group, 'constraint');
  return constraints?.some((c) => flagOf(c, 'distinct_hosts') !== false || textOf(c, 'operator') === 'distinct_hosts');
}

/** The one node that a group is bound to, as `attribute=value`; undefined when it is bound to none or that is not known. */
export function pinnedNode(root: BlockInstance, group: BlockInstance): string | undefined {
  for (const constraint of inheritedBlocks(root, group, 'constraint') ?? []) {
    const attribute = textOf(constraint, 'attribute');
    const operator = textOf(constraint, 'operator');
    const value = textOf(constraint, 'value');
    const node =
      attribute === '${node.unique.name}' ||
      attribute === '${node.unique.id}' ||
      attribute === '${attr.unique.hostname}';
    if (node && value && operator !== undefined && ['', '=', '==', 'is'].includes(operator))
      return `${attribute}=${value}`;
  }
  return undefined;
}
