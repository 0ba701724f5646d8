import assert from 'node:assert/strict';
import { createClient, isNomadError, type NomadClient, stringifyJson } from '@nomad/api';
import { httpServer } from '../../../test/support/hand-made-servers';
import { type Exchange, exchangesOf } from '../../../test/support/replay-files';
import { type ReplayOptions, type ReplayServer, startReplay } from '../../../test/support/replay-server';

describe('what changes a cluster, as it was recorded', () => {
  let server: ReplayServer;
  let client: NomadClient;
  const replay = async (scenario: string, options?: ReplayOptions) => {
    server = await startReplay([scenario], options);
    client = createClient({ address: server.address });
    return server;
  };
  afterEach(async () => {
    await client.close();
    server.expectNothingUnknown();
    await server.close();
  });
  const refused = (action: Promise<unknown>, text: RegExp, kind: 'server' | 'conflict' | 'not-found' = 'server') =>
    assert.rejects(action, (error) => {
      assert.ok(isNomadError(error, kind), `${error}`);
      assert.match(error.message, text);
      return true;
    });
  const answerTo = (scenario: string, fits: (exchange: Exchange) => unknown) =>
    (exchangesOf(scenario).find((one) => one.response.status === 200 && fits(one)) ?? assert.fail()).response.body;

  it('scales a group within its bounds', async () => {
    await replay('scale');
    const change = await client.jobs.scale('scalable', 'app', 3, { message: 'more' });
    assert.deepEqual(
      change,
      answerTo('scale', ({ request }) => request.method === 'POST'),
    );
    const { TaskGroups } = await client.jobs.scaleStatus('scalable');
    assert.equal(TaskGroups.app?.Running, 1);
    await refused(client.jobs.scale('scalable', 'app', 2), /blocked due to active deployment.*still under way/);
    await refused(client.jobs.scale('scalable', 'app', 9), /maximum: 9 > 4.*bounds/);
    await refused(client.jobs.scale('nope', 'app', 1), /job "nope" not found/, 'not-found');
  });

  it('dispatches with meta and payload, and says what is missing', async () => {
    await replay('dispatch');
    const payload = Buffer.from('eyJyb3dzIjogWzEsIDIsIDNdfQo=', 'base64');
    const { DispatchedJobID } = await client.jobs.dispatch('import', { payload, meta: { bucket: 'b1', prefix: 'p/' } });
    assert.match(DispatchedJobID, /^import\/dispatch-/);
    assert.equal((await client.jobs.read(DispatchedJobID)).ID, DispatchedJobID);
    const once = { payload, meta: { bucket: 'b1' }, idempotencyToken: 'once' };
    const first = await client.jobs.dispatch('import', once);
    const second = await client.jobs.dispatch('import', once);
    assert.deepEqual([second.DispatchedJobID, second.EvalID], [first.DispatchedJobID, '']);
    await refused(client.jobs.dispatch('import', { payload }), /required meta keys: \[bucket\].*parameterized block/);
    const { EvalID } = await client.jobs.forcePeriodic('nightly');
    assert.match((await client.evaluations.read(EvalID)).data.JobID, /^nightly\/periodic-/);
    await refused(client.jobs.forcePeriodic('plain-job'), /non-periodic/);
  });

  it('reverts, compares versions, and knows a conflict', async () => {
    await replay('versions');
    const { Diffs } = await client.jobs.versions('versioned', { diffs: true, diffVersion: 0 });
    assert.equal(Diffs?.[0]?.Fields?.[0]?.Old, '0');
    assert.ok((await client.jobs.revert('versioned', 1)).EvalID);
    await refused(client.jobs.revert('versioned', 9), /at version 9 not found/);
    await refused(client.jobs.revert('versioned', 0, { enforceVersion: 1 }), /changed by somebody else/, 'conflict');
  });

  it('restarts, signals and stops an allocation', async () => {
    const { received } = await replay('alloc');
    const path =
      received.length === 0 ? exchangesOf('alloc').find(({ request }) => request.path.endsWith('/stats')) : undefined;
    const id = path?.request.path.split('/')[4] ?? assert.fail();
    const { Tasks } = await client.allocations.usage(id);
    assert.deepEqual(Object.keys(Tasks ?? {}).sort(), ['main', 'silent']);
    assert.ok((Tasks?.main?.ResourceUsage?.MemoryStats?.RSS ?? 0) > 0);
    await client.allocations.restart(id, { task: 'main' });
    await client.allocations.restart(id, { all: true });
    await refused(client.allocations.restart(id, { task: 'nope' }), /restart task "nope".*task runner/s);
    await client.allocations.signal(id, 'silent', 'SIGUSR1');
    await refused(client.allocations.signal(id, 'nope', 'SIGHUP'), /Task not found/);
    assert.deepEqual(
      (await client.jobs.actions('logger')).map(({ Name }) => Name),
      ['greet'],
    );
    assert.match((await client.allocations.stop(id)).EvalID, /^[0-9a-f-]{36}$/);
    await refused(client.allocations.stop('00000000-0000-0000-0000-000000000000'), /not found/, 'not-found');
  });

  it('forbids and allows a node, drains it and ends that', async () => {
    const { received } = await replay('nodes');
    const id =
      exchangesOf('nodes')
        .find(({ request }) => request.method === 'PUT')
        ?.request.path.split('/')[3] ?? '';
    assert.ok((await client.nodes.usage(id)).Memory?.Total);
    await client.nodes.setEligibility(id, false);
    assert.equal((await client.nodes.setEligibility(id, true)).EvalIDs?.length, 1);
    await client.nodes.drain(id, { deadline: 5_000, message: 'maintenance' });
    assert.equal((received.at(-1)?.body as { DrainSpec?: { Deadline: number } } | undefined)?.DrainSpec?.Deadline, 5e9);
    assert.equal((await client.nodes.stopDrain(id)).EvalIDs?.length, 1);
  });

  it('makes and deletes a host volume, not while it is in use', async () => {
    const created = exchangesOf('volumes').find(({ request }) => request.path.endsWith('/create')) ?? assert.fail();
    await replay('volumes');
    const spec = (created.request.body as { Volume: Parameters<NomadClient['volumes']['createHost']>[0] }).Volume;
    const { Volume } = await client.volumes.createHost(spec);
    assert.deepEqual([Volume.Name, Volume.State], ['scratch', 'pending']);
    await refused(client.volumes.deleteHost(Volume.ID), /in use by allocations/);
    await client.volumes.deleteHost(Volume.ID);
    const csi = exchangesOf('volumes').find(({ request }) => request.path === '/v1/volume/csi/pg') ?? assert.fail();
    const { Volumes } = csi.request.body as { Volumes: Parameters<NomadClient['volumes']['registerCsi']>[0][] };
    await refused(client.volumes.registerCsi(Volumes[0] ?? assert.fail()), /register CSI volume "pg".*no CSI plugin/s);
  });

  it('searches, lists variables without their items, and reads one', async () => {
    await replay('search');
    const { Matches } = await client.search.prefix('find', 'jobs');
    assert.deepEqual(Matches.jobs, ['findme']);
    const fuzzy = await client.search.fuzzy('main', 'jobs');
    assert.deepEqual(fuzzy.Matches.tasks?.[0]?.Scope, ['default', 'findme', 'app']);
    await client.close();
    await server.close();
    await replay('variables');
    const { data } = await client.variables.list({ prefix: 'nomad/', namespace: '*' });
    assert.deepEqual(
      data.map(({ Path }) => Path),
      ['nomad/jobs/web'],
    );
    assert.deepEqual((await client.variables.read('nomad/jobs/web')).data.Items, { password: 'new' });
    await refused(client.variables.read('nope'), /variable "nope".*variable not found/, 'not-found');
  });

  it('knows node pools, and who the token is without its secret', async () => {
    await replay('agent');
    assert.deepEqual((await client.cluster.nodePools()).map(({ Name }) => Name).sort(), ['all', 'default']);
    await client.close();
    await server.close();
    server = await startReplay(['acl'], { byToken: true });
    const management = exchangesOf('acl').find(({ request }) => request.path === '/v1/acl/token/self');
    const secret = management?.request.headers?.['X-Nomad-Token'];
    client = createClient({ address: server.address, token: () => secret });
    const self = await client.acl.self();
    assert.deepEqual([self.Type, 'SecretID' in self], ['management', false]);
    assert.doesNotMatch(JSON.stringify(self), new RegExp(secret ?? '-'));
  });
});

