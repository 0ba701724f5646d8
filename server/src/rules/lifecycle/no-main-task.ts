/** A group in which every task only prepares or accompanies another. */
import { childrenOf, groupsOf, labelOf, tasksOf } from '../facts/job-view';
import { removeBlock } from '../facts/repairs';
import { groupServices } from '../facts/services';
import type { Rule } from '../rule';
import { mayBeGateway } from '../structure/missing-task';

export const noMainTask: Rule = {
  id: 'lifecycle/no-main-task',
  level: 'error',
  title: 'A group without a main task',
  languages: ['nomad'],
  about: 'lifecycle',
  docs: {
    why: 'A task with a `lifecycle` block runs before, beside or after the main tasks, so a group needs at least one task without one. Nomad refuses the job.',
    wrong: 'task "migrate" {\n  lifecycle {\n    hook = "prestart"\n  }\n}',
    right: 'task "migrate" {\n  lifecycle {\n    hook = "prestart"\n  }\n}\ntask "app" {\n}',
    sources: ['nomad/structs/structs.go TaskGroup.Validate, Task.IsMain'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const tasks = tasksOf(group);
      if (group.open || group.openTypes.has('task') || tasks.length === 0) continue;
      if (!tasks.every((task) => childrenOf(task, 'lifecycle').length > 0 && !task.openTypes.has('lifecycle')))
        continue;
      if (group.openTypes.has('service') || groupServices(group).some(mayBeGateway)) continue;
      const [only, ...others] = tasks.flatMap((task) => childrenOf(task, 'lifecycle'));
      const { start, end } = (others.length === 0 ? only : group)?.header ?? group.header;
      report({
        start,
        end,
        message: `Every task of group "${labelOf(group) ?? ''}" has a lifecycle block, so there is no main task to run. Remove the block from the task that does the work.`,
        related: tasks.flatMap((task) =>
          childrenOf(task, 'lifecycle').map((lifecycle) => ({
            start: lifecycle.header.start,
            end: lifecycle.header.end,
            message: `Task "${labelOf(task) ?? ''}" is not a main task`,
          })),
        ),
        fixes: tasks.flatMap((task) =>
          childrenOf(task, 'lifecycle').map((lifecycle) => ({
            ...removeBlock(file.text, lifecycle),
            title: `Make "${labelOf(task) ?? ''}" a main task`,
          })),
        ),
      });
    }
  },
};
