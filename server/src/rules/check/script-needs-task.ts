/** A script check of a group's service: in which task does it run? */
import { leadingPart } from '../../schema/leading-part';
import { checksOf, inherited } from '../facts/checks';
import { groupsOf, labelOf, tasksOf } from '../facts/job-view';
import { setAttribute } from '../facts/repairs';
import { connectKind } from '../facts/services';
import type { Rule } from '../rule';

export const scriptNeedsTask: Rule = {
  id: 'check/script-needs-task',
  level: 'error',
  title: "A script check of a group's service that names no task",
  languages: ['nomad'],
  about: 'check',
  docs: {
    why: 'A script runs inside of a task. For a service of the group Nomad has to be told which: with `task` in the check, or in the service. It refuses a script check that has neither.',
    wrong:
      'group "web" {\n  service {\n    check {\n      type    = "script"\n      command = "/bin/ok"\n    }\n  }\n  task "server" {\n    # …\n  }\n}',
    right:
      'group "web" {\n  service {\n    check {\n      type    = "script"\n      command = "/bin/ok"\n      task    = "server"\n    }\n  }\n  task "server" {\n    # …\n  }\n}',
    sources: ['nomad/structs/structs.go TaskGroup.validateScriptChecksInGroupServices'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      for (const owned of checksOf(group)) {
        // The service of a Connect native task may get its task from Nomad.
        if (
          owned.task ||
          owned.type !== 'script' ||
          inherited(owned, 'task')?.text !== '' ||
          connectKind(owned.service) === 'native'
        )
          continue;
        const [task, ...others] = tasksOf(group).map(labelOf);
        report({
          ...leadingPart(owned.check),
          message:
            'A script check of a group\'s service must say in which task it runs. Set "task" to the name of one.',
          fixes:
            task !== undefined && others.length === 0
              ? setAttribute(file.text, owned.check, 'task', JSON.stringify(task))
              : [],
        });
      }
    }
  },
};
