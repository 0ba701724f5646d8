import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { type ClusterSettings, connectionOf } from '../../client/src/cluster/connection';

const env = {
  NOMAD_ADDR: 'https://lab.example:4646',
  NOMAD_TOKEN: 'token-of-the-shell',
  NOMAD_HTTP_AUTH: 'me:word',
  NOMAD_NAMESPACE: 'team',
  NOMAD_CACERT: '/env/ca.pem',
  NOMAD_CAPATH: '/env/cas',
  NOMAD_CLIENT_CERT: '/env/cert.pem',
  NOMAD_CLIENT_KEY: '/env/key.pem',
};
const tokenFor = (settings: ClusterSettings, stored: Record<string, string> = {}) =>
  connectionOf(settings, env, (address) => stored[address]).token?.();

describe('connection', () => {
  it('is the environment when no setting says otherwise', () => {
    const config = connectionOf({}, env, () => undefined);
    assert.deepEqual([config.address, config.namespace, config.tls?.caPath], [env.NOMAD_ADDR, 'team', '/env/cas']);
  });

  it('lets settings win, each for itself', () => {
    const settings = { address: 'http://10.0.0.5:4646', region: 'eu', caCert: '/mine.pem', skipVerify: true };
    const config = connectionOf(settings, env, () => undefined);
    assert.deepEqual(config.tls, {
      caCert: '/mine.pem',
      caPath: undefined,
      clientCert: '/env/cert.pem',
      clientKey: '/env/key.pem',
      serverName: undefined,
      skipVerify: true,
    });
    assert.deepEqual([config.address, config.region], ['http://10.0.0.5:4646', 'eu']);
  });

  it('sends a stored token to its own address only, before the one of the environment', async () => {
    const stored = { 'https://lab.example:4646': 'stored' };
    assert.equal(await tokenFor({}, stored), 'stored');
    assert.equal(await tokenFor({ address: 'https://me:pw@lab.example:4646/ui' }, stored), 'stored');
    assert.equal(await tokenFor({ address: 'https://other.example:4646' }, stored), 'token-of-the-shell');
    assert.equal(await tokenFor({}), 'token-of-the-shell');
  });

  it('does not send the token of the environment where a workspace points', async () => {
    const elsewhere = { address: 'https://collector.example:4646', addressFromWorkspace: true };
    assert.equal(await tokenFor(elsewhere), undefined);
    assert.equal(await connectionOf(elsewhere, env, () => undefined).httpAuth?.(), undefined);
    assert.equal(await tokenFor(elsewhere, { 'https://collector.example:4646': 'given' }), 'given');
    assert.equal(
      await tokenFor({ address: 'https://lab.example:4646/', addressFromWorkspace: true }),
      'token-of-the-shell',
    );
  });

  it('holds no secret', () => {
    const shown = inspect(
      connectionOf({ address: 'http://u:secret@h:1' }, env, () => 'stored'),
      { depth: 9 },
    );
    assert.doesNotMatch(shown.replace('http://u:secret@h:1', ''), /token-of|stored|word/);
  });
});
