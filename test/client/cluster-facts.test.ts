/** What the editor wants to know of a cluster: how it is read, how little it asks, what becomes of it. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type Node, type NodeStub } from '@nomad/api';
import { factsOf, sameFacts } from '../../client/src/cluster-facts/facts-of';
import { followFacts } from '../../client/src/cluster-facts/follow-facts';
import { chosen, MOST_INSPECTED, PARTS, readCluster } from '../../client/src/cluster-facts/read-cluster';
import type { ClusterFacts } from '../../server/src/cluster/facts';
import { type Answers, type Asked, recorded, serve, small } from '../support/lists-server';

const origin = { cluster: 'lab', namespace: undefined, region: undefined, at: 1 };

async function read(answers: Answers): Promise<{ facts: ClusterFacts | undefined; asked: readonly Asked[] }> {
  const server = await serve(answers);
  const client = createClient({ address: server.address });
  try {
    const readings = await readCluster(client, new Set(PARTS), new AbortController().signal);
    assert.deepEqual([...server.methods], ['GET'], 'nothing is changed');
    return { facts: factsOf(readings, origin), asked: server.asked };
  } finally {
    await client.close();
    await server.close();
  }
}

const known = async (answers: Answers): Promise<ClusterFacts> =>
  (await read(answers)).facts ?? assert.fail('nothing is known');

describe('facts of a cluster', () => {
  it('are what a recorded Nomad has, and no secret of it', async () => {
    const facts = await known(small());
    assert.equal(facts.region, 'global');
    assert.equal(facts.namespace, 'default');
    assert.ok(facts.namespaces?.whole && facts.namespaces.names.includes('default'));
    assert.deepEqual(facts.nodePools?.names.slice(0, 2), ['all', 'default']);
    const [kind] = facts.nodes?.kinds ?? [];
    assert.equal(kind?.datacenter, 'dc1');
    assert.ok(kind?.ready && kind.drivers.includes('raw_exec'));
    assert.deepEqual(
      facts.nodes?.hostVolumes.map(({ name, readOnly, nodes }) => [name, readOnly, nodes]),
      [
        ['data', false, [[0, 1]]],
        ['shared-ro', true, [[0, 1]]],
      ],
    );
    const attributes = new Map(facts.nodes?.inspected.attributes.map((one) => [one.name, one]));
    assert.deepEqual(attributes.get('attr.kernel.name')?.values, [{ value: 'linux', nodes: 1 }]);
    assert.deepEqual(attributes.get('meta.rack')?.values, [{ value: 'r1', nodes: 1 }]);
    // What a job file would have to escape is no value to offer.
    assert.deepEqual(attributes.get('meta.connect.sidecar_image')?.values, []);
    assert.ok(!JSON.stringify(facts).includes('a secret'));
    assert.ok(JSON.stringify(facts).length < 10_000);
  });

  it('are read in pages, from any server', async () => {
    const nodes = recorded<NodeStub[]>('nodes', /^\/v1\/nodes$/);
    const { facts, asked } = await read({
      ...small(),
      '/v1/nodes': (query) =>
        query.get('next_token') === 'two'
          ? { body: [{ ...nodes[0], ID: 'b', Name: 'second' }] }
          : { body: nodes, headers: { 'x-nomad-nexttoken': 'two' } },
    });
    assert.equal(facts?.nodes?.kinds[0]?.count, 2);
    assert.ok(facts?.nodes?.whole);
    const lists = asked.filter(({ path }) => ['/v1/nodes', '/v1/allocations', '/v1/volumes'].includes(path));
    for (const { path, query } of lists) assert.ok(query.has('stale') && query.get('per_page'), path);
  });

  it('lack what the token may not see', async () => {
    assert.equal((await read({})).facts, undefined);
    const client = { body: { AccessorID: 'x', Type: 'client' } };
    const some = await known({ ...small(), '/v1/acl/token/self': () => client, '/v1/nodes': () => undefined });
    assert.equal(some.nodes, undefined);
    assert.equal(some.ports, undefined);
    assert.equal(some.csiVolumes?.whole, false, 'volumes of a namespace may be kept back');
    assert.equal(some.nodePools?.whole, true, 'both pools that are always there can be seen');
    const filtered = {
      ...small(),
      '/v1/acl/token/self': () => client,
      '/v1/node/pools': () => ({ body: [{ Name: 'gpu' }] }),
    };
    assert.equal((await known(filtered)).nodePools?.whole, false);
    assert.equal((await known({ ...small(), '/v1/namespaces': () => ({ body: [] }) })).namespaces?.whole, false);
  });

  it('do not say which region it is when there are several and the agent does not tell', async () => {
    const two = { ...small(), '/v1/regions': () => ({ body: ['eu', 'us'] }) };
    assert.equal((await known(two)).region, undefined);
    const self = { ...two, '/v1/agent/self': () => ({ body: { config: { Region: 'eu' } } }) };
    assert.equal((await known(self)).region, 'eu');
  });

  it('tell dynamic volumes by their namespace', async () => {
    const nodes = recorded<NodeStub[]>('nodes', /^\/v1\/nodes$/);
    const HostVolumes = { own: { ID: 'v1', Name: 'own', ReadOnly: false }, hidden: { ID: 'v2', Name: 'hidden' } };
    const { hostVolumes } = (
      await known({
        ...small(),
        '/v1/nodes': () => ({ body: [{ ...nodes[0], HostVolumes }] }),
        '/v1/volumes': (query) => ({ body: query.get('type') === 'host' ? [{ ID: 'v1', Namespace: 'team' }] : [] }),
      })
    ).nodes ?? { hostVolumes: [] };
    assert.deepEqual(
      hostVolumes.map(({ name, namespace, dynamic }) => [name, namespace, dynamic]),
      [
        ['hidden', undefined, true],
        ['own', 'team', true],
      ],
    );
  });

  it('know which ports jobs have fixed, and that two addresses hold one port twice', async () => {
    const [stub] = recorded<NodeStub[]>('nodes', /^\/v1\/nodes$/);
    const allocation = (job: string, ip: string, value: number) => ({
      NodeID: stub?.ID,
      NodeName: stub?.Name,
      JobID: job,
      Namespace: 'default',
      AllocatedResources: {
        Shared: {
          Networks: [
            { ReservedPorts: [{ Label: 'http', Value: value }], DynamicPorts: [{ Label: 'x', Value: 20001 }] },
          ],
          Ports: [
            { Label: 'http', Value: value, HostIP: ip },
            { Label: 'x', Value: 20001, HostIP: ip },
          ],
        },
      },
    });
    const used = async (...allocations: unknown[]) =>
      (await known({ ...small(), '/v1/allocations': () => ({ body: allocations }) })).ports?.map(
        ({ port, network, jobs, nodes }) => [port, network, jobs.map(({ id }) => id), nodes],
      );
    // The recorded node has 127.0.0.1 and ::1.
    assert.deepEqual(await used(allocation('a', '127.0.0.1', 80)), []);
    assert.deepEqual(await used(allocation('a', '127.0.0.1', 80), allocation('b', '::1', 80)), [
      [80, 'default', ['a', 'b'], [[0, 1]]],
    ]);
  });

  it('ask older servers without the filter that they do not know', async () => {
    const { facts, asked } = await read({
      ...small(),
      '/v1/allocations': (query) =>
        query.get('filter')?.includes('any ')
          ? { status: 400, body: 'failed to read filter expression' }
          : { body: [] },
    });
    assert.deepEqual(facts?.ports, []);
    assert.equal(asked.filter(({ path }) => path === '/v1/allocations').length, 2);
  });

  it('are small for a large cluster, and of few questions', async () => {
    const [stub] = recorded<NodeStub[]>('nodes', /^\/v1\/nodes$/);
    const all = Array.from({ length: 5_000 }, (_, i) => ({
      ...stub,
      ID: `node-${i}`,
      Name: `node-${String(i).padStart(4, '0')}`,
      Datacenter: `dc${i % 4}`,
      NodeClass: i % 10 === 0 ? 'large' : '',
      HostVolumes: { data: { ID: '', Name: 'data', ReadOnly: false } },
    }));
    const detail = recorded<Node>('nodes', /^\/v1\/node\/[0-9a-f-]{36}$/);
    const { facts, asked } = await read({
      ...small(),
      ...Object.fromEntries(all.map((node) => [`/v1/node/${node.ID}`, () => ({ body: { ...detail, ...node } })])),
      '/v1/nodes': (query) => {
        const from = Number(query.get('next_token') ?? 0);
        const size = Number(query.get('per_page'));
        const next = from + size < all.length ? { 'x-nomad-nexttoken': String(from + size) } : undefined;
        return { body: all.slice(from, from + size), headers: next };
      },
    });
    assert.equal(asked.filter(({ path }) => path === '/v1/nodes').length, 10);
    assert.equal(asked.filter(({ path }) => path.startsWith('/v1/node/node-')).length, MOST_INSPECTED);
    assert.equal(
      facts?.nodes?.kinds.reduce((sum, { count }) => sum + count, 0),
      5_000,
    );
    assert.equal(facts?.nodes?.kinds.length, 6);
    assert.equal(facts?.nodes?.inspected.all, false);
    assert.ok(JSON.stringify(facts).length < 20_000, String(JSON.stringify(facts).length));
  });

  it('look at different nodes rather than at the first ones', () => {
    const node = (i: number, pool: string) =>
      ({ ID: `${i}`, Name: `${i}`, Datacenter: 'd', NodePool: pool }) as NodeStub;
    const nodes = [...Array.from({ length: 200 }, (_, i) => node(i, 'a')), node(900, 'b'), node(901, 'b')];
    const pools = chosen(nodes).map(({ NodePool }) => NodePool);
    assert.equal(pools.length, MOST_INSPECTED);
    assert.equal(pools.filter((pool) => pool === 'b').length, 2);
  });

  it('are the same whenever they are read', async () => {
    const one = await known(small());
    assert.ok(sameFacts(one, { ...one, at: 99 }));
    assert.ok(!sameFacts(one, { ...one, namespace: 'x' }));
  });
});

describe('following the facts of a cluster', () => {
  it('reads again what an event is about, and nothing else', async () => {
    let send = (_: unknown) => {};
    const server = await serve(small(), (response) => {
      send = (event) => response.write(`${JSON.stringify({ Index: 9, Events: [event] })}\n`);
    });
    const client = createClient({ address: server.address });
    const stop = new AbortController();
    const facts = followFacts(client, { signal: stop.signal, rest: () => 1, interval: 60_000 });
    try {
      await facts.next();
      const before = server.asked.length;
      const next = facts.next();
      while (!server.asked.some(({ path }) => path === '/v1/event/stream')) await sleep(5);
      const stream = server.asked.find(({ path }) => path === '/v1/event/stream');
      assert.equal(stream?.query.get('index'), '8', 'what was read is no news');
      await sleep(20);
      send({ Topic: 'Job', Type: 'JobRegistered', Key: 'web', Index: 9 });
      await next;
      const again = server.asked.slice(before).map(({ path }) => path);
      assert.deepEqual(again, ['/v1/event/stream', '/v1/allocations']);
      // A node that has not changed is not looked at again.
      const third = facts.next();
      send({ Topic: 'Node', Type: 'NodeRegistration', Key: 'x', Index: 10 });
      await third;
      assert.deepEqual(
        server.asked.slice(before + 2).map(({ path }) => path),
        ['/v1/nodes'],
      );
    } finally {
      stop.abort();
      await client.close();
      await server.close();
    }
  });

  it('reads everything from time to time where events are refused, and ends when it is told to', async () => {
    const server = await serve(small());
    const client = createClient({ address: server.address });
    const stop = new AbortController();
    const told: string[] = [];
    const facts = followFacts(client, {
      signal: stop.signal,
      rest: () => 1,
      interval: 30,
      onInterruption: ({ kind }) => told.push(kind),
    });
    try {
      await facts.next();
      await facts.next();
      assert.equal(server.asked.filter(({ path }) => path === '/v1/regions').length, 2);
      assert.deepEqual(told, ['forbidden']);
      const last = facts.next();
      stop.abort();
      assert.ok((await last).done);
    } finally {
      await client.close();
      await server.close();
    }
  });

  it('tells that the cluster is not there', async () => {
    const client = createClient({ address: 'http://127.0.0.1:9' });
    const facts = followFacts(client, { signal: new AbortController().signal });
    await assert.rejects(facts.next(), /127\.0\.0\.1:9/);
    await client.close();
  });
});
