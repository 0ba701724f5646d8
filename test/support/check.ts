/** Checks that compare what a driver reports with what a spec expects, and show the difference as text. */
import assert from 'node:assert/strict';
import type { Driver, Mark } from './drivers';
import { checkFixes } from './fixes';
import { readSpec } from './marker';
import { checkRuleIsAbout } from './rule-about';

/** Every expected mark is there, and no other; and each repair repairs. */
export async function checkSpec(driver: Driver, text: string): Promise<void> {
  const spec = readSpec(text);
  if (driver.name === 'direct') {
    checkFixes(spec.text);
    checkRuleIsAbout(spec.text);
  }
  const marks = await driver.problems(spec.text);
  const left = [...marks];
  const notReported = spec.expected.filter((want) => {
    const at = left.findIndex(
      (mark) =>
        mark.line === want.line &&
        mark.start === want.start &&
        // A mark over several lines is known by where it begins.
        (mark.endLine > mark.line || mark.end === want.end) &&
        mark.severity === want.severity &&
        mark.id === want.id &&
        mark.message.includes(want.message),
    );
    if (at < 0) return true;
    left.splice(at, 1);
    return false;
  });
  if (notReported.length === 0 && left.length === 0) return;
  const lines = spec.text.split('\n');
  const show = (m: Omit<Mark, 'endLine'>) =>
    `  ${m.line + 1}: ${lines[m.line] ?? ''}\n  ${' '.repeat(`${m.line + 1}`.length + 2 + m.start)}${'^'.repeat(Math.max(1, m.end - m.start))} ${m.severity} ${m.id}: ${m.message}`;
  assert.fail(
    [
      notReported.length > 0 ? `not reported:\n${notReported.map(show).join('\n')}` : '',
      left.length > 0 ? `not expected:\n${left.map(show).join('\n')}` : '',
    ]
      .filter(Boolean)
      .join('\n'),
  );
}
