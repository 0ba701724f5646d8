/** Fixes: the text after one was applied, and that it brought no new problem. */
import assert from 'node:assert/strict';
import { analysisOf } from '../support/drivers';

function apply(text: string, title: string): string {
  const fixes = analysisOf(text).problems.flatMap((problem) => problem.fixes ?? []);
  const fix = fixes.find((f) => f.title === title);
  assert.ok(fix, `"${title}" is not among: ${fixes.map((f) => f.title).join(' | ')}`);
  return [...fix.edits]
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((changed, edit) => changed.slice(0, edit.start) + edit.text + changed.slice(edit.end), text);
}

const ids = (text: string): string[] => analysisOf(text).problems.map((p) => p.id);

describe('fixes', () => {
  it('a static port becomes dynamic, and the task still listens on the same number', () => {
    const text =
      'job "j" {\n  group "g" {\n    network {\n      port "web" {\n        static = 8443\n      }\n    }\n  }\n}\n';
    const fixed = apply(text, 'Use a dynamic port (the task listens on 8443)');
    assert.ok(fixed.includes('        to = 8443\n'));
    assert.ok(!ids(fixed).includes('port/static-not-allowed'));
  });

  it('a documented static port is left alone', () => {
    const text =
      'job "j" {\n  group "g" {\n    network {\n      port "web" {\n        static = 8443\n      }\n    }\n  }\n}\n';
    assert.ok(!ids(apply(text, 'Document as legacy…')).includes('port/static-not-allowed'));
  });

  it('a block one level too deep moves up, with its indentation', () => {
    const text =
      'job "j" {\n  group "g" {\n    task "t" {\n      driver = "exec"\n      ephemeral_disk {\n        size = 500\n      }\n    }\n  }\n}\n';
    assert.equal(
      apply(text, 'Move to group'),
      'job "j" {\n  group "g" {\n    ephemeral_disk {\n      size = 500\n    }\n    task "t" {\n      driver = "exec"\n    }\n  }\n}\n',
    );
  });

  it('a block one level too deep is merged into the one that stands there already, where they say different things', () => {
    const text = (inner: string) =>
      `job "j" {\n  group "g" {\n    ephemeral_disk {\n      sticky = true\n    }\n    task "t" {\n      driver = "exec"\n      ephemeral_disk {\n        ${inner}\n      }\n    }\n  }\n}\n`;
    assert.equal(
      apply(text('size = 500'), 'Merge into the ephemeral_disk of the group'),
      'job "j" {\n  group "g" {\n    ephemeral_disk {\n      sticky = true\n      size = 500\n    }\n    task "t" {\n      driver = "exec"\n    }\n  }\n}\n',
    );
    const [problem] = analysisOf(text('sticky = false')).problems.filter(({ id }) => id === 'structure/wrong-level');
    assert.deepEqual(problem?.fixes, []);
  });

  it('an attribute one level too high moves down', () => {
    const text = 'job "j" {\n  group "g" {\n    driver = "exec"\n    task "t" {\n    }\n  }\n}\n';
    assert.equal(
      apply(text, 'Move to task "t"'),
      'job "j" {\n  group "g" {\n    task "t" {\n      driver = "exec"\n    }\n  }\n}\n',
    );
  });

  it('an undeclared volume is declared at the top of its group', () => {
    const text =
      'job "j" {\n  group "g" {\n    task "t" {\n      driver = "exec"\n      volume_mount {\n        volume      = "data"\n        destination = "/data"\n      }\n    }\n  }\n}\n';
    for (const title of ['Declare host volume "data"', 'Declare CSI volume "data"']) {
      const fixed = apply(text, title);
      assert.ok(!ids(fixed).some((id) => id.startsWith('volume/')), fixed);
    }
  });

  it('a volume that nobody mounts is mounted', () => {
    const text =
      'job "j" {\n  group "g" {\n    volume "data" {\n      type   = "host"\n      source = "data"\n    }\n    task "t" {\n      driver = "exec"\n    }\n  }\n}\n';
    assert.ok(!ids(apply(text, 'Mount it in task "t"')).some((id) => id.startsWith('volume/')));
  });

  it('CSI modes are added', () => {
    const text =
      'job "j" {\n  group "g" {\n    volume "data" {\n      type   = "csi"\n      source = "data"\n    }\n  }\n}\n';
    assert.ok(!ids(apply(text, 'Add access_mode and attachment_mode')).includes('volume/csi-mode-missing'));
  });

  it('an object becomes a block', () => {
    const text = 'job "j" {\n  group "g" {\n    restart = {\n      attempts = 3\n    }\n  }\n}\n';
    assert.ok(apply(text, 'Write "restart" as a block').includes('    restart {\n      attempts = 3\n    }\n'));
  });

  it('no fix of a file full of mistakes leaves a file that cannot be read', () => {
    const text =
      'job "j" {\n  type = "periodic"\n  count = 2\n  group "g" {\n    cuont = 3\n    network {\n      port "web" { static = 8443 }\n    }\n    task "t" {\n      driver = "exec"\n      ephemeral_disk { size = 500 }\n      resources = { cpu = 100 }\n      service { port = "wbe" }\n      volume_mount { volume = "data" }\n    }\n  }\n}\n';
    const problems = analysisOf(text).problems;
    assert.ok(problems.length >= 6);
    for (const fix of problems.flatMap((p) => p.fixes ?? [])) {
      assert.deepEqual(
        analysisOf(apply(text, fix.title)).syntax.errors.map((e) => e.message),
        [],
        fix.title,
      );
    }
  });
});