describe('starting a stopped job', () => {
  it('registers it as it was, with its source, only if nobody has changed it', async () => {
    const { body: job } =
      exchangesOf('register').find(({ request }) => request.path === '/v1/job/register')?.response ?? assert.fail();
    const source = { Source: 'job "register" {}', Format: 'hcl2' };
    let sent: Record<string, unknown> = {};
    for (const known of [true, false]) {
      const server = await httpServer(async (request, response) => {
        let body = '';
        for await (const chunk of request) body += chunk;
        if (body !== '') sent = JSON.parse(body);
        const submission = request.url?.includes('/submission');
        if (submission && !known) return response.writeHead(404).end('job source not found');
        response.end(stringifyJson(submission ? source : { ...(job as object), Stop: true }));
      });
      const client = createClient({ address: server.address });
      await client.jobs.start('register');
      const { JobModifyIndex } = await client.jobs.read('register');
      assert.deepEqual([(sent.Job as { Stop: boolean }).Stop, sent.EnforceIndex], [false, true]);
      assert.equal(sent.JobModifyIndex, JobModifyIndex);
      assert.deepEqual(sent.Submission, known ? source : undefined);
      await client.close();
      await server.close();
    }
  });
});

describe('requests for CSI volumes', () => {
  it('are those of the nomad program', async () => {
    const seen: string[] = [];
    const server = await httpServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      seen.push(`${request.method} ${request.url} ${body}`);
      response.end('{"Volumes":[]}');
    });
    const client = createClient({ address: server.address });
    await client.volumes.createCsi({ ID: 'a/b', Name: 'n', PluginID: 'p', RequestedCapabilities: [] });
    await client.volumes.deregisterCsi('pg', { force: true });
    await client.volumes.deleteCsi('pg');
    assert.deepEqual(seen, [
      'PUT /v1/volume/csi/a%2Fb/create {"Volumes":[{"ID":"a/b","Name":"n","PluginID":"p","RequestedCapabilities":[]}]}',
      'DELETE /v1/volume/csi/pg?force=true ',
      'DELETE /v1/volume/csi/pg/delete ',
    ]);
    await client.close();
    await server.close();
  });
});
