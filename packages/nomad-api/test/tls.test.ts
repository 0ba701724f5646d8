import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, isNomadError, type NomadError, type TlsConfig } from '@nomad/api';
import { makeAuthority, makeCertificate } from '../../../test/support/certificates';
import { httpServer } from '../../../test/support/hand-made-servers';
import { exchangesOf } from '../../../test/support/replay-files';
import { failureOfTransport } from '../src/transport-failures';

describe('TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nomad-tls-'));
  const ours = makeAuthority('Ours');
  const foreign = makeAuthority('Foreign');
  const pem = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const clientPair = makeCertificate('client', ours, ['client.global.nomad']);
  const foreignPair = makeCertificate('client', foreign, ['client.global.nomad']);
  const files = {
    ca: pem('ca.pem', ours.cert),
    otherCa: pem('other-ca.pem', foreign.cert),
    cert: pem('client.pem', clientPair.cert),
    key: pem('client-key.pem', clientPair.key),
    foreignCert: pem('foreign.pem', foreignPair.cert),
    foreignKey: pem('foreign-key.pem', foreignPair.key),
    noPem: pem('none.pem', 'hello'),
  };
  mkdirSync(join(folder, 'cas'));
  writeFileSync(join(folder, 'cas', 'one.pem'), foreign.cert);
  writeFileSync(join(folder, 'cas', 'two.pem'), ours.cert);

  const servers: Server[] = [];
  const serve = async (hosts: string[], days?: number) => {
    const { cert, key } = makeCertificate('server', ours, hosts, days);
    const server = createServer(
      { cert, key, ca: ours.cert, requestCert: true, rejectUnauthorized: true },
      (_, response) => response.end('"127.0.0.1:4647"'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  let address: string;
  before(async () => {
    address = await serve(['server.global.nomad', 'localhost', '127.0.0.1']);
  });
  after(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(folder, { recursive: true });
  });

  const leader = async (tls: TlsConfig, to = address) => {
    const client = createClient({ address: to, tls });
    try {
      return await client.cluster.leader();
    } finally {
      await client.close();
    }
  };
  const fails = (tls: TlsConfig, message: RegExp, to?: string) =>
    assert.rejects(leader(tls, to), (error: NomadError) => {
      assert.ok(isNomadError(error, 'tls'), `${error.message} ${error.code}`);
      assert.match(error.message, message);
      assert.ok(error.message.includes((to ?? address).replace(/^http:/, 'http:')) && error.advice);
      return true;
    });
  const pair = { clientCert: files.cert, clientKey: files.key };

  it('both sides are content', async () => {
    assert.equal(await leader({ caCert: files.ca, ...pair }), '127.0.0.1:4647');
    assert.equal(await leader({ caPath: join(folder, 'cas'), ...pair }), '127.0.0.1:4647');
    assert.equal(await leader({ skipVerify: true, ...pair }), '127.0.0.1:4647');
    assert.equal(await leader({ caCert: files.ca, serverName: 'server.global.nomad', ...pair }), '127.0.0.1:4647');
  });
  it('an authority that is not known, or the wrong one', async () => {
    await fails(pair, /not trusted here \((UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN)\).*NOMAD_CACERT/);
    await fails({ caCert: files.otherCa, ...pair }, /not trusted here/);
  });
  it('no client certificate, or one of another authority: where the server just hangs up', async () => {
    const other = { caCert: files.ca, clientCert: files.foreignCert, clientKey: files.foreignKey };
    for (const [tls, message] of [
      [{ caCert: files.ca }, /may ask for a client certificate \(NOMAD_CLIENT_CERT\)/],
      [other, /may not accept the client certificate/],
    ] as const) {
      await assert.rejects(leader(tls), (error: NomadError) => {
        assert.ok(isNomadError(error, 'unreachable'), `${error.kind}`);
        assert.match(error.message, message);
        return true;
      });
    }
  });
  it('another name', () =>
    fails(
      { caCert: files.ca, serverName: 'nomad.invalid', ...pair },
      /is for other names \(.*server\.global\.nomad.*NOMAD_TLS_SERVER_NAME/,
    ));
  it('an old certificate', async () => {
    const old = await serve(['127.0.0.1'], 0.5);
    await fails({ caCert: files.ca, ...pair }, /has expired/, old);
  });
  it('http to https, and https to http', async () => {
    const { request, response } = exchangesOf('tls').find(({ name }) => name === 'plain-http') ?? assert.fail();
    assert.equal(request.path, '/v1/jobs');
    const plain = await httpServer((_, answer) => answer.writeHead(response.status ?? 0).end(response.bodyText));
    await fails({}, /speaks HTTPS only\. Write https:\/\//, plain.address);
    await fails({ skipVerify: true }, /does not speak TLS.*Write http:\/\//, plain.address.replace('http:', 'https:'));
    await plain.close();
  });
  it('files that cannot be used are named', async () => {
    await fails({ caCert: join(folder, 'gone.pem') }, /CA certificate .*gone\.pem for .* cannot be read \(ENOENT\)/);
    await fails({ caPath: join(folder, 'nowhere') }, /folder of CA certificates/);
    await fails({ caCert: files.noPem }, /none\.pem for .* is not a PEM file/);
    await fails({ clientCert: files.cert }, /a client certificate is configured but no client key/);
    await fails(
      { caCert: files.ca, clientCert: files.cert, clientKey: files.foreignKey },
      /cannot be used.*belong together/,
    );
  });
  it('knows every error code that was recorded', async () => {
    const codes = exchangesOf('tls').flatMap(({ response }) => response.error ?? []);
    assert.ok(codes.length >= 5);
    for (const { code, message } of codes) {
      const at = { call: { method: 'GET', path: '/v1/jobs', purpose: 'list jobs' }, address, secure: true } as const;
      const error = failureOfTransport(Object.assign(new Error(message), { code }), {
        ...at,
        hasToken: false,
        hasClientCertificate: false,
        limit: 1,
      });
      assert.equal(error.kind, 'tls', code);
      assert.doesNotMatch(error.message, /No safe connection/, code);
    }
  });
});
