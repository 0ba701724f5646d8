/** Times of a task schedule that are not read as they are meant. */
import { childrenOf, stringOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const scheduleFields: Rule = {
  id: 'schedule/fields',
  level: 'warning',
  title: 'A task schedule with the wrong fields',
  languages: ['nomad'],
  about: 'schedule',
  docs: {
    why: '`start` has six fields (minute, hour, day of month, month, day of week, year), `end` two (minute and hour), each one space apart, without lists (`,`) and steps (`/`). The community edition does not look at them; Nomad Enterprise refuses the job.',
    wrong: 'cron {\n  start = "0 9 * * *"\n  end   = "0 17 * * *"\n}',
    right: 'cron {\n  start = "0 9 * * * *"\n  end   = "0 17"\n}',
    sources: ['nomad/structs/task_sched.go TaskSchedule.Validate'],
  },
  check(file, report) {
    for (const cron of tasksIn(file.instance).flatMap(({ task }) =>
      childrenOf(task, 'schedule').flatMap((schedule) => childrenOf(schedule, 'cron')),
    )) {
      for (const [name, fields] of [
        ['start', 6],
        ['end', 2],
      ] as const) {
        const text = stringOf(cron, name);
        if (text === undefined || text.includes('${')) continue;
        const count = text.split(' ').length;
        const problem =
          count !== fields
            ? `"${name}" has ${fields} fields, one space apart (${name === 'start' ? 'minute, hour, day of month, month, day of week, year' : 'minute and hour'}); "${text}" has ${count}.`
            : /[/,]/.test(text)
              ? `"${name}" takes no lists (,) and no steps (/).`
              : undefined;
        if (problem)
          report({
            ...placeOf(cron, name),
            message: `${problem} Nomad Enterprise refuses the job; the community edition does not look.`,
          });
      }
    }
  },
};
