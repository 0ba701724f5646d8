/** A CSI volume without the two modes that Nomad needs to claim it. */

import type { Fix } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { leadingPart } from '../../schema/leading-part';
import { insertLast } from '../../text-edits';
import { labelOf, stringOf, valueOf } from '../facts/job-view';
import { volumesOf } from '../facts/volumes';
import type { Rule } from '../rule';

const modes = { access_mode: 'single-node-writer', attachment_mode: 'file-system' } as const;

export const csiModeMissing: Rule = {
  id: 'volume/csi-mode-missing',
  level: 'error',
  title: 'A CSI volume without access_mode or attachment_mode',
  languages: ['nomad'],
  about: 'volume',
  docs: {
    why: 'A CSI volume is claimed with a mode: who may read and write it, and whether the task sees a file system or a block device. Nomad refuses a `volume` of type `csi` that leaves either open. Both must be among the capabilities that the volume was created with.',
    wrong: 'volume "data" {\n  type   = "csi"\n  source = "data"\n}',
    right:
      'volume "data" {\n  type            = "csi"\n  source          = "data"\n  access_mode     = "single-node-writer"\n  attachment_mode = "file-system"\n}',
    sources: ['nomad/structs/volumes.go VolumeRequest.Validate'],
  },
  check(file, report) {
    for (const { volume } of volumesOf(file.instance)) {
      if (volume.open || stringOf(volume, 'type') !== 'csi') continue;
      const missing = (Object.keys(modes) as (keyof typeof modes)[]).filter((name) => {
        const value = valueOf(volume, name);
        return value === undefined || value === '';
      });
      if (missing.length === 0) continue;
      report({
        ...leadingPart(volume),
        message: `CSI volume "${labelOf(volume) ?? ''}" needs ${missing.map((name) => `"${name}"`).join(' and ')}. Say how it is shared and mounted, for example "${modes[missing[0] as keyof typeof modes]}".`,
        fixes: addFix(file.text, volume, missing),
      });
    }
  },
};

/** What is not written is added; what is empty gets a value. */
function addFix(text: string, volume: BlockInstance, missing: readonly (keyof typeof modes)[]): readonly Fix[] {
  if (!volume.node) return [];
  const absent = missing.filter((name) => !volume.attributes.has(name));
  const lines = absent.map((name) => `${name.padEnd(15)} = "${modes[name]}"`).join('\n');
  const edits = missing.flatMap((name) => {
    const expression = volume.attributes.get(name)?.expression;
    return expression ? [{ start: expression.start, end: expression.end, text: `"${modes[name]}"` }] : [];
  });
  const added = absent.length > 0 ? [insertLast(text, volume.node, lines)] : [];
  return [
    {
      title: `${edits.length > 0 ? 'Set' : 'Add'} ${missing.join(' and ')}`,
      preferred: true,
      edits: [...edits, ...added],
    },
  ];
}
