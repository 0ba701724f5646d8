/** Questions about a job's instance that many rules ask. */

import { remembered } from '../../remembered';
import type { BlockInstance } from '../../schema/instance';
import { type Json, UNKNOWN } from '../../values/read';

export function jobOf(root: BlockInstance): BlockInstance | undefined {
  return root.blocks.get('job')?.[0];
}

/** The groups of a file; a task directly in the job is a group of its own. */
export const groupsOf = remembered((root: BlockInstance): readonly BlockInstance[] =>
  (root.blocks.get('job') ?? []).flatMap((job) => [...childrenOf(job, 'group'), ...childrenOf(job, 'task')]),
);

export function tasksOf(group: BlockInstance): readonly BlockInstance[] {
  return group.type === 'task' ? [group] : childrenOf(group, 'task');
}

export const childrenOf = (block: BlockInstance, type: string): readonly BlockInstance[] =>
  block.blocks.get(type) ?? none;

const none: readonly BlockInstance[] = [];

/** The first label; undefined when there is none or it is not known. */
export function labelOf(block: BlockInstance): string | undefined {
  const value = block.labels[0]?.value;
  return typeof value === 'string' ? value : undefined;
}

/** The value of an attribute: undefined when it is not set, UNKNOWN when it is and cannot be known. */
export function valueOf(block: BlockInstance, name: string): Json | undefined {
  const value = block.attributes.get(name)?.value;
  return value === null ? undefined : value;
}

export const stringOf = (block: BlockInstance, name: string): string | undefined => {
  const value = valueOf(block, name);
  return typeof value === 'string' ? value : undefined;
};

export const numberOf = (block: BlockInstance, name: string): number | undefined => {
  const value = valueOf(block, name);
  return typeof value === 'number' ? value : undefined;
};

/** Whether an attribute is set to something that cannot be known. */
export const isUnknown = (block: BlockInstance, name: string): boolean => valueOf(block, name) === UNKNOWN;
