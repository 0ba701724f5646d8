/** "Fix all": what is applied, what is left, by the library, over the protocol and on the command line. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { editBetween, fixAll } from '../../server/src/fix-all';
import type { Problem } from '../../server/src/problem';
import { analysisOf, startLsp } from '../support/drivers';

const wrong = `job "j" {
  type = "batch"
  periodic {
    cron = "0 6 * * *"
  }
  group "g" {
    task "t" {
      driver = "exec"
      config {
        command = "/bin/x"
      }
      ephemeral_disk {
        size = 500
      }
      resources {
        cpu    = 100
        memory = 64
        iops   = 10
      }
    }
  }
}
`;

const right = `job "j" {
  type = "batch"
  periodic {
    crons = ["0 6 * * *"]
  }
  group "g" {
    ephemeral_disk {
      size = 500
    }
    task "t" {
      driver = "exec"
      config {
        command = "/bin/x"
      }
      resources {
        cpu    = 100
        memory = 64
      }
    }
  }
}
`;

const problemsOf = (text: string): readonly Problem[] => analysisOf(text).problems;

const fixOf = (start: number, end: number, text: string, more: Partial<Problem> = {}): Problem => ({
  id: 'x/y',
  severity: 'warning',
  message: '',
  start,
  end,
  fixes: [{ title: '', preferred: true, safe: true, edits: [{ start, end, text }] }],
  ...more,
});

describe('fix all', () => {
  it('applies the repairs that need nobody to choose, and only those', () => {
    const result = fixAll(wrong, problemsOf);
    assert.equal(result.text, right);
    assert.equal(result.count, 3);
    assert.deepEqual(fixAll(right, problemsOf), { text: right, count: 0 });
    const open = 'job "j" {\n  group "g" {\n    cuont = 1\n    task "t" {\n      driver = "exec"\n    }\n  }\n}\n';
    assert.deepEqual(fixAll(open, problemsOf), { text: open, count: 0 });
  });

  it('leaves a file alone that cannot be read whole', () => {
    const broken = wrong.replace('driver = "exec"', 'driver = ');
    assert.equal(fixAll(broken, problemsOf).text, broken);
  });

  it('of two repairs at one place only the first is applied in a round', () => {
    let round = 0;
    const result = fixAll('abc', () => (round++ === 0 ? [fixOf(0, 2, 'x'), fixOf(1, 3, 'y')] : []));
    assert.deepEqual(result, { text: 'xc', count: 1 });
  });

  it('ends when repairs go in circles', () => {
    let rounds = 0;
    const result = fixAll('a', (text) => {
      rounds++;
      return [fixOf(0, 1, text === 'a' ? 'b' : 'a')];
    });
    assert.equal(rounds, 5);
    assert.equal(result.text, 'b');
  });

  it('touches no other file', () => {
    const files = [{ uri: 'file:///x', before: '', edits: [] }];
    const other = fixOf(0, 1, 'x', { fixes: [{ title: '', preferred: true, safe: true, edits: [], files }] });
    assert.equal(fixAll('a', () => [other]).count, 0);
  });

  it('is one edit of what is different', () => {
    assert.equal(editBetween('abc', 'abc'), undefined);
    assert.deepEqual(editBetween('abcd', 'abxd'), { start: 2, end: 3, text: 'x' });
    assert.deepEqual(editBetween('aa', 'aaa'), { start: 2, end: 2, text: 'a' });
    // The two halves of one character stay together.
    assert.deepEqual(editBetween('a😀b', 'a😁b'), { start: 1, end: 3, text: '😁' });
  });

  it('is a code action of its own, offered when it is asked for', async () => {
    const driver = await startLsp();
    const { connection } = driver;
    const uri = 'file:///all.nomad.hcl';
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'nomad', version: 1, text: wrong },
    });
    const ask = (only: readonly string[] | undefined) =>
      connection.sendRequest<{ kind: string; edit: { changes: Record<string, { newText: string }[]> } }[]>(
        'textDocument/codeAction',
        {
          textDocument: { uri },
          range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
          context: { diagnostics: [], ...(only && { only }) },
        },
      );
    for (const kind of ['source.fixAll', 'source.fixAll.nomad', 'source']) {
      const [action, ...others] = await ask([kind]);
      assert.equal(action?.kind, 'source.fixAll.nomad');
      assert.equal(action?.edit.changes[uri]?.length, 1);
      assert.deepEqual(others, []);
    }
    assert.deepEqual(await ask(undefined), []);
    assert.deepEqual(await ask(['source.organizeImports']), []);
    await driver.close();
  });

  it('nomad-jobs leaves a file alone that is not in UTF-8, and says so', () => {
    const cli = join(process.cwd(), 'dist/cli.js');
    const folder = mkdtempSync(join(tmpdir(), 'encoding-'));
    try {
      const file = join(folder, 'j.nomad.hcl');
      const bytes = Buffer.from(wrong.replace('job "', '# \u00e9\njob "'), 'latin1');
      writeFileSync(file, bytes);
      for (const args of [['check', '--fix'], ['fmt'], ['json']]) {
        const { stdout, stderr, status } = spawnSync(process.execPath, [cli, ...args, file], { encoding: 'utf8' });
        assert.notEqual(status, 0);
        assert.match(stdout + stderr, /not in UTF-8/, args.join(' '));
        assert.deepEqual(readFileSync(file), bytes, args.join(' '));
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('nomad-jobs check --fix writes what it repairs and tells what is left', () => {
    const cli = join(process.cwd(), 'dist/cli.js');
    const folder = mkdtempSync(join(tmpdir(), 'fix-all-'));
    try {
      const file = join(folder, 'j.nomad.hcl');
      writeFileSync(file, wrong, { mode: 0o640 });
      symlinkSync(file, join(folder, 'link.nomad.hcl'));
      const run = (...args: string[]) =>
        spawnSync(process.execPath, [cli, 'check', '--format', 'json', ...args], { encoding: 'utf8' });
      run(join(folder, 'link.nomad.hcl'));
      assert.equal(readFileSync(file, 'utf8'), wrong);
      const { stdout, status } = run('--fix', join(folder, 'link.nomad.hcl'));
      assert.equal(status, 0, stdout);
      assert.equal(readFileSync(file, 'utf8'), right);
      assert.equal(statSync(file).mode & 0o777, 0o640);
      assert.ok(lstatSync(join(folder, 'link.nomad.hcl')).isSymbolicLink());
      assert.deepEqual(readdirSync(folder), ['j.nomad.hcl', 'link.nomad.hcl']);
      const left: { rule: string }[] = JSON.parse(stdout);
      assert.ok(!left.some(({ rule }) => rule.startsWith('deprecated/') || rule === 'structure/wrong-level'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
