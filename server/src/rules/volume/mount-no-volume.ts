/** A volume_mount that names no volume: Nomad drops it. */
import { childrenOf, groupsOf, labelOf, valueOf } from '../facts/job-view';
import { removeBlock, setAttribute } from '../facts/repairs';
import { mountsOf } from '../facts/volumes';
import type { Rule } from '../rule';

export const mountNoVolume: Rule = {
  id: 'volume/mount-no-volume',
  level: 'warning',
  title: 'A mount that names no volume',
  languages: ['nomad'],
  about: 'volume_mount',
  docs: {
    why: 'Nomad drops a `volume_mount` without `volume` without a word: nothing is mounted, and the task writes to its own file system, which is gone with the allocation.',
    wrong: 'volume_mount {\n  destination = "/data"\n}',
    right: 'volume_mount {\n  volume      = "data"\n  destination = "/data"\n}',
    sources: ['command/agent/job_endpoint.go apiVolumeMountsToStructs'],
  },
  check(file, report) {
    const mounts = groupsOf(file.instance).flatMap((group) => mountsOf(group).map((mount) => ({ group, mount })));
    for (const { group, mount } of mounts) {
      if (mount.open || valueOf(mount, 'volume') !== undefined) continue;
      report({
        start: mount.header.start,
        end: mount.header.end,
        message: 'Nomad drops a volume_mount that names no volume. Set "volume" to the label of a volume of the group.',
        fixes: [
          ...childrenOf(group, 'volume').flatMap((volume) => {
            const label = labelOf(volume);
            return label ? setAttribute(file.text, mount, 'volume', JSON.stringify(label), false) : [];
          }),
          removeBlock(file.text, mount),
        ],
      });
    }
  },
};
