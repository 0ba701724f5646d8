/** Two leaders in one group. */
import { groupsOf, labelOf, tasksOf, valueOf } from '../facts/job-view';
import { isCertain } from '../facts/known';
import { removeAttribute } from '../facts/repairs';
import type { Rule } from '../rule';

export const twoLeaders: Rule = {
  id: 'lifecycle/two-leaders',
  level: 'error',
  title: 'Two leaders in one group',
  languages: ['nomad'],
  docs: {
    why: 'When the leader ends, Nomad stops the other tasks of the group. That can be only one task. Nomad refuses the job.',
    wrong: 'task "app" {\n  leader = true\n}\ntask "proxy" {\n  leader = true\n}',
    right: 'task "app" {\n  leader = true\n}\ntask "proxy" {\n}',
    sources: ['nomad/structs/structs.go TaskGroup.Validate'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const [first, ...others] = tasksOf(group).filter((task) => isCertain(task) && valueOf(task, 'leader') === true);
      const leader = first?.attributes.get('leader');
      if (!first || !leader) continue;
      for (const task of others) {
        const attribute = task.attributes.get('leader');
        if (!attribute) continue;
        const { start, end } = attribute.span;
        report({
          start,
          end,
          message: `Task "${labelOf(first) ?? ''}" is the leader of the group already. Remove this line, or the other one.`,
          related: [{ start: leader.span.start, end: leader.span.end, message: `"${labelOf(first) ?? ''}" leads` }],
          fixes: removeAttribute(file.text, task, 'leader', true),
        });
      }
    }
  },
};
