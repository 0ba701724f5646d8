/** A task that may take longer to stop than a deployment waits, or than the client lets it. */
import { jobTypeOf, updateOf } from '../../job/canonical';
import { sentence } from '../../schema/messages';
import { valueOf } from '../facts/job-view';
import { durationOf, told } from '../facts/marks';
import { setValue } from '../facts/repairs';
import { allTasksIn, describeTask } from '../facts/walk';
import type { Rule } from '../rule';

const second = 1e9;

export const killTimeout: Rule = {
  id: 'task/kill-timeout',
  level: 'error',
  title: 'A kill_timeout that is too long',
  languages: ['nomad'],
  about: ['kill_timeout', 'progress_deadline'],
  docs: {
    why: 'A deployment waits `progress_deadline` (10m) for the next allocation, so no task of a service may take longer to stop: Nomad refuses the job, unless the deadline is "0s". Clients cut `kill_timeout` to their `max_kill_timeout`, 30s unless their configuration says otherwise; that goes without a word.',
    wrong: 'kill_timeout = "15m"',
    right: 'kill_timeout = "30s"',
    sources: ['nomad/structs/structs.go Task.Validate', 'client/config/config.go MaxKillTimeout'],
  },
  check(file, report) {
    for (const { group, task } of allTasksIn(file.instance)) {
      const attribute = task.attributes.get('kill_timeout');
      const given = valueOf(task, 'kill_timeout') ?? (task.open ? undefined : 0);
      if (typeof given !== 'number') continue;
      // Zero is taken for the default.
      const timeout = given || 5 * second;
      const update = updateOf(group);
      const deadline = update?.number('progress_deadline');
      const by = update?.setting('progress_deadline').attribute;
      const mark = (given ? attribute : by)?.expression ?? task.header;
      const place = { start: mark.start, end: mark.end };
      if (update && jobTypeOf(group) === 'service' && deadline && timeout > deadline) {
        report({
          ...place,
          message: `${sentence(describeTask(task))} may take ${durationOf(timeout)}${given ? '' : ' (by default)'} to stop, longer than progress_deadline, ${told(update, 'progress_deadline')}. Shorten the timeout, or set progress_deadline to at least "${durationOf(timeout)}".`,
          related:
            by && given
              ? [{ start: by.span.start, end: by.span.end, message: `The deadline is ${durationOf(deadline)}` }]
              : undefined,
          fixes:
            attribute && given
              ? [setValue(attribute, JSON.stringify(durationOf(Math.min(deadline, 30 * second))))]
              : [],
        });
      } else if (timeout > 30 * second) {
        report({
          ...place,
          severity: 'warning',
          message: `Clients wait at most 30s unless their max_kill_timeout is longer: of ${durationOf(timeout)} the task gets 30s there, then it is killed.`,
          fixes: attribute ? [setValue(attribute, '"30s"', undefined, false)] : [],
        });
      }
    }
  },
};
