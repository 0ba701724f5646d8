/** Two mounts of a task at the same place. */
import type { BlockInstance } from '../../schema/instance';
import { childrenOf, groupsOf, tasksOf } from '../facts/job-view';
import { isCertain, placeOf, textOf } from '../facts/known';
import { removeBlock } from '../facts/repairs';
import type { Rule } from '../rule';

export const mountDuplicateDestination: Rule = {
  id: 'volume/mount-duplicate-destination',
  level: 'warning',
  title: 'Two mounts of a task at the same place',
  languages: ['nomad'],
  about: 'volume_mount',
  docs: {
    why: 'Two volumes at one path hide one another: the driver refuses them, or the task sees the last one only. Nomad accepts the job.',
    wrong:
      'volume_mount {\n  volume      = "data"\n  destination = "/data"\n}\nvolume_mount {\n  volume      = "cache"\n  destination = "/data"\n}',
    right:
      'volume_mount {\n  volume      = "data"\n  destination = "/data"\n}\nvolume_mount {\n  volume      = "cache"\n  destination = "/cache"\n}',
    sources: ['client/allocrunner/taskrunner/volume_hook.go'],
  },
  check(file, report) {
    for (const task of groupsOf(file.instance).flatMap(tasksOf)) {
      const first = new Map<string, BlockInstance>();
      for (const mount of childrenOf(task, 'volume_mount').filter(isCertain)) {
        const destination = textOf(mount, 'destination')?.replace(/(?<=.)\/+$/, '');
        if (!destination || textOf(mount, 'volume') === '') continue;
        const other = first.get(destination);
        if (!other) {
          first.set(destination, mount);
          continue;
        }
        report({
          ...placeOf(mount, 'destination'),
          message: `Another volume is mounted at "${destination}" in this task already. Mount one of them elsewhere.`,
          related: [{ ...placeOf(other, 'destination'), message: 'the other mount is here' }],
          fixes: [removeBlock(file.text, mount)],
        });
      }
    }
  },
};
