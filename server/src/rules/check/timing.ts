/** How often a check asks, and how long it waits. */
import type { Fix } from '../../problem';
import type { AttributeInstance, BlockInstance } from '../../schema/instance';
import { checksOf } from '../facts/checks';
import { groupsOf } from '../facts/job-view';
import { countOf, placeOf } from '../facts/known';
import { durationOf } from '../facts/marks';
import { setValue } from '../facts/repairs';
import type { Rule } from '../rule';

const second = 1e9;

export const checkTiming: Rule = {
  id: 'check/timing',
  level: 'information',
  policy: 'house',
  title: 'A check that asks too often, too seldom, or waits too long',
  languages: ['nomad'],
  about: 'check',
  docs: {
    why: 'The answer must be there before the next question: a timeout as long as the interval lets one slow answer run into the next check. Every few seconds is a load, every few minutes notices a failure too late. Usual: every 10 s with 2 s of patience for what all others need, 15 s and 3 s for an API, 30 s and 5 s for the rest.',
    wrong: 'check {\n  type     = "tcp"\n  interval = "10s"\n  timeout  = "20s"\n}',
    right: 'check {\n  type     = "tcp"\n  interval = "10s"\n  timeout  = "2s"\n}',
    sources: ['nomad/structs/services.go ServiceCheck.validate'],
  },
  check(file, report) {
    for (const { check, type } of groupsOf(file.instance).flatMap(checksOf)) {
      const interval = countOf(check, 'interval');
      const timeout = countOf(check, 'timeout');
      const written = check.attributes.get('timeout');
      // Nomad refuses less than a second; a script is not asked but run.
      if (!interval || interval < second || !type) continue;
      if (timeout !== undefined && written && timeout >= second && timeout >= interval) {
        report({
          ...placeOf(check, 'timeout'),
          severity: 'warning',
          message: `The check waits ${durationOf(timeout)} for an answer and asks again after ${durationOf(interval)}. Wait less than the interval.`,
          fixes: usualFix(check, written, interval),
        });
      } else if (interval < 5 * second) {
        report({
          ...placeOf(check, 'interval'),
          severity: 'warning',
          message: `A check every ${durationOf(interval)} is a load for the service and for whoever asks. Usual are 10s to 30s.`,
          fixes: intervalFix(check, '"10s"'),
        });
      } else if (interval > 60 * second && type !== 'script') {
        report({
          ...placeOf(check, 'interval'),
          message: `Between two checks lie ${durationOf(interval)}: so long may a failure go unnoticed. Usual are 10s to 30s.`,
          fixes: intervalFix(check, '"30s"'),
        });
      }
    }
  },
};

function intervalFix(check: BlockInstance, text: string): readonly Fix[] {
  const written = check.attributes.get('interval');
  return written ? [setValue(written, text)] : [];
}

/** The usual patience for the interval; where that is unusual too, both. */
function usualFix(check: BlockInstance, timeout: AttributeInstance, interval: number): readonly Fix[] {
  if (interval >= 5 * second) {
    const patience = interval >= 30 * second ? '"5s"' : interval >= 15 * second ? '"3s"' : '"2s"';
    return [setValue(timeout, patience)];
  }
  const written = check.attributes.get('interval');
  if (!written) return [];
  const [every] = setValue(written, '"10s"').edits;
  const [patience] = setValue(timeout, '"2s"').edits;
  return every && patience ? [{ title: 'Ask every 10s, wait 2s', preferred: true, edits: [every, patience] }] : [];
}
