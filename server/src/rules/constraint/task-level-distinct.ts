/** distinct_hosts or distinct_property where a single task or device is placed. */
import { comparisonOf } from '../../job/comparison';
import { moveBlock } from '../facts/repairs';
import { blocksWith } from '../facts/walk';
import type { Rule } from '../rule';

export const taskLevelDistinct: Rule = {
  id: 'constraint/task-level-distinct',
  level: 'error',
  title: 'A distinct constraint in a task or device',
  languages: ['nomad'],
  about: 'constraint',
  docs: {
    why: '`distinct_hosts` and `distinct_property` keep allocations apart. Allocations are made of groups, so these constraints belong in the group or the job. Nomad refuses them in a task and in a device.',
    wrong: 'task "app" {\n  constraint {\n    distinct_hosts = true\n  }\n}',
    right: 'group "app" {\n  constraint {\n    distinct_hosts = true\n  }\n}',
    sources: ['nomad/structs/structs.go Task.Validate, RequestedDevice.Validate'],
  },
  check(file, report) {
    for (const block of blocksWith(file.instance, 'constraint')) {
      const owner = block.parent;
      if (owner?.type !== 'task' && owner?.type !== 'device') continue;
      const comparison = comparisonOf(block);
      if (comparison?.operator !== 'distinct_hosts' && comparison?.operator !== 'distinct_property') continue;
      const { start, end } = comparison.operatorBy?.span ?? block.header;
      report({
        start,
        end,
        message: `"${comparison.operator}" keeps allocations apart, so it belongs in the group or the job, not in a ${owner.type}.`,
        fixes: owner.type === 'task' ? moveBlock(file.text, block, owner.parent) : [],
      });
    }
  },
};
