/** Tasks with the config of their driver. */

import { remembered } from '../../remembered';
import type { BlockInstance } from '../../schema/instance';
import { blockOf, textOf } from './known';
import { tasksIn } from './walk';

export interface Configured {
  readonly group: BlockInstance;
  readonly task: BlockInstance;
  readonly config: BlockInstance;
}

/** Every task of one of the drivers that certainly has a config block. */
export const configsOf = (root: BlockInstance, drivers: readonly string[]): readonly Configured[] =>
  configuredTasks(root).filter(({ driver }) => drivers.includes(driver));

const configuredTasks = remembered((root: BlockInstance): readonly (Configured & { readonly driver: string })[] =>
  tasksIn(root).flatMap(({ group, task }) => {
    const driver = textOf(task, 'driver');
    const config = driver === undefined ? undefined : blockOf(task, 'config');
    return driver !== undefined && config ? [{ group, task, config, driver }] : [];
  }),
);

export const containers = ['docker', 'podman'];
