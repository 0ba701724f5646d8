/** Modes of a CSI volume that no plugin knows; Nomad accepts any word. */
import { didYouMean, nearest } from '../../nearest';
import { textOf } from '../facts/known';
import { setValue } from '../facts/repairs';
import { describeVolume, volumesOf } from '../facts/volumes';
import type { Rule } from '../rule';

const modes = {
  access_mode: [
    'single-node-reader-only',
    'single-node-writer',
    'multi-node-reader-only',
    'multi-node-single-writer',
    'multi-node-multi-writer',
  ],
  attachment_mode: ['file-system', 'block-device'],
} as const;

export const csiModeUnknown: Rule = {
  id: 'volume/csi-mode-unknown',
  level: 'warning',
  title: 'A mode of a CSI volume that does not exist',
  languages: ['nomad'],
  about: 'volume',
  docs: {
    why: 'Nomad accepts any word as mode of a CSI volume when the job is submitted. No volume has such a capability, so the claim fails and the allocation never starts.',
    wrong:
      'volume "data" {\n  type            = "csi"\n  source          = "data"\n  access_mode     = "single-node-write"\n  attachment_mode = "filesystem"\n}',
    right:
      'volume "data" {\n  type            = "csi"\n  source          = "data"\n  access_mode     = "single-node-writer"\n  attachment_mode = "file-system"\n}',
    sources: [
      'nomad/structs/volumes.go VolumeRequest.Validate',
      'nomad/structs/csi.go CSIVolume.claimRead, claimWrite',
    ],
  },
  check(file, report) {
    for (const { volume } of volumesOf(file.instance)) {
      if (textOf(volume, 'type') !== 'csi') continue;
      for (const [name, known] of Object.entries(modes)) {
        const value = textOf(volume, name);
        const attribute = volume.attributes.get(name);
        if (!value || !attribute || (known as readonly string[]).includes(value)) continue;
        const suggestion = nearest(value, known);
        report({
          start: attribute.expression.start,
          end: attribute.expression.end,
          message: `"${value}" is not an ${name.replace('_', ' ')} of CSI volumes. Nomad accepts it, and ${describeVolume(volume)} can then not be claimed.${didYouMean(suggestion)}`,
          fixes: suggestion ? [setValue(attribute, JSON.stringify(suggestion))] : [],
        });
      }
    }
  },
};
