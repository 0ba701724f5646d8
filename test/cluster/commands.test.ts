import assert from 'node:assert/strict';
import type { FileInfo, Job, JobDiff } from '@nomad/api';
import { createLogLines, type LogSource } from '../../client/src/cluster/log-lines';
import { boundsOf, countProblem } from '../../client/src/commands/count-problem';
import { formOf } from '../../client/src/commands/dispatch-form';
import { fileItems, parentOf } from '../../client/src/commands/file-items';
import { splitCommand } from '../../client/src/commands/split-command';
import { versionText } from '../../client/src/commands/version-text';
import { backwards, versionChanges } from '../../client/src/plan';
import { exchangesOf } from '../support/replay-files';

const bodyOf = <T>(scenario: string, path: RegExp, query?: string): T =>
  (exchangesOf(scenario).find(
    ({ request, response }) =>
      path.test(request.path) && response.body && (query === undefined || query in request.query),
  )?.response.body ?? assert.fail(`${scenario} ${path}`)) as T;

describe('lines of logs', () => {
  const source = (label: string, stderr = false): LogSource => ({ key: `${label}${stderr}`, label, stderr });
  const plain = (text: string) => text.replace(/\x1b\[\d+m/g, '');

  it('are whole, with what they come from, however they arrive', () => {
    const lines = createLogLines();
    const app = source('app[0] main');
    assert.equal(plain(lines.push(app, Buffer.from('one\ntw'))), 'app[0] main │ one\r\n');
    assert.equal(plain(lines.push(app, Buffer.from('o\nthree'))), 'app[0] main │ two\r\n');
    assert.equal(plain(lines.flush()), 'app[0] main │ three\r\n');
  });

  it('keep umlauts that are cut, and do not mix two logs', () => {
    const lines = createLogLines();
    const bytes = Buffer.from('größer\r\n');
    const [a, b] = [source('a'), source('b', true)];
    assert.equal(plain(lines.push(a, bytes.subarray(0, 3))), '');
    assert.equal(plain(lines.push(b, Buffer.from('other\nhalf'))), 'b ┃ other\r\n');
    assert.equal(plain(lines.push(a, bytes.subarray(3))), 'a │ größer\r\n');
    assert.equal(plain(lines.flush()), 'b ┃ half\r\n');
    assert.equal(lines.flush(), '');
  });

  it('of one log need no label, and colours of a program end with its line', () => {
    const lines = createLogLines();
    assert.equal(lines.push(source(''), Buffer.from('\x1b[32mgreen\n')), '\x1b[32mgreen\x1b[0m\r\n');
    assert.equal(plain(lines.push(source('', true), Buffer.from('bad\n'))), '┃ bad\r\n');
  });
});

describe('what commands ask', () => {
  it('splits a command as it is typed', () => {
    for (const [line, words] of [
      ['/bin/sh', ['/bin/sh']],
      ['  redis-cli  -a "p w" info ', ['redis-cli', '-a', 'p w', 'info']],
      [`sh -c 'echo "$HOME" \\n'`, ['sh', '-c', 'echo "$HOME" \\n']],
      ['a\\ b "c\\"d" e"f"g', ['a b', 'c"d', 'efg']],
      ["'' x", ['', 'x']],
      ['', []],
    ] as const) {
      assert.deepEqual(splitCommand(line), words, line);
    }
  });

  it('knows what a job wants to be dispatched with', () => {
    const job = bodyOf<Job>('dispatch', /^\/v1\/job\/import$/);
    assert.deepEqual(formOf(job), { required: ['bucket'], optional: ['prefix'], payload: 'required' });
    assert.deepEqual(formOf({ ParameterizedJob: {} }), { required: [], optional: [], payload: 'optional' });
    assert.equal(formOf(bodyOf<Job>('dispatch', /^\/v1\/job\/nightly$/)), undefined);
  });

  it('holds counts to the bounds of the scaling block', () => {
    const job = { TaskGroups: [{ Name: 'app', Scaling: { Min: 1, Max: 4 } }, { Name: 'free' }] };
    const bounds = boundsOf(job, 'app');
    assert.deepEqual(bounds, { min: 1, max: 4 });
    assert.deepEqual([countProblem('2', bounds), countProblem('0', boundsOf(job, 'free'))], [undefined, undefined]);
    assert.match(countProblem('5', bounds) ?? '', /4 or fewer/);
    assert.match(countProblem('0', bounds) ?? '', /1 or more/);
    for (const text of ['', '-1', '1.5', 'x']) assert.match(countProblem(text, {}) ?? '', /whole number/);
  });

  it('lists files: folders first, and says what cannot be read', () => {
    const files = bodyOf<FileInfo[]>('fs', /\/fs\/ls\//, 'path');
    const logs = (exchangesOf('fs').find(({ request }) => request.query.path === '/alloc/logs')?.response.body ??
      files) as FileInfo[];
    const items = fileItems([...files, ...logs]);
    const firstFile = items.findIndex(({ folder }) => !folder);
    assert.ok(
      items.slice(0, firstFile).every(({ folder }) => folder) && items.slice(firstFile).every(({ folder }) => !folder),
    );
    assert.match(items.find(({ name }) => name === '.main.stdout.fifo')?.description ?? '', /^fifo, cannot be read/);
    assert.equal(items.find(({ name }) => name === 'main.stdout.0')?.readable, true);
    assert.deepEqual([parentOf('a/b/c'), parentOf('a')], ['a/b', '']);
  });
});

describe('versions of a job', () => {
  const read = bodyOf<{ Versions: Job[]; Diffs: JobDiff[] }>('versions', /\/versions$/, 'diffs');

  it('are told by number, age, tag and stability', () => {
    const job = {
      ID: 'x',
      Version: 3,
      SubmitTime: 1e18,
      Stable: true,
      VersionTag: { Name: 'good', Description: 'known' },
    };
    const text = versionText(job, 1e12 + 5 * 60_000);
    assert.deepEqual(text, { label: 'Version 3', description: '5 min ago · stable · tag good · known' });
    assert.equal(versionText({ ID: 'x', Version: 0 }).description, '');
  });

  it('differ in the words of a job file, forwards and backwards', () => {
    const [diff = assert.fail()] = read.Diffs;
    const forwards = versionChanges(diff);
    assert.match(forwards, /release.*1 → 2/);
    assert.match(versionChanges(backwards(diff)), /release.*2 → 1/);
    assert.equal(versionChanges(backwards(backwards(diff))), forwards);
    assert.equal(versionChanges({ Type: 'None', ID: 'x' }), '');
  });

  it('turn what was added into what goes', () => {
    const task = { Type: 'Added', Name: 'extra', Fields: [], Objects: [] } as const;
    const group = { Type: 'Edited', Name: 'app', Tasks: [task] } as const;
    const added: JobDiff = { Type: 'Edited', ID: 'x', TaskGroups: [group, { Type: 'Deleted', Name: 'old' }] };
    assert.match(versionChanges(added), /group app\n {2}\+ task extra\n- group old/);
    assert.match(versionChanges(backwards(added)), /group app\n {2}- task extra\n\+ group old/);
  });
});
