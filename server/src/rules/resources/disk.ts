/** `disk` in resources: the disk belongs to the group. */

import { groupAround } from '../../job/canonical';
import { insertFirst, removeLines } from '../../text-edits';
import { deprecatedAttribute } from '../deprecated/attribute-rule';
import { childrenOf, numberOf } from '../facts/job-view';

/** What the logs of one task take, in MB: a disk must be larger. */
const defaultLogs = 100;

export const resourcesDisk = deprecatedAttribute({
  id: 'resources/disk',
  level: 'warning',
  title: 'disk in resources',
  docs: {
    why: "All tasks of a group share one disk, whose size stands in the group's `ephemeral_disk`. Nomad accepts `disk` in the resources of a task and overlooks it.",
    wrong: 'task "app" {\n  resources {\n    disk = 1000\n  }\n}',
    right: 'group "app" {\n  ephemeral_disk {\n    size = 1000\n  }\n}',
    sources: ['command/agent/job_endpoint.go ApiResourcesToStructs'],
  },
  block: 'resources',
  attribute: 'disk',
  message: 'Nomad overlooks "disk" here. The size of the disk belongs to the ephemeral_disk block of the group.',
  isDead: true,
  fixes: ({ text }, block, { span }) => {
    const group = groupAround(block);
    const size = numberOf(block, 'disk');
    if (
      group?.type !== 'group' ||
      !group.node ||
      childrenOf(group, 'ephemeral_disk').length > 0 ||
      !size ||
      size <= defaultLogs
    )
      return [];
    return [
      {
        title: 'Move to ephemeral_disk',
        preferred: true,
        edits: [insertFirst(text, group.node, `ephemeral_disk {\n  size = ${size}\n}\n`), removeLines(text, span)],
      },
    ];
  },
});
