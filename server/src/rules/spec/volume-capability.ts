/** Capabilities of a volume specification: a CSI volume needs one, and each names modes that exist for its type. */
import { didYouMean, nearest } from '../../nearest';
import { orList } from '../../schema/messages';
import { childrenOf } from '../facts/job-view';
import { blocksOf, isRuntime, placeOf, textOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import type { Rule } from '../rule';
import { volumeTypeOf } from './volume-type';

const attachments = ['file-system', 'block-device'];
const modes = {
  csi: [
    'single-node-reader-only',
    'single-node-writer',
    'multi-node-reader-only',
    'multi-node-single-writer',
    'multi-node-multi-writer',
  ],
  host: ['single-node-reader-only', 'single-node-writer', 'single-node-single-writer', 'single-node-multi-writer'],
} as const;

export const volumeCapability: Rule = {
  id: 'spec/volume-capability',
  level: 'error',
  title: 'Capabilities of a volume specification that Nomad refuses',
  languages: ['nomad-volume'],
  docs: {
    why: 'A CSI volume needs at least one capability. Each capability names an access mode and an attachment mode; which exist depends on the type of the volume. Nomad refuses others in a host volume; in a CSI volume they fail when the storage plugin is asked (a warning).',
    wrong: 'type      = "csi"\nid        = "media"\nplugin_id = "nfs"',
    right:
      'type      = "csi"\nid        = "media"\nplugin_id = "nfs"\ncapability {\n  access_mode     = "multi-node-multi-writer"\n  attachment_mode = "file-system"\n}',
    sources: [
      'nomad/structs/csi.go CSIVolume.Validate',
      'nomad/structs/host_volumes.go HostVolumeCapability.Validate',
      'plugins/csi/plugin.go VolumeCapabilityFromStructs',
    ],
  },
  check(file, report) {
    const root = file.instance;
    const type = volumeTypeOf(root);
    if (!type) return;
    const given = blocksOf(root, 'capability');
    if (type === 'csi' && given?.length === 0) {
      const end = file.text.length;
      const gap = file.text.endsWith('\n') ? '\n' : '\n\n';
      const block = 'capability {\n  access_mode     = "single-node-writer"\n  attachment_mode = "file-system"\n}\n';
      const at = root.attributes.get('type')?.span ?? { start: 0, end: 0 };
      report({
        start: at.start,
        end: at.end,
        message:
          'A CSI volume needs at least one capability block: how it is accessed (access_mode) and attached (attachment_mode).',
        fixes: [
          {
            title: 'Add a capability (one node writes, as a file system)',
            preferred: true,
            edits: [{ start: end, end, text: `${gap}${block}` }],
          },
        ],
      });
    }
    for (const block of childrenOf(root, 'capability')) {
      for (const [name, known] of [
        ['access_mode', modes[type]],
        ['attachment_mode', attachments],
      ] as const) {
        const value = textOf(block, name);
        if (value === undefined || isRuntime(value) || (known as readonly string[]).includes(value)) continue;
        const suggestion = value === '' ? undefined : nearest(value, known);
        report({
          ...placeOf(block, name),
          severity: type === 'csi' ? 'warning' : 'error',
          message:
            value === ''
              ? `This capability needs ${name}: ${orList(known)}.`
              : `"${value}" is no ${name} of a ${type === 'csi' ? 'CSI' : 'host'} volume.${didYouMean(suggestion) || ` Use ${orList(known)}.`}`,
          fixes: (suggestion ? [suggestion] : known).flatMap((mode) =>
            setAttribute(file.text, block, name, JSON.stringify(mode), suggestion !== undefined),
          ),
        });
      }
    }
  },
};
