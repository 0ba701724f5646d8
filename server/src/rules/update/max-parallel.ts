/** An update that replaces all allocations of a group at once. */
import { countOf, updateOf } from '../../job/canonical';
import { groupsOf, labelOf } from '../facts/job-view';
import { markOf } from '../facts/marks';
import { setSetting } from '../facts/repairs';
import type { Rule } from '../rule';

export const maxParallel: Rule = {
  id: 'update/max-parallel',
  level: 'warning',
  title: 'max_parallel above count',
  languages: ['nomad'],
  about: 'update',
  docs: {
    why: '`max_parallel` is how many allocations are replaced at a time. Above the count it is all of them: no old one runs while the new ones start. Nomad accepts this and warns.',
    wrong: 'count = 3\nupdate {\n  max_parallel = 5\n}',
    right: 'count = 3\nupdate {\n  max_parallel = 1\n}',
    sources: ['nomad/structs/structs.go TaskGroup.Warnings'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const count = countOf(group);
      const update = updateOf(group);
      const parallel = update?.number('max_parallel');
      if (
        !update ||
        parallel === undefined ||
        typeof count.value !== 'number' ||
        count.value <= 1 ||
        parallel <= count.value
      )
        continue;
      const mark = markOf(update, ['max_parallel'], group.header);
      report({
        ...mark,
        message: `An update replaces all ${count.value} allocations of group "${labelOf(group) ?? ''}" at once: max_parallel is ${parallel}. Set it to less than the count.`,
        fixes: setSetting(file.text, update, 'max_parallel', '1', false),
        related: count.attribute && [
          { start: count.attribute.span.start, end: count.attribute.span.end, message: `The count is ${count.value}` },
        ],
      });
    }
  },
};
