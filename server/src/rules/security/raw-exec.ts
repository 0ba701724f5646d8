/** A program that runs without any isolation. */
import { groupsOf, tasksOf } from '../facts/job-view';
import { placeOf, textOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import type { Rule } from '../rule';

export const rawExec: Rule = {
  id: 'security/raw-exec',
  level: 'information',
  title: 'A task without isolation',
  languages: ['nomad'],
  docs: {
    why: 'The driver `raw_exec` starts a program as the user of the Nomad agent, most often root, without limits and with all files of the node. Clients have it switched off unless `plugin "raw_exec" { config { enabled = true } }` turns it on. `exec` isolates the same program, a container does so with its files.',
    wrong: 'task "backup" {\n  driver = "raw_exec"\n}',
    right: 'task "backup" {\n  driver = "exec"\n}',
    sources: ['drivers/rawexec/driver.go'],
  },
  check(file, report) {
    for (const task of groupsOf(file.instance).flatMap(tasksOf)) {
      if (textOf(task, 'driver') !== 'raw_exec') continue;
      report({
        ...placeOf(task, 'driver'),
        message:
          'raw_exec runs the program with the rights of the Nomad agent and without isolation, and clients have it off unless they turn it on. Where the program allows it, exec isolates it.',
        fixes: setAttribute(file.text, task, 'driver', '"exec"', false),
      });
    }
  },
};
