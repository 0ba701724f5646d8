/** A volume_mount that names no volume: Nomad drops it. */
import { groupsOf, valueOf } from '../facts/job-view';
import { mountsOf } from '../facts/volumes';
import type { Rule } from '../rule';

export const mountNoVolume: Rule = {
  id: 'volume/mount-no-volume',
  level: 'warning',
  title: 'A mount that names no volume',
  languages: ['nomad'],
  docs: {
    why: 'Nomad drops a `volume_mount` without `volume` without a word: nothing is mounted, and the task writes to its own file system, which is gone with the allocation.',
    wrong: 'volume_mount {\n  destination = "/data"\n}',
    right: 'volume_mount {\n  volume      = "data"\n  destination = "/data"\n}',
    sources: ['command/agent/job_endpoint.go apiVolumeMountsToStructs'],
  },
  check(file, report) {
    for (const mount of groupsOf(file.instance).flatMap(mountsOf)) {
      if (mount.open || valueOf(mount, 'volume') !== undefined) continue;
      report({
        start: mount.header.start,
        end: mount.header.end,
        message: 'Nomad drops a volume_mount that names no volume. Set "volume" to the label of a volume of the group.',
      });
    }
  },
};
