import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  configFromEnvironment,
  createClient,
  isNomadError,
  type NomadClient,
  NomadError,
  proxyFrom,
  proxyFromEnvironment,
  watch,
} from '@nomad/api';
import { WebSocketServer } from 'ws';
import { makeAuthority, makeCertificate } from '../../../test/support/certificates';
import { closedPort } from '../../../test/support/hand-made-servers';
import { startProxy, type TestProxy } from '../../../test/support/proxy';
import { exchangesOf } from '../../../test/support/replay-files';
import { type ReplayServer, startReplay } from '../../../test/support/replay-server';

describe('which proxy', () => {
  const env = { HTTP_PROXY: 'plain:3128', https_proxy: 'https://secure:3129' };
  const cases: [origin: string, noProxy: string, proxy: string | undefined][] = [
    ['http://nomad.example:4646', '', 'http://plain:3128'],
    ['https://nomad.example:4646', '', 'https://secure:3129'],
    ['http://localhost:4646', '', undefined],
    ['http://127.0.0.1:4646', '', undefined],
    ['http://[::1]:4646', '', undefined],
    ['http://nomad.example:4646', '*', undefined],
    ['http://nomad.example:4646', 'other, example', undefined],
    ['http://nomad.example:4646', 'nomad.example:80', 'http://plain:3128'],
    ['http://nomad.example:4646', 'NOMAD.example:4646', undefined],
    ['http://nomad.example:4646', '.nomad.example', 'http://plain:3128'],
    ['http://a.nomad.example:4646', '.nomad.example', undefined],
    ['http://a.nomad.example:4646', '*.nomad.example', undefined],
    ['http://xexample:4646', 'example', 'http://plain:3128'],
    ['http://10.1.2.3:4646', '10.0.0.0/8', undefined],
    ['http://11.1.2.3:4646', '10.0.0.0/8', 'http://plain:3128'],
    ['http://[fd00::1]:4646', 'fd00::1', undefined],
  ];
  for (const [origin, noProxy, proxy] of cases) {
    it(`${origin}${noProxy && ` but for ${noProxy}`}: ${proxy ?? 'none'}`, () => {
      assert.equal(proxyFromEnvironment({ ...env, no_proxy: noProxy })(origin), proxy);
    });
  }
  it('none without settings', () => assert.equal(proxyFromEnvironment({})('http://nomad.example:4646'), undefined));
});

