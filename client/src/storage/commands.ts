/** Commands about where data lives. */
import type { Command } from '../commands/command';
import { chooseStorage } from './choose';
import { migrateVolume } from './migrate';

export const storageCommands: readonly Command[] = [
  { id: 'nomad.storage.choose', title: 'Choose Storage', run: chooseStorage },
  { id: 'nomad.storage.migrate', title: 'Move Host Volume to CSI', run: migrateVolume },
];
