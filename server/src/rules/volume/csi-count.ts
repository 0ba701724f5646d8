/** A CSI volume for one allocation in a group that runs several. */
import { countOf } from '../../job/canonical';
import { groupCount } from '../facts/group-facts';
import { flagOf, textOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import { describeVolume, volumesOf } from '../facts/volumes';
import type { Rule } from '../rule';

export const csiCount: Rule = {
  id: 'volume/csi-count',
  level: 'error',
  title: 'A CSI volume for one allocation in a group that runs several',
  languages: ['nomad'],
  about: 'volume',
  docs: {
    why: 'The modes `single-node-reader-only` and `single-node-writer` let one allocation claim the volume; `multi-node-single-writer` lets one write. A group with a higher `count` could never run completely, so Nomad refuses it, unless each allocation has a volume of its own (`per_alloc = true`).',
    wrong:
      'group "db" {\n  count = 2\n  volume "data" {\n    type            = "csi"\n    source          = "data"\n    access_mode     = "single-node-writer"\n    attachment_mode = "file-system"\n  }\n}',
    right:
      'group "db" {\n  count = 2\n  volume "data" {\n    type            = "csi"\n    source          = "data"\n    access_mode     = "single-node-writer"\n    attachment_mode = "file-system"\n    per_alloc       = true\n  }\n}',
    sources: ['nomad/structs/volumes.go VolumeRequest.Validate'],
  },
  check(file, report) {
    for (const { volume, group } of volumesOf(file.instance)) {
      const count = groupCount(group);
      const mode = textOf(volume, 'access_mode');
      const attribute = volume.attributes.get('access_mode');
      if (
        textOf(volume, 'type') !== 'csi' ||
        !mode ||
        !attribute ||
        count === undefined ||
        count < 2 ||
        flagOf(volume, 'per_alloc') !== false
      )
        continue;
      const writer = mode === 'multi-node-single-writer' && flagOf(volume, 'read_only') === false;
      if (mode !== 'single-node-reader-only' && mode !== 'single-node-writer' && !writer) continue;
      const asked = countOf(group).attribute;
      report({
        start: attribute.expression.start,
        end: attribute.expression.end,
        message: `With access_mode = "${mode}" one allocation can ${writer ? 'write to' : 'claim'} ${describeVolume(volume)}, and the group asks for ${count}. Set per_alloc = true for a volume each, choose a mode for several${writer ? ', or set read_only = true' : ''}.`,
        related: asked && [
          { start: asked.span.start, end: asked.span.end, message: `${count} allocations are asked for here` },
        ],
        fixes: setAttribute(file.text, volume, 'per_alloc', 'true', false),
      });
    }
  },
};
