/** Restart settings that contradict each other, or that the interval has no room for. */
import { type Merged, restartOf } from '../../job/canonical';
import type { Finding, Severity } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { describeBlock, sentence } from '../../schema/messages';
import { product } from '../../values/go-integer';
import { childrenOf, groupsOf, tasksOf } from '../facts/job-view';
import { durationOf, markOf, relatedTo, told } from '../facts/marks';
import { setSetting } from '../facts/repairs';
import type { Rule } from '../rule';

export const restartArithmetic: Rule = {
  id: 'restart/arithmetic',
  level: 'error',
  title: 'Restart settings that do not fit together',
  languages: ['nomad'],
  about: 'restart',
  docs: {
    why: 'Within `interval` a task is started again `attempts` times, `delay` apart, so the interval must have room for attempts × delay. After that `mode` says whether it fails or waits for the next interval; with no attempts there is nothing to wait for, so `attempts = 0` goes with `mode = "fail"` only. Settings that are left out have defaults: 15s apart, 2 in 30m for service and system jobs, 3 in 24h for the others. Nomad refuses such a block in a group; in a task it does not look, and the client does what it can.',
    wrong: 'restart {\n  attempts = 10\n  interval = "1m"\n  delay    = "15s"\n}',
    right: 'restart {\n  attempts = 10\n  interval = "5m"\n  delay    = "15s"\n}',
    sources: [
      'nomad/structs/structs.go RestartPolicy.Validate',
      'api/tasks.go RestartPolicy.Merge, defaultServiceJobRestartPolicy',
    ],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      if (group.type === 'group' && childrenOf(group, 'restart').length > 0)
        judge(file.text, restartOf(group), group, report, undefined);
      for (const task of tasksOf(group)) {
        if (childrenOf(task, 'restart').length > 0) judge(file.text, restartOf(task), task, report, 'warning');
      }
    }
  },
};

function judge(
  text: string,
  restart: Merged,
  owner: BlockInstance,
  report: (finding: Finding) => void,
  severity: Severity | undefined,
): void {
  const accepted = severity ? ' Nomad does not check the restart block of a task.' : '';
  const tell = (names: readonly string[], message: string, name: string, value: string): void => {
    const mark = markOf(restart, names, owner.header);
    const fixes = () => setSetting(text, restart, name, value);
    report({ ...mark, severity, message: message + accepted, related: relatedTo(restart, names, mark), fixes });
  };
  const [attempts, interval, delay, mode] = [
    restart.number('attempts'),
    restart.number('interval'),
    restart.number('delay'),
    restart.text('mode'),
  ];
  if (attempts === 0 && mode === 'delay') {
    tell(
      ['mode', 'attempts'],
      `${sentence(describeBlock(owner))} never restarts a task (attempts = 0), so it cannot wait for the next interval. Use mode = "fail", or allow an attempt.`,
      'mode',
      '"fail"',
    );
  }
  if (attempts === undefined || interval === undefined || delay === undefined) return;
  const needed = product(attempts, delay);
  if (needed > interval) {
    tell(
      ['attempts', 'delay', 'interval'],
      `${told(restart, 'attempts')} restarts, ${told(restart, 'delay')} apart, do not fit in an interval of ${told(restart, 'interval')}. Set interval to at least "${durationOf(needed)}".`,
      'interval',
      JSON.stringify(durationOf(needed)),
    );
  }
}
