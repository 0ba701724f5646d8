/** Mount options where nothing is mounted by a plugin. */
import { childrenOf } from '../facts/job-view';
import { textOf } from '../facts/known';
import { removeBlock } from '../facts/repairs';
import { describeVolume, volumesOf } from '../facts/volumes';
import type { Rule } from '../rule';

export const hostMode: Rule = {
  id: 'volume/host-mode',
  level: 'error',
  title: 'mount_options of a volume that has no file system to mount',
  languages: ['nomad'],
  about: 'volume',
  docs: {
    why: '`mount_options` tell a CSI plugin how to mount the file system of a volume. A host volume is a folder of the node, and a block device has no file system yet: Nomad refuses the options for both.',
    wrong: 'volume "data" {\n  type   = "host"\n  source = "data"\n  mount_options {\n    fs_type = "ext4"\n  }\n}',
    right: 'volume "data" {\n  type   = "host"\n  source = "data"\n}',
    sources: ['nomad/structs/volumes.go VolumeRequest.Validate'],
  },
  check(file, report) {
    for (const { volume } of volumesOf(file.instance)) {
      const [options] = childrenOf(volume, 'mount_options');
      if (!options) continue;
      const type = textOf(volume, 'type');
      const device = type === 'csi' && textOf(volume, 'attachment_mode') === 'block-device';
      if (type !== 'host' && !device) continue;
      report({
        start: options.header.start,
        end: options.header.end,
        message:
          `${device ? `${describeVolume(volume)} is attached as a block device` : `${describeVolume(volume)} is a host volume`}, which has no mount_options. Remove them.`.replace(
            /^v/,
            'V',
          ),
        fixes: [removeBlock(file.text, options, true)],
      });
    }
  },
};
