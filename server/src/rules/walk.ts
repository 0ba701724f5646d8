/** Ways through a job's instance that many rules go. */
import type { BlockInstance } from '../schema/instance';
import { forEachBlock } from '../schema/validate';
import { groupsOf, tasksOf } from './job-view';

/** Every task with its group; a task directly in the job is its own group. */
export const tasksIn = (
  root: BlockInstance,
): readonly { readonly group: BlockInstance; readonly task: BlockInstance }[] =>
  groupsOf(root).flatMap((group) => tasksOf(group).map((task) => ({ group, task })));

/** Every block with the schema `schemas/blocks/<name>.json`, wherever it stands. Free-form blocks of the same name are not meant. */
export function blocksWith(root: BlockInstance, name: string): readonly BlockInstance[] {
  const found: BlockInstance[] = [];
  forEachBlock(root, (block) => {
    if (block.schema.schema.$id === `blocks/${name}.json`) found.push(block);
  });
  return found;
}
