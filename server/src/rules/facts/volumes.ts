/** The volumes of a group and the mounts of its tasks. */

import { remembered } from '../../remembered';
import type { BlockInstance } from '../../schema/instance';
import { childrenOf, groupsOf, labelOf, tasksOf } from './job-view';
import { textOf } from './known';
import { sidecarTasksOf } from './walk';

export interface OwnedVolume {
  readonly volume: BlockInstance;
  readonly group: BlockInstance;
}

/** The volumes of all groups; of several with one label only the last, which Nomad keeps. */
export const volumesOf = remembered((root: BlockInstance): readonly OwnedVolume[] =>
  groupsOf(root).flatMap((group) => lastOfLabel(childrenOf(group, 'volume')).map((volume) => ({ volume, group }))),
);

export function lastOfLabel(volumes: readonly BlockInstance[]): readonly BlockInstance[] {
  const last = new Map(volumes.map((volume) => [labelOf(volume), volume]));
  return volumes.filter((volume) => labelOf(volume) === undefined || last.get(labelOf(volume)) === volume);
}

/** The mounts of a group's tasks, and those of the sidecars that Nomad adds. */
export const mountsOf = remembered((group: BlockInstance): readonly BlockInstance[] =>
  [...tasksOf(group), ...sidecarTasksOf(group)].flatMap((task) => childrenOf(task, 'volume_mount')),
);

/** Whether Nomad keeps the volume: it drops those that are neither host nor csi. Undefined when that cannot be known. */
export function isKept(volume: BlockInstance): boolean | undefined {
  const type = textOf(volume, 'type');
  return type === undefined ? undefined : type === 'host' || type === 'csi';
}

/** For messages. */
export const describeVolume = (volume: BlockInstance): string => `volume "${labelOf(volume) ?? ''}"`;
