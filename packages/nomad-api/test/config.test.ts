import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { configFromEnvironment, createClient, describeAddress, isNomadError } from '@nomad/api';

describe('configuration of a cluster', () => {
  it('reads the variables that the nomad program reads', async () => {
    const config = configFromEnvironment({
      NOMAD_ADDR: 'https://nomad.example.com:4646',
      NOMAD_NAMESPACE: 'team',
      NOMAD_REGION: 'eu',
      NOMAD_CACERT: '/ca.pem',
      NOMAD_CAPATH: '/cas',
      NOMAD_CLIENT_CERT: '/cert.pem',
      NOMAD_CLIENT_KEY: '/key.pem',
      NOMAD_TLS_SERVER_NAME: 'server.eu.nomad',
      NOMAD_SKIP_VERIFY: 'true',
      NOMAD_HTTP_AUTH: 'me:word',
      NOMAD_TOKEN: 'a-token',
      HTTPS_PROXY: 'http://me:word@proxy:3128',
    });
    const { token, httpAuth, proxy, ...plain } = config;
    assert.deepEqual(plain, {
      address: 'https://nomad.example.com:4646',
      namespace: 'team',
      region: 'eu',
      tls: {
        caCert: '/ca.pem',
        caPath: '/cas',
        clientCert: '/cert.pem',
        clientKey: '/key.pem',
        serverName: 'server.eu.nomad',
        skipVerify: true,
      },
    });
    assert.equal(await token?.(), 'a-token');
    assert.equal(await httpAuth?.(), 'me:word');
    assert.equal(proxy?.(plain.address), 'http://me:word@proxy:3128');
  });

  it('takes the default address, ignores empty variables and what Go does not read as true', () => {
    const config = configFromEnvironment({ NOMAD_ADDR: '', NOMAD_NAMESPACE: '', NOMAD_SKIP_VERIFY: 'yes' });
    assert.equal(config.address, 'http://127.0.0.1:4646');
    assert.equal(config.namespace, undefined);
    assert.equal(config.tls?.skipVerify, undefined);
  });

  it('reads the token when it is asked for, and shows it nowhere', async () => {
    const env: Record<string, string> = { NOMAD_TOKEN: 'first-secret' };
    const config = configFromEnvironment(env);
    env.NOMAD_TOKEN = 'second-secret';
    assert.equal(await config.token?.(), 'second-secret');
    const client = createClient(config);
    for (const shown of [inspect(config, { depth: 9 }), JSON.stringify(config), inspect(client, { depth: 9 })]) {
      assert.doesNotMatch(shown, /secret/);
    }
  });

  it('drops path and user of an address, and takes a scheme that is left out for http', () => {
    assert.equal(describeAddress('https://me:secret@nomad.example.com:4646/ui/jobs'), 'https://nomad.example.com:4646');
    assert.equal(describeAddress('10.0.0.5:4646'), 'http://10.0.0.5:4646');
    assert.equal(describeAddress('unix:///run/nomad.sock'), 'unix:///run/nomad.sock');
    assert.equal(createClient({ address: 'http://[::1]:4646' }).address, 'http://[::1]:4646');
  });

  it('refuses what is no address, without the password in it', () => {
    for (const address of ['ftp://me:secret@host', 'http://', 'unix://', 'http://me:secret@a b', '']) {
      assert.throws(
        () => createClient({ address }),
        (error) =>
          isNomadError(error, 'protocol') &&
          /is not an address/.test(error.message) &&
          /unix:\/\/\/run/.test(error.message) &&
          !error.message.includes('secret'),
        address,
      );
    }
  });
});
