/** Commands of what was run before. */
import type { Command } from '../commands/command';
import { showVersions } from './show';
import { showSource } from './source';

export const versionCommands: readonly Command[] = [
  { id: 'nomad.job.versions', title: 'Show Versions of Job', run: showVersions },
  { id: 'nomad.job.source', title: 'Show Source of Running Job', run: showSource },
];
