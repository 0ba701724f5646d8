import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, isNomadError, type Job, type NomadClient, NomadError, stringifyJson, watch } from '@nomad/api';
import { httpServer } from '../../../test/support/hand-made-servers';
import { exchangesOf } from '../../../test/support/replay-files';
import { type ReplayOptions, type ReplayServer, startReplay } from '../../../test/support/replay-server';

describe('client against what was recorded', () => {
  let server: ReplayServer | undefined;
  let client: NomadClient;
  const replay = async (scenarios: string[], options?: ReplayOptions) => {
    server = await startReplay(scenarios, options);
    client = createClient({ address: server.address });
    return server;
  };
  afterEach(async () => {
    await client?.close();
    server?.expectNothingUnknown();
    await server?.close();
    server = undefined;
  });

  it('parses job files, with and without variables', async () => {
    const parsed = exchangesOf('jobs-parse').filter(
      ({ request, response }) => response.status === 200 && request.method === 'POST' && !request.headers,
    );
    await replay(['jobs-parse']);
    for (const { request, response } of parsed) {
      const { JobHCL, Variables, Canonicalize } = request.body as {
        JobHCL: string;
        Variables?: string;
        Canonicalize?: boolean;
      };
      if (request.query.pretty !== undefined) continue;
      const job = await client.jobs.parse(JobHCL, { variables: Variables, canonicalize: Canonicalize });
      assert.equal(stringifyJson(job), stringifyJson(response.body));
    }
  });

  it('sends a job back as it came', async () => {
    const { received } = await replay(['register'], { byBody: false, only: ({ response }) => response.status === 200 });
    const job = await client.jobs.read('register');
    const submitted = (exchangesOf('register')[3]?.response.body as Job | undefined)?.SubmitTime;
    assert.equal(typeof submitted, 'bigint');
    assert.equal(job.SubmitTime, submitted);
    await client.jobs.register(job);
    assert.equal((received.at(-1)?.body as { Job: Job } | undefined)?.Job.SubmitTime, submitted);
  });

  it('registers with the check index and the source, and knows a conflict', async () => {
    const [first = assert.fail(), exists, conflicting] = exchangesOf('register');
    const submission = { Source: 'job "x" {}', Format: 'hcl2' } as const;
    const { received } = await replay(['register'], {
      byBody: false,
      only: ({ request }) => request.path === '/v1/jobs',
    });
    const job = (first.request.body as { Job: Job }).Job;
    const change = await client.jobs.register(job, { enforceIndex: 0, submission });
    assert.equal(change.EvalID, (first.response.body as { EvalID: string }).EvalID);
    const sent = received[0]?.body as Record<string, unknown>;
    assert.deepEqual([sent.EnforceIndex, sent.JobModifyIndex, sent.Submission], [true, 0, submission]);
    for (const recorded of [exists, conflicting]) {
      await assert.rejects(client.jobs.register(job, { enforceIndex: 1 }), (error) => {
        assert.ok(isNomadError(error, 'conflict'));
        assert.equal(error.serverText, recorded?.response.bodyText);
        assert.match(error.message, /somebody else.*Nothing was changed/);
        return true;
      });
    }
  });

  it('escapes job IDs, pages lists and asks for namespaces', async () => {
    const { received } = await replay(['jobs', 'evaluation']);
    assert.equal((await client.jobs.read('dir/with-slash')).ID, 'dir/with-slash');
    assert.equal(received[0]?.path, '/v1/job/dir%2Fwith-slash');
    assert.equal((await client.jobs.read('beta', { namespace: 'team' })).Namespace, 'team');
    const stubs = await client.jobs.list({ namespace: '*', meta: true });
    assert.ok(stubs.data.length > 1 && stubs.index > 0);
    const page = await client.evaluations.list({ perPage: 2 });
    assert.equal(page.data.length, 2);
    const next = await client.evaluations.list({ perPage: 2, nextToken: page.nextToken });
    assert.notEqual(next.data[0]?.ID, page.data[0]?.ID);
    assert.equal(await client.jobs.latestDeployment('nope'), undefined);
    assert.deepEqual(await client.jobs.allocations('nope'), []);
  });

  it('reads versions, source, evaluations, allocations, deployments', async () => {
    await replay(['versions', 'register', 'deployment', 'jobs']);
    assert.match((await client.jobs.submission('register', 1)).Source, /^# two/);
    const [deployment] = await client.jobs.deployments('web-deploy');
    assert.ok(deployment);
    assert.equal((await client.deployments.read(deployment.ID)).data.JobID, 'web-deploy');
    assert.equal((await client.deployments.allocations(deployment.ID)).data.length, 2);
    assert.ok((await client.jobs.evaluations('alpha')).length > 0);
    const { Versions, Diffs } = await client.jobs.versions('web-deploy', { diffs: true });
    assert.equal(Diffs?.length, Versions.length - 1);
  });

  it('reads the cluster', async () => {
    await replay(['agent', 'nodes', 'namespaces']);
    assert.match(await client.cluster.leader(), /:4647$/);
    assert.equal((await client.cluster.self()).config?.Region, 'global');
    assert.equal((await client.cluster.health()).server?.ok, true);
    assert.deepEqual(await client.cluster.regions(), ['global']);
    assert.ok((await client.cluster.namespaces()).some(({ Name }) => Name === 'default'));
    const [node] = (await client.cluster.nodes()).data;
    assert.equal((await client.cluster.node(node?.ID ?? '')).data.Name, node?.Name);
  });

  it('promotes deployments', async () => {
    await replay(['canary']);
    const ids = exchangesOf('canary').flatMap(
      ({ request }) => /(promote|fail)\/(.*)/.exec(request.path)?.slice(1, 3).join(' ') ?? [],
    );
    const [verb, id = ''] = ids[0]?.split(' ') ?? [];
    assert.equal(verb, 'promote');
    await assert.rejects(client.deployments.promote(id), /0\/1 healthy allocations/);
    assert.ok((await client.deployments.promote(id, { groups: ['app'] })).EvalID);
  });

  it('watches a deployment until it is over, each state once', async () => {
    const recorded = exchangesOf('deployment').filter(({ request }) => request.query.index !== undefined);
    const id = recorded[0]?.request.path.split('/').at(-1) ?? '';
    const { received } = await replay(['deployment']);
    const states: string[] = [];
    for await (const deployment of watch((options) => client.deployments.read(id, options))) {
      states.push(`${deployment.Status} ${deployment.ModifyIndex}`);
      if (deployment.Status !== 'running') break;
    }
    assert.deepEqual(states, ['running 171', 'running 174', 'successful 176']);
    assert.deepEqual(
      received.map(({ query }) => query.index),
      ['0', '171', '174'],
    );
    assert.deepEqual(
      received.map(({ query }) => query.wait),
      [undefined, '60000ms', '60000ms'],
    );
  });

  it('reads the end of a log, and follows it with heartbeats', async () => {
    const at = exchangesOf('logs').find(({ request }) => request.query.follow && request.query.offset === 60);
    const id = at?.request.path.split('/').at(-1) ?? '';
    await replay(['logs']);
    assert.match(await client.logs.tail(id, { task: 'main', type: 'stdout', bytes: 40 }), /to stdout: café ✓\n$/);
    const seen: string[] = [];
    for await (const frame of client.logs.follow(id, { task: 'main', type: 'stdout', origin: 'end', offset: 60 })) {
      seen.push(frame === 'heartbeat' ? frame : `${frame.offset}`);
      if (seen.length === at?.response.frames?.length) break;
    }
    assert.deepEqual(seen, ['140', '168', 'heartbeat', '196', 'heartbeat', '224', 'heartbeat', '252']);
    await assert.rejects(client.logs.tail(id, { task: 'nope', type: 'stdout', bytes: 8192 }), (error) =>
      isNomadError(error, 'server', 'not-found'),
    );
    server?.close();
    server = undefined;
  });

  it('sends nothing that changes something when it is read only', async () => {
    const asked: string[] = [];
    const answering = await httpServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.end('{"ID":"x"}');
    });
    client = createClient({ address: answering.address }, { readOnly: true });
    const exec = { task: 'main', onOutput: () => {} };
    for (const change of [
      () => client.jobs.register({ ID: 'x' }),
      () => client.jobs.stop('x'),
      () => client.jobs.start('x'),
      () => client.allocations.signal('x', 'main', 'SIGHUP'),
      () => client.exec.start('x', ['/bin/sh'], exec),
    ]) {
      await assert.rejects(change(), (error) => isNomadError(error, 'read-only') && /read only/.test(error.message));
    }
    await client.jobs.plan({ ID: 'x' });
    assert.deepEqual(
      asked.filter((one) => !one.startsWith('GET')),
      ['POST /v1/job/x/plan'],
    );
    await answering.close();
  });

  it('speaks over a Unix socket', async function () {
    if (process.platform === 'win32') return this.skip();
    const folder = mkdtempSync(join(tmpdir(), 'nomad-'));
    const path = join(folder, 'api.sock');
    const answering = await httpServer((request, response) => response.end(JSON.stringify(request.headers.host)), path);
    client = createClient({ address: `unix://${path}` });
    assert.equal(client.address, `unix://${path}`);
    assert.equal(await client.cluster.leader(), '127.0.0.1');
    await answering.close();
    rmSync(folder, { recursive: true });
  });

  it('sends token, basic authentication, namespace and region, and the token of the moment', async () => {
    const seen: string[] = [];
    const echo = await httpServer((request, response) => {
      seen.push(`${request.headers['x-nomad-token']} ${request.headers.authorization} ${request.url}`);
      response.end('[]');
    });
    let token = 'one';
    client = createClient({
      address: echo.address.replace('//', '//u:p%40@'),
      namespace: 'team',
      region: 'eu',
      token: () => Promise.resolve(`${token}\n`),
    });
    await client.jobs.list();
    token = 'two';
    await client.jobs.list({ namespace: '*', region: 'us' });
    await client.cluster.regions();
    const basic = `Basic ${Buffer.from('u:p@').toString('base64')}`;
    assert.deepEqual(seen, [
      `one ${basic} /v1/jobs?namespace=team&region=eu`,
      `two ${basic} /v1/jobs?namespace=*&region=us`,
      `two ${basic} /v1/regions`,
    ]);
    await echo.close();
  });
});

