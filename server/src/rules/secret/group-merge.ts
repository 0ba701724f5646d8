/** Secrets of a group that do not reach a task with secrets of its own. */
import { childrenOf, groupsOf, labelOf, tasksOf } from '../facts/job-view';
import type { Rule } from '../rule';

export const secretGroupMerge: Rule = {
  id: 'secret/group-merge',
  level: 'error',
  title: 'Secrets in a group and in one of its tasks',
  languages: ['nomad'],
  about: 'secret',
  docs: {
    why: "A task without secrets gets those of its group. For a task that has its own, Nomad (to 2.0 at least) takes those twice instead of adding the group's, and then refuses the job because of the double names. Write all secrets of such a task in the task, or those for all tasks in the job.",
    wrong:
      'group "web" {\n  secret "a" {\n    provider = "nomad"\n    path     = "a"\n  }\n  task "app" {\n    secret "b" {\n      provider = "nomad"\n      path     = "b"\n    }\n  }\n}',
    right:
      'group "web" {\n  task "app" {\n    secret "a" {\n      provider = "nomad"\n      path     = "a"\n    }\n    secret "b" {\n      provider = "nomad"\n      path     = "b"\n    }\n  }\n}',
    sources: ['jobspec2/hcl_conversions.go decodeTaskGroup', 'nomad/structs/structs.go Task.Validate'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const [shared] = group.type === 'group' ? childrenOf(group, 'secret') : [];
      if (!shared) continue;
      for (const task of tasksOf(group)) {
        const [own] = childrenOf(task, 'secret');
        if (!own) continue;
        report({
          start: own.header.start,
          end: own.header.end,
          message: `Task "${labelOf(task) ?? ''}" and its group both have secrets. Nomad then takes the task's twice and refuses them as duplicates. Move the group's secrets into the task, or to the job.`,
          related: [{ start: shared.header.start, end: shared.header.end, message: 'The group has secrets here' }],
        });
      }
    }
  },
};
