/** Scaling in a job that runs once on every node. */
import { jobTypeOf } from '../../job/canonical';
import { removeLines } from '../../text-edits';
import { childrenOf, groupsOf } from '../facts/job-view';
import type { Rule } from '../rule';

export const scalingSystemJob: Rule = {
  id: 'scaling/system-job',
  level: 'warning',
  title: 'Scaling in a system job',
  languages: ['nomad'],
  about: 'scaling',
  docs: {
    why: 'A system or sysbatch job runs once on every node that fits; there is no number to scale. Nomad accepts the block and it has no effect.',
    wrong: 'job "agent" {\n  type = "system"\n  group "agent" {\n    scaling {\n      max = 1\n    }\n  }\n}',
    right: 'job "agent" {\n  type = "system"\n  group "agent" {\n  }\n}',
    sources: ['nomad/structs/structs.go TaskGroup.validateScalingPolicy', 'scheduler/system_sched'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const type = jobTypeOf(group);
      if (type !== 'system' && type !== 'sysbatch') continue;
      for (const scaling of childrenOf(group, 'scaling')) {
        if (group.type !== 'group') continue;
        report({
          start: scaling.header.start,
          end: scaling.header.end,
          message: `A ${type} job runs once on every node, so there is nothing to scale. Nomad accepts the block and overlooks it.`,
          unnecessary: true,
          fixes: [
            { title: 'Remove the scaling block', preferred: true, edits: [removeLines(file.text, scaling.span)] },
          ],
        });
      }
    }
  },
};
