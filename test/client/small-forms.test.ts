/** What people type into the forms of commands, and addresses that are made. */
import assert from 'node:assert/strict';
import { parseDeadline } from '../../client/src/nodes/deadline';
import { changesText, pathProblem, sizeOf, without } from '../../client/src/variables/changes';
import { variableOfSpec } from '../../client/src/variables/variable-spec';
import { pageOf } from '../../client/src/views/ui-page';

describe('the form of a drain', () => {
  it('takes durations as Nomad writes them, no limit, and now', () => {
    const times = { '45s': 45e3, '30m': 18e5, '1h30m': 54e5, '1.5h': 54e5, none: 0, now: -1, ' NOW ': -1 };
    for (const [text, expected] of Object.entries(times)) assert.equal(parseDeadline(text), expected, text);
    for (const text of ['', '30', 'soon', '1h 30m', '-5m']) assert.equal(parseDeadline(text), undefined, text);
  });
});

describe('the form of a variable', () => {
  it('says what it would write, and never a value', () => {
    const before = { user: 'web', password: 'hunter2', old: '1' };
    const after = { ...without(before, 'old'), password: 'correct horse', port: '80' };
    assert.equal(changesText(before, after), 'changes "password", adds "port", removes "old"');
    assert.equal(changesText(before, { ...before }), '');
    assert.equal(sizeOf({ ab: 'ü' }), 4);
  });

  it('knows which paths Nomad has', () => {
    for (const path of ['nomad/jobs', 'nomad/jobs/web/app', 'shared/config', 'nomad/job-templates/x', 'a~b_c-d'])
      assert.equal(pathProblem(path), undefined, path);
    assert.match(pathProblem('nomad/web') ?? '', /nomad\/jobs/);
    assert.match(pathProblem('with blank') ?? '', /letters, digits/);
    assert.match(pathProblem('') ?? '', /letters, digits/);
  });

  it('reads a specification', () => {
    const values = { path: 'nomad/jobs/web', namespace: '', items: [{ port: 80, user: 'x' }], modify_index: 7 };
    assert.deepEqual(variableOfSpec(values), {
      path: 'nomad/jobs/web',
      namespace: undefined,
      items: { port: '80', user: 'x' },
      index: 7,
    });
  });
});

describe('the web interface', () => {
  it('has a page for each thing', () => {
    assert.equal(pageOf({ jobId: 'dispatch/a b', namespace: 'prod' }), 'jobs/dispatch%2Fa%20b@prod');
    assert.equal(pageOf({ jobId: 'web' }), 'jobs/web@default');
    assert.equal(pageOf({ jobId: 'web', allocId: '12', task: 'main' }), 'allocations/12/main');
    assert.equal(pageOf({ nodeId: '12' }), 'clients/12');
    assert.equal(pageOf({ volume: { type: 'csi', id: 'wiki' }, namespace: 'x' }), 'storage/volumes/csi/wiki@x');
    assert.equal(pageOf({}), 'jobs');
  });
});
