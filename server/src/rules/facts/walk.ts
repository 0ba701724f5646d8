/** Ways through a job's instance that many rules go. */

import { remembered } from '../../remembered';
import { blocksWithSchema } from '../../schema/blocks';
import type { BlockInstance } from '../../schema/instance';
import { hasProxy } from '../../schema/severity';
import { childrenOf, groupsOf, labelOf, tasksOf } from './job-view';

export interface OwnedTask {
  readonly group: BlockInstance;
  readonly task: BlockInstance;
}

/** Every task with its group; a task directly in the job is its own group. */
export const tasksIn = remembered((root: BlockInstance): readonly OwnedTask[] =>
  groupsOf(root).flatMap((group) => tasksOf(group).map((task) => ({ group, task }))),
);

/** The same with the `sidecar_task` blocks of Connect services, which Nomad validates as tasks of the group. */
export const allTasksIn = remembered((root: BlockInstance): readonly OwnedTask[] =>
  groupsOf(root).flatMap((group) => [
    ...tasksOf(group).map((task) => ({ group, task })),
    ...sidecarTasksOf(group).map((task) => ({ group, task })),
  ]),
);

/** What is laid over the tasks that Nomad adds for the services of a mesh. */
export const sidecarTasksOf = (group: BlockInstance): readonly BlockInstance[] =>
  (group.type === 'group' ? childrenOf(group, 'service') : [])
    .flatMap((service) => childrenOf(service, 'connect'))
    .filter(hasProxy)
    .flatMap((connect) => childrenOf(connect, 'sidecar_task'));

/** For messages. */
export const describeTask = (task: BlockInstance): string =>
  task.type === 'sidecar_task' ? 'this sidecar task' : `task "${labelOf(task) ?? ''}"`;

/** Every block with the schema `schemas/blocks/<name>.json`, wherever it stands. Free-form blocks of the same name are not meant. */
export const blocksWith = (root: BlockInstance, name: string): readonly BlockInstance[] =>
  blocksWithSchema(root, `blocks/${name}.json`);
