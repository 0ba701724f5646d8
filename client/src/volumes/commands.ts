/** Commands of volumes. */
import type { Command } from '../commands/command';
import { createVolume } from './create';
import { deleteVolume } from './remove';
import { showVolume } from './show';
import { snapshotVolume } from './snapshot';

export const volumeCommands: readonly Command[] = [
  { id: 'nomad.volume.create', title: 'Create Volume', run: createVolume },
  { id: 'nomad.volume.status', title: 'Show Volume', run: showVolume },
  { id: 'nomad.volume.delete', title: 'Delete Volume', run: deleteVolume },
  { id: 'nomad.volume.snapshot', title: 'Make Snapshot of Volume', run: snapshotVolume },
];
