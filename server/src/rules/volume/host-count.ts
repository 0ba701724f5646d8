/** A writable host volume in a group that runs several times. */
import { insertFirst } from '../../text-edits';
import { hasDistinctHosts } from '../facts/constraints';
import { groupCount } from '../facts/group-facts';
import { flagOf, placeOf, textOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import { describeVolume, volumesOf } from '../facts/volumes';
import type { Rule } from '../rule';

export const hostCount: Rule = {
  id: 'volume/host-count',
  level: 'warning',
  title: 'A writable host volume in a group that runs several times',
  languages: ['nomad'],
  about: 'volume',
  docs: {
    why: 'A host volume is a folder of one node. The allocations of a group that run on different nodes write to different data, those on one node to the same files. Use a CSI volume for shared data, `sticky` with a dynamic host volume for each allocation, `distinct_hosts` where each node has its own data on purpose, or run the group once.',
    wrong: 'group "db" {\n  count = 3\n  volume "data" {\n    type   = "host"\n    source = "data"\n  }\n}',
    right:
      'group "db" {\n  count = 3\n  volume "data" {\n    type   = "host"\n    source = "data"\n    sticky = true\n  }\n}',
    sources: ['client/allocrunner/taskrunner/volume_hook.go hostVolumeMountConfigurations'],
  },
  check(file, report) {
    for (const { volume, group } of volumesOf(file.instance)) {
      const count = groupCount(group);
      if (textOf(volume, 'type') !== 'host' || count === undefined || count < 2) continue;
      if (
        flagOf(volume, 'read_only') !== false ||
        flagOf(volume, 'per_alloc') !== false ||
        flagOf(volume, 'sticky') !== false
      )
        continue;
      if (hasDistinctHosts(file.instance, group) !== false) continue;
      report({
        ...placeOf(volume, 'type'),
        message: `Host ${describeVolume(volume)} is a folder of one node, and the group runs ${count} times: each node has its own data. Use a CSI volume, sticky = true with a dynamic host volume for each, or read_only = true.`,
        fixes: () => [
          ...setAttribute(file.text, volume, 'sticky', 'true', false),
          ...setAttribute(file.text, volume, 'read_only', 'true', false),
          ...(group.type === 'group' && group.node
            ? [
                {
                  title: 'Add a distinct_hosts constraint',
                  edits: [insertFirst(file.text, group.node, 'constraint {\n  distinct_hosts = true\n}\n')],
                },
              ]
            : []),
        ],
      });
    }
  },
};