describe('through a proxy', () => {
  let proxy: TestProxy;
  let server: ReplayServer;
  let client: NomadClient;
  /** A name that only the proxy can reach. */
  const far = (address: string) => address.replace('127.0.0.1', 'nomad.far.invalid');
  const start = async (scenarios: string[], user?: string) => {
    proxy = await startProxy(user);
    server = await startReplay(scenarios);
    client = createClient({ address: far(server.address), proxy: () => proxy.address });
  };
  afterEach(async () => {
    await client.close();
    await server?.close();
    await proxy?.close();
  });
  const failure = async (act: Promise<unknown>): Promise<NomadError> => {
    const error = await act.then(
      () => assert.fail('it did not fail'),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof NomadError, `${error}`);
    return error;
  };

  it('goes a request, with what is written in it', async () => {
    await start(['agent', 'jobs']);
    const answer = await client.jobs.list({ namespace: '*', meta: true });
    assert.ok(answer.data.length > 1);
    assert.deepEqual(proxy.asked, [`GET ${client.address}/v1/jobs?meta=true&namespace=*`]);
    assert.equal(server.received[0]?.headers.host, new URL(client.address).host);
  });

  it('goes a blocking query', async () => {
    const id = exchangesOf('deployment').find(({ request }) => request.query.index !== undefined)?.request.path;
    await start(['deployment']);
    const states: string[] = [];
    const read = (options: object) => client.deployments.read(id?.split('/').at(-1) ?? '', options);
    for await (const { Status } of watch(read)) {
      states.push(Status);
      if (Status !== 'running') break;
    }
    assert.deepEqual(states, ['running', 'running', 'successful']);
    assert.ok(proxy.asked.some((one) => /index=174&wait=60000ms/.test(one)));
  });

  it('goes a log that is followed, and the stream of events', async () => {
    const log = exchangesOf('logs').find(({ request }) => request.query.follow && request.query.offset === 60);
    await start(['logs', 'events']);
    const id = log?.request.path.split('/').at(-1) ?? '';
    const seen: string[] = [];
    for await (const frame of client.logs.follow(id, { task: 'main', type: 'stdout', origin: 'end', offset: 60 })) {
      seen.push(frame === 'heartbeat' ? frame : `${frame.offset}`);
      if (seen.length === 4) break;
    }
    assert.deepEqual(seen, ['140', '168', 'heartbeat', '196']);
    for await (const { Topic } of client.events.stream({ topics: ['Job:streamed'] })) {
      assert.equal(Topic, 'Job');
      break;
    }
    assert.equal(proxy.asked.length, 2);
  });

  it('goes a program in a task, by a tunnel', async () => {
    await start(['exec']);
    const { request } =
      exchangesOf('exec').find(({ name }) => name === 'echo-notty') ?? exchangesOf('exec')[0] ?? assert.fail();
    const command = JSON.parse(String(request.query.command)) as string[];
    const options = {
      task: String(request.query.task),
      tty: request.query.tty === true || request.query.tty === 'true',
    };
    let output = '';
    const session = await client.exec.start(request.path.split('/')[4] ?? '', command, {
      ...options,
      onOutput: (data) => {
        output += Buffer.from(data).toString();
      },
    });
    session.closeInput();
    await session.exit;
    assert.notEqual(output, '');
    assert.deepEqual(proxy.asked, [`CONNECT ${new URL(client.address).host}`]);
  });

  it('asks for a user: told, and given from its address', async () => {
    await start(['agent', 'exec'], 'me:pass word');
    for (const act of [
      () => client.cluster.leader(),
      () => client.exec.start('x', ['sh'], { task: 't', onOutput() {} }),
    ]) {
      const error = await failure(act());
      assert.ok(isNomadError(error, 'protocol'));
      assert.match(error.message, /^The proxy http:\/\/127.*nomad\.far\.invalid:\d+, asks for a user and a password/);
    }
    await client.close();
    const known = proxy.address.replace('//', '//me:pass%20word@');
    client = createClient({ address: far(server.address), proxy: () => known });
    assert.match(await client.cluster.leader(), /:4647$/);
  });

  it('that is not there is named, not the cluster', async () => {
    await start(['agent']);
    await client.close();
    const gone = (await closedPort()).replace('//', '//me:pass-word@');
    for (const address of [far(server.address), far(server.address).replace('http:', 'https:')]) {
      client = createClient({ address, proxy: () => gone });
      const error = await failure(client.cluster.leader());
      assert.match(
        error.message,
        /The proxy http:\/\/127\.0\.0\.1:\d+, which stands before nomad\.far\.invalid:\d+, cannot be reached \(ECONNREFUSED\)/,
      );
      assert.doesNotMatch(error.message, /pass-word/);
      await client.close();
    }
    client = createClient({ address: far(server.address), proxy: () => 'socks5://127.0.0.1:1080' });
    assert.match((await failure(client.cluster.leader())).message, /only http:\/\/ and https:\/\//);
  });

  it('goes TLS with both certificates, by a tunnel', async () => {
    await start(['agent']);
    await client.close();
    const folder = mkdtempSync(join(tmpdir(), 'nomad-proxy-'));
    const authority = makeAuthority('Ours');
    const pem = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const mine = makeCertificate('client', authority, ['client.global.nomad']);
    const own = makeCertificate('server', authority, ['server.global.nomad']);
    const secure = createServer(
      { ...own, ca: authority.cert, requestCert: true, rejectUnauthorized: true },
      (_, answer) => answer.end('"10.0.0.1:4647"'),
    );
    const sockets = new WebSocketServer({ server: secure });
    sockets.on('connection', (socket) => socket.send('{"exited":true,"result":{}}'));
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    const tls = {
      caCert: pem('ca.pem', authority.cert),
      clientCert: pem('cert.pem', mine.cert),
      clientKey: pem('key.pem', mine.key),
      serverName: 'server.global.nomad',
    };
    const address = `https://nomad.far.invalid:${(secure.address() as AddressInfo).port}`;
    client = createClient({ address, tls, proxy: proxyFrom({ https: proxy.address }) });
    try {
      assert.equal(await client.cluster.leader(), '10.0.0.1:4647');
      const session = await client.exec.start('x', ['sh'], { task: 't', onOutput() {} });
      assert.equal(await session.exit, 0);
      assert.equal(proxy.asked.filter((one) => one === `CONNECT ${new URL(address).host}`).length, 2);
    } finally {
      await client.close();
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      secure.closeAllConnections();
      secure.close();
      rmSync(folder, { recursive: true });
    }
  });

  it('is not asked for a Unix socket, neither by a request nor by a WebSocket', async function () {
    if (process.platform === 'win32') return this.skip();
    const folder = mkdtempSync(join(tmpdir(), 'nomad-unix-'));
    const path = join(folder, 'api.sock');
    const behind = createHttpServer((_, answer) => answer.end('"10.0.0.1:4647"'));
    const sockets = new WebSocketServer({ server: behind });
    const asked: (string | undefined)[] = [];
    sockets.on('connection', (socket, { url, headers }) => {
      asked.push(`${url}`, headers['x-nomad-token'] as string);
      socket.send('{"exited":true,"result":{}}');
    });
    await new Promise<void>((resolve) => behind.listen(path, resolve));
    const config = configFromEnvironment({
      NOMAD_ADDR: `unix://${path}`,
      HTTP_PROXY: 'plain:3128',
      NOMAD_TOKEN: 'secret',
    });
    client = createClient(config);
    try {
      assert.equal(await client.cluster.leader(), '10.0.0.1:4647');
      const session = await client.exec.start('abc', ['sh', '-c', 'a:b'], { task: 't', onOutput() {} });
      assert.equal(await session.exit, 0);
      assert.match(asked[0] ?? '', /^\/v1\/client\/allocation\/abc\/exec\?.*a%3Ab/);
      assert.equal(asked[1], 'secret');
    } finally {
      await client.close();
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      behind.closeAllConnections();
      behind.close();
      rmSync(folder, { recursive: true });
    }
    await assert.rejects(client.cluster.leader(), /there is no socket at unix:/);
  });
});
