/** distinct_hosts in a job that runs once on each node as it is. */

import { jobTypeOf } from '../../job/canonical';
import { comparisonOf } from '../../job/comparison';
import { childrenOf, groupsOf, jobOf } from '../facts/job-view';
import { removeBlock } from '../facts/repairs';
import type { Rule } from '../rule';

export const distinctInSystem: Rule = {
  id: 'constraint/distinct-in-system',
  level: 'hint',
  title: 'distinct_hosts in a system job',
  languages: ['nomad'],
  about: 'constraint',
  docs: {
    why: 'A system or sysbatch job runs once on each node that fits, so no two of its allocations share a host. `distinct_hosts` adds nothing there, and the scheduler of these jobs does not look at it.',
    wrong:
      'job "agent" {\n  type = "system"\n  constraint {\n    distinct_hosts = true\n  }\n  group "agent" {\n    # …\n  }\n}',
    right: 'job "agent" {\n  type = "system"\n  group "agent" {\n    # …\n  }\n}',
    sources: ['scheduler/feasible/stack.go NewSystemStack'],
  },
  check(file, report) {
    const [first] = groupsOf(file.instance);
    const type = first && jobTypeOf(first);
    if (type !== 'system' && type !== 'sysbatch') return;
    const owners = [jobOf(file.instance), ...groupsOf(file.instance)];
    for (const block of owners.flatMap((owner) => (owner ? childrenOf(owner, 'constraint') : []))) {
      const comparison = comparisonOf(block);
      if (comparison?.operator !== 'distinct_hosts' || block.dynamic) continue;
      const { start, end } = comparison.operatorBy?.span ?? block.header;
      report({
        start,
        end,
        message: `A ${type} job runs once on each node as it is: "distinct_hosts" changes nothing. Remove the constraint.`,
        unnecessary: true,
        fixes: [removeBlock(file.text, block, true)],
      });
    }
  },
};
