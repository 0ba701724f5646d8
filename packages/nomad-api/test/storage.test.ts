import assert from 'node:assert/strict';
import { createClient, isNomadError, type NomadClient } from '@nomad/api';
import { exchangesOf } from '../../../test/support/replay-files';
import { type ReplayServer, startReplay } from '../../../test/support/replay-server';

describe('volumes, services and servers as they were recorded', () => {
  let server: ReplayServer;
  let client: NomadClient;
  const replay = async (...scenarios: string[]) => {
    server = await startReplay(scenarios);
    client = createClient({ address: server.address });
  };
  afterEach(async () => {
    await client.close();
    server.expectNothingUnknown();
    await server.close();
  });

  it('finds a dynamic host volume, and what uses it', async () => {
    await replay('volumes');
    const { data } = await client.volumes.hostVolumes({ namespace: '*' });
    const [volume = assert.fail()] = data;
    assert.deepEqual([volume.Name, volume.PluginID, volume.State], ['scratch', 'mkdir', 'ready']);
    const uses = async () => (await client.volumes.hostVolume(volume.ID)).data.Allocations?.map(({ JobID }) => JobID);
    assert.deepEqual((await uses()) ?? [], []);
    assert.deepEqual(await uses(), ['with-volume']);
  });

  it('has none where there are none, and says what is not there', async () => {
    await replay('volumes');
    assert.deepEqual((await client.volumes.csiVolumes()).data, []);
    assert.deepEqual((await client.volumes.plugins()).data, []);
    for (const read of [client.volumes.csiVolume('nope'), client.volumes.plugin('nope')]) {
      await assert.rejects(read, (error) => isNomadError(error, 'not-found'));
    }
  });

  it('finds where a service is, and what its checks say', async () => {
    await replay('services');
    const { data } = await client.services.list({ namespace: '*' });
    assert.deepEqual(
      data.flatMap(({ Services }) => Services.map(({ ServiceName }) => ServiceName)),
      ['web-broken', 'web'],
    );
    const [registration = assert.fail()] = (await client.services.read('web')).data;
    const checks = await client.allocations.checks(registration.AllocID);
    const recorded = exchangesOf('services').find(({ request }) => request.path.endsWith('/checks'));
    assert.equal(checks.length, Object.keys(recorded?.response.body as object).length);
    const failing = checks.find(({ Status }) => Status === 'failure');
    assert.deepEqual([failing?.Service, failing?.Check, failing?.StatusCode], ['web-broken', 'always-404', 404]);
    assert.deepEqual((await client.services.read('nope')).data, []);
  });

  it('knows the servers', async () => {
    await replay('agent');
    const [member = assert.fail()] = await client.cluster.members();
    assert.deepEqual([member.Status, member.Tags.role], ['alive', 'nomad']);
  });

  it('knows what is on a node', async () => {
    await replay('nodes');
    const node = exchangesOf('nodes').find(({ request }) => request.path.endsWith('/allocations'));
    const id = node?.request.path.split('/')[3] ?? assert.fail();
    const { data } = await client.cluster.nodeAllocations(id);
    assert.ok(data.length > 0 && data.every(({ NodeID }) => NodeID === id));
  });
});
