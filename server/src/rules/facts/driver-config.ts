/** Tasks with the config of their driver. */
import type { BlockInstance } from '../../schema/instance';
import { groupsOf, tasksOf } from './job-view';
import { blockOf, textOf } from './known';

export interface Configured {
  readonly group: BlockInstance;
  readonly task: BlockInstance;
  readonly config: BlockInstance;
}

/** Every task of one of the drivers that certainly has a config block. */
export function configsOf(root: BlockInstance, drivers: readonly string[]): readonly Configured[] {
  return groupsOf(root).flatMap((group) =>
    tasksOf(group).flatMap((task): readonly Configured[] => {
      const driver = textOf(task, 'driver');
      const config = driver !== undefined && drivers.includes(driver) ? blockOf(task, 'config') : undefined;
      return config ? [{ group, task, config }] : [];
    }),
  );
}

export const containers = ['docker', 'podman'];
