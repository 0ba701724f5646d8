/** What stands around the few lines that a test of a rule is about, and what a fix leaves behind. */
import assert from 'node:assert/strict';
import { analysisOf } from '../support/drivers';
import { readSpec } from '../support/marker';

/** Lines of a group that is fine without them. */
export const inGroup = (lines: string, job = ''): string =>
  `job "web" {${job}\n  group "web" {\n    shutdown_delay = "5s"\n${lines}\n    task "server" {\n      driver = "exec"\n      config {\n        command = "/bin/server"\n      }\n    }\n  }\n}\n`;

/** Lines of a task that is fine without them; `group` are lines of its group. */
export const inTask = (lines: string, group = ''): string =>
  `job "web" {\n  group "web" {\n${group}\n    task "server" {\n      driver         = "exec"\n      shutdown_delay = "5s"\n      config {\n        command = "/bin/server"\n      }\n${lines}\n    }\n  }\n}\n`;

/** Lines of a job that is fine without them, before its only group. */
export const inJob = (lines: string): string =>
  `job "web" {\n${lines}\n  group "web" {\n    task "server" {\n      driver = "exec"\n      config {\n        command = "/bin/server"\n      }\n    }\n  }\n}\n`;

/** The first fix of the only problem with this id: it leaves a file that parses, without that problem. */
export function checkFix(marked: string, id: string): void {
  const { text } = readSpec(marked);
  const problems = analysisOf(text).problems.filter((problem) => problem.id === id);
  const fix = problems[0]?.fixes?.[0];
  assert.equal(problems.length, 1, `one ${id}`);
  assert.ok(fix, `${id} has a fix`);
  const edits = [...fix.edits].sort((a, b) => b.start - a.start);
  const fixed = edits.reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
  const after = analysisOf(fixed);
  assert.deepEqual(after.syntax.errors, [], fixed);
  assert.deepEqual(
    after.problems.filter((problem) => problem.id === id).map((problem) => problem.message),
    [],
    fixed,
  );
}
