/** What a group gets from the job around it, as far as the rules about ports, volumes and services ask. */
import { countOf } from '../../job/canonical';
import type { BlockInstance } from '../../schema/instance';
import { childrenOf, jobOf } from './job-view';
import { blocksOf } from './known';

/** How many allocations the group asks for; undefined when it cannot be known. */
export function groupCount(group: BlockInstance): number | undefined {
  const { value } = countOf(group);
  return typeof value === 'number' ? value : undefined;
}

/** The blocks of one type that hold for a group: its own, the job's and those of its tasks; undefined when not all are known. */
export function inheritedBlocks(
  root: BlockInstance,
  group: BlockInstance,
  type: string,
): readonly BlockInstance[] | undefined {
  const owners = [group, jobOf(root), ...childrenOf(group, 'task')];
  const lists = owners.map((owner) => owner && blocksOf(owner, type));
  return lists.some((list) => list === undefined) ? undefined : lists.flatMap((list) => list ?? []);
}
