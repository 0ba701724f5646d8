/** distinct_hosts or distinct_property where a single task or device is placed. */
import { comparisonOf } from '../../job/comparison';
import type { Fix } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { insertFirst, linesOf, removeLines } from '../../text-edits';
import { blocksWith } from '../facts/walk';
import type { Rule } from '../rule';

export const taskLevelDistinct: Rule = {
  id: 'constraint/task-level-distinct',
  level: 'error',
  title: 'A distinct constraint in a task or device',
  languages: ['nomad'],
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
        fixes: owner.type === 'task' ? move(file.text, block, owner.parent) : [],
      });
    }
  },
};

function move(text: string, block: BlockInstance, target: BlockInstance | undefined): readonly Fix[] {
  if (!target?.node || block.dynamic) return [];
  const removal = removeLines(text, block.span);
  const insertion = insertFirst(
    text,
    target.node,
    removal.start < block.span.start ? linesOf(text, block.span) : text.slice(block.span.start, block.span.end),
  );
  return insertion.end > removal.start && insertion.start < removal.end
    ? []
    : [{ title: `Move to the ${target.type}`, preferred: true, edits: [insertion, removal] }];
}
