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
  about: 'leader',
  docs: {
    why: 'When the leader ends, Nomad stops the other tasks of the group. That can be only one task. Nomad refuses the job.',
    wrong: 'task "app" {\n  leader = true\n}\ntask "proxy" {\n  leader = true\n}',
    right: 'task "app" {\n  leader = true\n}\ntask "proxy" {\n}',
    sources: ['nomad/structs/structs.go TaskGroup.Validate'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const leaders = tasksOf(group).filter((task) => isCertain(task) && valueOf(task, 'leader') === true);
      for (const task of leaders.length > 1 ? leaders : []) {
        const other = leaders.find((one) => one !== task);
        const [here, there] = [task, other].map((one) => one?.attributes.get('leader')?.span);
        if (!other || !here || !there) continue;
        report({
          start: here.start,
          end: here.end,
          message: `Task "${labelOf(other) ?? ''}" is a leader of the group too. Remove this line, or the other one.`,
          related: [{ start: there.start, end: there.end, message: `"${labelOf(other) ?? ''}" leads` }],
          fixes: removeAttribute(file.text, task, 'leader'),
        });
      }
    }
  },
};