describe('watching', () => {
  const answerOf = (ModifyIndex: number, index: number) => ({ data: { ModifyIndex }, index });

  it('starts again without an index when the index goes down', async () => {
    const asked: (number | undefined)[] = [];
    const answers = [answerOf(5, 9), answerOf(2, 3), answerOf(2, 3), answerOf(4, 4)];
    for await (const { ModifyIndex } of watch(async ({ index }) => {
      asked.push(index);
      return answers[asked.length - 1] ?? assert.fail();
    })) {
      if (ModifyIndex === 4) break;
    }
    assert.deepEqual(asked, [0, 9, 0, 3]);
  });

  it('waits for a lost connection, tells it, and gives up when patience ends', async () => {
    const lost = new NomadError({ kind: 'unreachable', address: 'x', summary: 'lost' });
    let asked = 0;
    const told: string[] = [];
    const run = async () => {
      for await (const _ of watch(
        async () => {
          if (asked++ > 0) throw lost;
          return answerOf(1, 1);
        },
        { patience: 500, onInterruption: (error) => told.push(error.message) },
      ));
    };
    await assert.rejects(run(), lost);
    assert.deepEqual([asked, told], [3, ['lost']]);
    await assert.rejects(run, lost, 'never there at all');
    assert.equal(asked, 4);
  });
});
