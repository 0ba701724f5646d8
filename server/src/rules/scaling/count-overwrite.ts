/** A count in the file that every run sets back, though an autoscaler moves it. */

import { removeLines } from '../../text-edits';
import { childrenOf, groupsOf, labelOf, numberOf, valueOf } from '../facts/job-view';
import type { Rule } from '../rule';

export const countOverwrite: Rule = {
  id: 'scaling/count-overwrite',
  level: 'information',
  title: 'A count beside scaling',
  languages: ['nomad'],
  about: 'scaling',
  docs: {
    why: 'Each `nomad job run` sets the count to what the file says and so undoes what the autoscaler has done, unless it is told to preserve counts. Without `count` the group starts with `min`; running with preserved counts keeps the number that is running.',
    wrong: 'count = 3\nscaling {\n  min = 1\n  max = 10\n}',
    right: 'scaling {\n  min = 1\n  max = 10\n}',
    sources: ['commands/job/run#preserve-counts', 'api/tasks.go TaskGroup.Canonicalize'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const count = group.attributes.get('count');
      const scaling = group.type === 'group' ? childrenOf(group, 'scaling')[0] : undefined;
      if (!count || !scaling || valueOf(scaling, 'enabled') === false || numberOf(group, 'count') === undefined)
        continue;
      report({
        start: count.span.start,
        end: count.span.end,
        message: `Every run of this file sets group "${labelOf(group) ?? ''}" back to ${numberOf(group, 'count')} allocations, whatever the autoscaler chose. Run it with preserved counts.`,
        fixes: [{ title: 'Remove "count": the first run takes min', edits: [removeLines(file.text, count.span)] }],
      });
    }
  },
};
