/** Writing variables and deleting volumes, as it was recorded: conflicts above all, and no secret in any message. */
import assert from 'node:assert/strict';
import { createClient, isNomadError, type NomadClient } from '@nomad/api';
import { exchangesOf } from '../../../test/support/replay-files';
import { type ReplayServer, startReplay } from '../../../test/support/replay-server';

describe('what is written and deleted', () => {
  let server: ReplayServer;
  let client: NomadClient;
  const replay = async (scenario: string) => {
    server = await startReplay([scenario]);
    client = createClient({ address: server.address });
  };
  afterEach(async () => {
    await client.close();
    server.expectNothingUnknown();
    await server.close();
  });

  it('is a variable, upon the index that was read', async () => {
    await replay('variables');
    const { Items, ModifyIndex } = await client.variables.write(
      'nomad/jobs/web',
      { password: 'new' },
      { checkIndex: 466 },
    );
    assert.deepEqual([Items, ModifyIndex], [{ password: 'new' }, 469]);
    await client.variables.remove('shared/config');
  });

  it('is refused when somebody was faster, without telling what they wrote', async () => {
    await replay('variables');
    for (const change of [
      client.variables.write('nomad/jobs/web', { password: 'x' }, { checkIndex: 0 }),
      client.variables.write('nomad/jobs/web', { password: 'x' }, { checkIndex: 1 }),
      client.variables.remove('shared/config', { checkIndex: 1 }),
    ]) {
      await assert.rejects(change, (error) => {
        assert.ok(isNomadError(error, 'conflict'), String(error));
        // Nomad sends the stored variable along.
        assert.doesNotMatch(JSON.stringify({ ...error, message: error.message }), /hunter2|"eu"/);
        assert.match(error.message, /changed by somebody else in the meantime\. Nothing was changed/);
        return true;
      });
    }
  });

  it('is refused where Nomad keeps no variables, and where there is nothing to keep', async () => {
    await replay('variables');
    await assert.rejects(client.variables.write('nomad/web', { a: 'b' }), (error) => {
      return isNomadError(error, 'server') && /only paths at "nomad\/jobs"/.test(error.message);
    });
    await assert.rejects(client.variables.write('empty', {}), /missing required Items/);
  });

  it('is a host volume, unless an allocation uses it', async () => {
    await replay('volumes');
    const [request] = exchangesOf('volumes').filter(({ request: { method } }) => method === 'DELETE');
    const id = request?.request.path.split('/')[4] ?? assert.fail();
    await assert.rejects(client.volumes.deleteHost(id), (error) => {
      return isNomadError(error, 'server') && /in use by allocations: \[36ea9d7f/.test(error.message);
    });
    await client.volumes.deleteHost(id);
  });

  it('is a volume that no node or plugin can make', async () => {
    await replay('volumes');
    const capabilities = [{ AttachmentMode: 'file-system', AccessMode: 'single-node-writer' }];
    const host = { Name: 'x', PluginID: 'nope', RequestedCapabilities: capabilities };
    await assert.rejects(client.volumes.createHost(host), /could not place volume "x": no node meets constraints/);
    const csi = exchangesOf('volumes').find(({ request: { path } }) => path === '/v1/volume/csi/pg');
    const [volume] = (
      (csi ?? assert.fail()).request.body as { Volumes: Parameters<typeof client.volumes.registerCsi>[0][] }
    ).Volumes;
    await assert.rejects(client.volumes.registerCsi(volume ?? assert.fail()), /no CSI plugin named: nope/);
  });
});
