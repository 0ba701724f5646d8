/** A CSI volume where a folder of the node would do. */
import { jobTypeOf } from '../../job/canonical';
import { groupCount } from '../facts/group-facts';
import { flagOf, placeOf, textOf } from '../facts/known';
import { describeVolume, volumesOf } from '../facts/volumes';
import type { Rule } from '../rule';

export const csiForSingle: Rule = {
  id: 'storage/csi-for-single',
  level: 'hint',
  policy: 'house',
  title: 'A CSI volume for one allocation on one node',
  languages: ['nomad'],
  about: 'volume',
  docs: {
    why: 'CSI makes sense for data that several nodes use, or that must follow its job to another node; it needs a plugin on every node and costs speed. Data of one allocation that may stay on its node is simpler and faster in a host volume, and can move to CSI later.',
    wrong:
      'volume "data" {\n  type            = "csi"\n  source          = "data"\n  access_mode     = "single-node-writer"\n  attachment_mode = "file-system"\n}',
    right: 'volume "data" {\n  type   = "host"\n  source = "data"\n}',
  },
  check(file, report) {
    for (const { volume, group } of volumesOf(file.instance)) {
      const mode = textOf(volume, 'access_mode');
      const type = jobTypeOf(group);
      if (textOf(volume, 'type') !== 'csi' || (mode !== 'single-node-writer' && mode !== 'single-node-reader-only'))
        continue;
      if (groupCount(group) !== 1 || flagOf(volume, 'per_alloc') !== false || (type !== 'service' && type !== 'batch'))
        continue;
      report({
        ...placeOf(volume, 'type'),
        message: `One allocation on one node uses CSI ${describeVolume(volume)}. A host volume is simpler and faster, unless the data must follow the job to other nodes.`,
      });
    }
  },
};
