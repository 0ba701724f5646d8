/** An access mode for readers on a volume that is not read-only. */
import { flagOf, textOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import { describeVolume, volumesOf } from '../facts/volumes';
import type { Rule } from '../rule';

export const csiReadonlyMode: Rule = {
  id: 'volume/csi-readonly-mode',
  level: 'error',
  title: 'A mode for readers without read_only = true',
  languages: ['nomad'],
  about: 'volume',
  docs: {
    why: 'With an access mode that ends in `reader-only` nobody may write. Nomad wants the volume to say so as well: `read_only = true`.',
    wrong:
      'volume "assets" {\n  type            = "csi"\n  source          = "assets"\n  access_mode     = "multi-node-reader-only"\n  attachment_mode = "file-system"\n}',
    right:
      'volume "assets" {\n  type            = "csi"\n  source          = "assets"\n  access_mode     = "multi-node-reader-only"\n  attachment_mode = "file-system"\n  read_only       = true\n}',
    sources: ['nomad/structs/volumes.go VolumeRequest.Validate'],
  },
  check(file, report) {
    for (const { volume } of volumesOf(file.instance)) {
      const type = textOf(volume, 'type');
      const mode = textOf(volume, 'access_mode');
      const readers =
        mode === 'single-node-reader-only'
          ? type === 'host' || type === 'csi'
          : mode === 'multi-node-reader-only' && type === 'csi';
      const attribute = volume.attributes.get('access_mode');
      if (!readers || !attribute || flagOf(volume, 'read_only') !== false) continue;
      const { start, end } = volume.attributes.get('read_only')?.span ?? attribute.span;
      report({
        start,
        end,
        message: `With access_mode = "${mode}" ${describeVolume(volume)} must be read-only. Set read_only = true, or choose a mode for writers.`,
        fixes: setAttribute(file.text, volume, 'read_only', 'true'),
      });
    }
  },
};
