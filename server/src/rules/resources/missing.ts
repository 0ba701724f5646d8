/** A task that says nothing of what it needs. */
import { insertLast } from '../../text-edits';
import { groupsOf, labelOf, tasksOf } from '../facts/job-view';
import { blockOf } from '../facts/known';
import type { Rule } from '../rule';

export const resourcesMissing: Rule = {
  id: 'resources/missing',
  level: 'hint',
  title: 'A task without resources',
  languages: ['nomad'],
  docs: {
    why: 'Without a `resources` block a task gets 100 MHz and 300 MB: it is placed by these numbers, and one that needs more memory is killed. Said once, the numbers can be seen and changed.',
    wrong: 'task "api" {\n  driver = "docker"\n}',
    right: 'task "api" {\n  driver = "docker"\n  resources {\n    cpu    = 200\n    memory = 256\n  }\n}',
    sources: ['api/resources.go DefaultResources'],
  },
  check(file, report) {
    for (const task of groupsOf(file.instance).flatMap(tasksOf)) {
      if (blockOf(task, 'resources') !== null) continue;
      report({
        start: task.header.start,
        end: task.header.end,
        message: `Task "${labelOf(task) ?? ''}" has no resources, so it gets 100 MHz and 300 MB, and is killed when it needs more memory.`,
        fixes: task.node
          ? [
              {
                title: 'Add resources',
                preferred: true,
                edits: [insertLast(file.text, task.node, 'resources {\n  cpu    = 100\n  memory = 300\n}')],
              },
            ]
          : [],
      });
    }
  },
};
