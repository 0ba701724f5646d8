/** What a group gets from the job around it, as far as the rules about ports, volumes and services ask. */
import type { BlockInstance } from '../schema/instance';
import { childrenOf, jobOf, valueOf } from './job-view';
import { blockOf, blocksOf, countOf, textOf } from './known';

/** `service` unless the job says otherwise; undefined when it cannot be known. */
export function jobType(root: BlockInstance): string | undefined {
  const job = jobOf(root);
  const type = job && textOf(job, 'type');
  return type === '' ? 'service' : type;
}

/** How many allocations the group asks for: its count, else the least that its scaling allows, else 1. */
export function groupCount(group: BlockInstance): number | undefined {
  if (group.type === 'task') return 1;
  if (valueOf(group, 'count') !== undefined) return countOf(group, 'count');
  const scaling = blockOf(group, 'scaling');
  if (scaling === undefined) return undefined;
  return scaling ? countOf(scaling, 'min', 1) : countOf(group, 'count', 1);
}

/** The group's value of an `update` attribute, else the job's, else `unset`. */
export function updateOf(root: BlockInstance, group: BlockInstance, name: string, unset: number): number | undefined {
  for (const owner of [group, jobOf(root)]) {
    const update = owner && blockOf(owner, 'update');
    if (update === undefined) return undefined;
    if (update && valueOf(update, name) !== undefined) return countOf(update, name);
    if (update?.open) return undefined;
  }
  return unset;
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
