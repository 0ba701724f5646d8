/** What every repair must do: leave a file that can be read, without the problem that it is for. */
import assert from 'node:assert/strict';
import type { Problem } from '../../server/src/problem';
import type { Settings } from '../../server/src/settings';
import { applyEdits } from '../../server/src/text-edits';
import { analysisOf } from './drivers';

/** Tries each repair of each problem of a text by itself. */
export function checkFixes(text: string, settings?: Settings): void {
  const before = analysisOf(text, settings);
  // A file that cannot be read whole may show more mistakes once one is gone.
  if (before.syntax.errors.length > 0) return;
  for (const problem of before.problems) {
    for (const fix of problem.fixes ?? []) {
      // A repair in other files leaves this one as it is.
      if (fix.edits.length === 0) continue;
      const fixed = applyEdits(text, fix.edits);
      const after = analysisOf(fixed, settings);
      const told = `"${fix.title}" for ${problem.id} makes:\n${fixed}`;
      assert.ok(!overlap(fix.edits), `"${fix.title}" for ${problem.id} has edits that overlap`);
      assert.notEqual(fixed, text, `"${fix.title}" for ${problem.id} changes nothing`);
      assert.deepEqual(after.syntax.errors, [], told);
      assert.ok(count(after.problems, problem) < count(before.problems, problem), `${told}\nstill: ${problem.message}`);
    }
  }
}

const overlap = (edits: readonly { readonly start: number; readonly end: number }[]): boolean =>
  edits.some((a, i) => edits.some((b, j) => i < j && a.start < b.end && b.start < a.end));

const count = (problems: readonly Problem[], { id, message }: Problem): number =>
  problems.filter((problem) => problem.id === id && problem.message === message).length;
