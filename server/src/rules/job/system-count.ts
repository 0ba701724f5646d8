/** A system job whose group asks for more than one allocation. */
import { countOf, jobTypeOf } from '../../job/canonical';
import { groupsOf, labelOf } from '../facts/job-view';
import { setValue } from '../facts/repairs';
import type { Rule } from '../rule';

export const systemCount: Rule = {
  id: 'job/system-count',
  level: 'error',
  title: 'A count above 1 in a system job',
  languages: ['nomad'],
  about: ['count', 'scaling'],
  docs: {
    why: 'A system job runs its groups once on every node that fits; `count` cannot ask for more. Nomad refuses the job. `count = 0` is allowed and runs nothing.',
    wrong: 'job "agent" {\n  type = "system"\n  group "agent" {\n    count = 3\n  }\n}',
    right: 'job "agent" {\n  type = "system"\n  group "agent" {\n  }\n}',
    sources: ['nomad/structs/structs.go Job.Validate'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      if (jobTypeOf(group) !== 'system') continue;
      const { value, attribute } = countOf(group);
      if (typeof value !== 'number' || value <= 1 || !attribute) continue;
      const { start, end } = attribute.expression;
      report({
        start,
        end,
        message: `Group "${labelOf(group) ?? ''}" asks for ${value} allocations, but a system job runs once on every node. Remove "${attribute.name}", or make the job a service.`,
        fixes: [setValue(attribute, '1')],
      });
    }
  },
};
