/** A vertical scaling policy whose type is for the other resource. */
import { childrenOf, labelOf, stringOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const taskPolicy: Rule = {
  id: 'scaling/task-policy',
  level: 'error',
  title: 'A task scaling policy of the wrong type',
  languages: ['nomad'],
  about: 'scaling',
  ofParser: true,
  docs: {
    why: 'The label of a scaling block in a task says which resource is scaled: `cpu` goes with `type = "vertical_cpu"`, `mem` with `type = "vertical_mem"`. The type may be left out. Nomad cannot parse the job.',
    wrong: 'scaling "cpu" {\n  type = "vertical_mem"\n}',
    right: 'scaling "cpu" {\n}',
    sources: ['jobspec2/hcl_conversions.go decodeTaskScalingPolicies'],
  },
  check(file, report) {
    for (const scaling of tasksIn(file.instance).flatMap(({ task }) => childrenOf(task, 'scaling'))) {
      const label = labelOf(scaling)?.toLowerCase();
      const type = stringOf(scaling, 'type');
      if ((label !== 'cpu' && label !== 'mem') || !type || type === `vertical_${label}`) continue;
      const message = `A policy for "${label}" has the type "vertical_${label}", not "${type}".`;
      const { start, end } = placeOf(scaling, 'type');
      // Nomad points at the block. Of a type that does not exist the schema speaks as well.
      report({
        start: scaling.header.start,
        end: scaling.header.end,
        message,
        noJob: true,
        related: [{ start, end, message: 'The type is here' }],
      });
      if (!/^vertical_(?:cpu|mem)$/.test(type)) continue;
      report({
        start,
        end,
        message,
        noJob: true,
        fixes: setAttribute(file.text, scaling, 'type', JSON.stringify(`vertical_${label}`)),
      });
    }
  },
};
