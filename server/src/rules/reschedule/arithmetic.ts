/** Reschedule settings that Nomad refuses after merging group, job and defaults. */
import { rescheduleOf } from '../../job/canonical';
import { nearest } from '../../nearest';
import { orList } from '../../schema/messages';
import { product } from '../../values/go-integer';
import { childrenOf, groupsOf, jobOf } from '../facts/job-view';
import { durationOf, markOf, relatedTo, told } from '../facts/marks';
import { setSetting, setValue } from '../facts/repairs';
import type { Rule } from '../rule';

const second = 1e9;

export const rescheduleArithmetic: Rule = {
  id: 'reschedule/arithmetic',
  level: 'error',
  title: 'Reschedule settings that do not fit together',
  languages: ['nomad'],
  about: 'reschedule',
  docs: {
    why: 'A failed allocation is placed anew without limit (`unlimited = true`, the default of services) or `attempts` times within `interval`: not both. The delay between two attempts is at least 5s; it stays (`constant`) or grows to `max_delay` (`exponential`, `fibonacci`), which is at least 5s and at least `delay`. With a limit the interval is at least 15s and must have room for all attempts with their delays. A group takes what it leaves out from the job, then from the defaults of the job type: what looks complete may still get `unlimited = true` from there. With `attempts = 0` and `unlimited = false` nothing is rescheduled and nothing checked.',
    wrong: 'reschedule {\n  attempts = 3\n  interval = "1h"\n}',
    right: 'reschedule {\n  attempts  = 3\n  interval  = "1h"\n  unlimited = false\n}',
    sources: [
      'nomad/structs/structs.go ReschedulePolicy.Validate, viableAttempts',
      'api/tasks.go NewDefaultReschedulePolicy',
    ],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const policy = rescheduleOf(group);
      if (!policy || policy.blocks.length === 0) continue;
      const own = childrenOf(group, 'reschedule')[0] ?? childrenOf(jobOf(file.instance) ?? group, 'reschedule')[0];
      const tell = (names: readonly string[], message: string, name: string, value: string): void => {
        const mark = markOf(policy, names, own?.header ?? group.header);
        const fixes = () => setSetting(file.text, policy, name, value);
        report({ ...mark, message, related: relatedTo(policy, names, mark), fixes });
      };
      const attempts = policy.number('attempts');
      const unlimited = policy.flag('unlimited');
      if (attempts === undefined || unlimited === undefined || (attempts <= 0 && !unlimited)) continue;
      const [interval, delay, maxDelay, growth] = [
        policy.number('interval'),
        policy.number('delay'),
        policy.number('max_delay'),
        policy.text('delay_function'),
      ];
      if (attempts > 0 && unlimited) {
        tell(
          ['attempts', 'unlimited'],
          `${attempts} attempts and unlimited = ${told(policy, 'unlimited')} exclude each other. Add unlimited = false, or remove attempts and interval.`,
          'unlimited',
          'false',
        );
      }
      if (attempts > 0 && interval !== undefined && interval <= 0) {
        tell(
          ['attempts', 'interval'],
          `${attempts} attempts need an interval in which they count, for example interval = "1h".`,
          'interval',
          '"1h"',
        );
      } else if (!unlimited && interval !== undefined && interval < 15 * second) {
        tell(['interval'], `The interval is ${told(policy, 'interval')}; it must be at least 15s.`, 'interval', '"1h"');
      }
      let delaysFit =
        delay !== undefined && growth !== undefined && maxDelay !== undefined && functions.includes(growth);
      if (growth !== undefined && !functions.includes(growth)) {
        const by = policy.setting('delay_function').attribute;
        const suggestion = nearest(growth, functions);
        const message = `${JSON.stringify(growth)} is not a valid "delay_function". Use ${orList(functions)}.`;
        const mark = markOf(policy, ['delay_function'], own?.header ?? group.header);
        report({
          ...mark,
          message,
          fixes: by
            ? (suggestion ? [suggestion] : functions).map((one) =>
                setValue(by, JSON.stringify(one), undefined, one === suggestion),
              )
            : [],
        });
      }
      if (delay !== undefined && delay < 5 * second) {
        tell(['delay'], `The delay is ${told(policy, 'delay')}; it must be at least 5s.`, 'delay', '"5s"');
        delaysFit = false;
      }
      if (growth !== undefined && growth !== 'constant' && functions.includes(growth)) {
        if (maxDelay !== undefined && maxDelay < 5 * second) {
          tell(
            ['max_delay', 'delay_function'],
            `The longest delay is ${told(policy, 'max_delay')}; with delay_function = ${told(policy, 'delay_function')} it must be at least 5s.`,
            'max_delay',
            '"1h"',
          );
          delaysFit = false;
        } else if (maxDelay !== undefined && delay !== undefined && maxDelay < delay) {
          tell(
            ['max_delay', 'delay'],
            `The longest delay, ${told(policy, 'max_delay')}, is less than the first, ${told(policy, 'delay')}.`,
            'max_delay',
            JSON.stringify(durationOf(delay)),
          );
          delaysFit = false;
        }
      }
      if (unlimited || !delaysFit || interval === undefined || interval <= 0 || attempts <= 0) continue;
      const needed = roomFor(attempts, delay ?? 0, growth ?? '', maxDelay ?? 0);
      // Exponential delays must end before the interval does, the others may end with it.
      if (growth === 'exponential' ? needed < interval : needed <= interval) continue;
      tell(
        ['attempts', 'interval', 'delay'],
        `${attempts} attempts with a delay of ${told(policy, 'delay')} (${growth}) do not fit in an interval of ${told(policy, 'interval')}. Set interval to ${growth === 'exponential' ? 'more than' : 'at least'} "${durationOf(needed)}".`,
        'interval',
        JSON.stringify(durationOf(needed + second)),
      );
    }
  },
};

const functions = ['constant', 'exponential', 'fibonacci'];

/** How long an interval must be for `attempts`, as Nomad reckons it. */
function roomFor(attempts: number, delay: number, growth: string, maxDelay: number): number {
  if (growth === 'constant') return product(attempts, delay);
  return growth === 'exponential' ? exponential(attempts, delay, maxDelay) : fibonacci(attempts, delay, maxDelay);
}

/** Nomad doubles in 64 bits: after some thirty attempts the numbers run over, and it takes the interval for long enough. */
function exponential(attempts: number, delay: number, maxDelay: number): number {
  let at = 0n;
  let latest = 0n;
  for (let i = 0; i < Math.min(attempts, 70); i++) {
    const next = BigInt.asIntN(64, BigInt.asIntN(64, 1n << BigInt(Math.min(i, 63))) * BigInt(delay));
    at = next > BigInt(maxDelay) ? at + BigInt(maxDelay) : next;
    if (at > latest) latest = at;
  }
  return Number(latest);
}

function fibonacci(attempts: number, delay: number, maxDelay: number): number {
  let [before, last] = [delay, delay];
  for (let i = 2; i < attempts; i++) {
    if (before + last > maxDelay) return product(maxDelay, attempts - i);
    [before, last] = [last, before + last];
  }
  return last;
}
