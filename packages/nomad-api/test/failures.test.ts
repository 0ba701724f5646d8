import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import {
  createClient,
  isNomadError,
  type NomadClient,
  type NomadConfig,
  NomadError,
  type NomadErrorKind,
} from '@nomad/api';
import { closedPort, httpServer, type TestServer, tcpServer } from '../../../test/support/hand-made-servers';
import { exchangesOf } from '../../../test/support/replay-files';
import { startReplay } from '../../../test/support/replay-server';
import { createTransport } from '../src/transport';

const SECRET = '00000000-1111-4222-8333-deadbeefcafe';

/** The error of an action; it must name the cluster, say what to do and hold no secret. */
async function failure(client: NomadClient, act: (client: NomadClient) => Promise<unknown>): Promise<NomadError> {
  try {
    await act(client);
  } catch (error) {
    assert.ok(isNomadError(error), inspect(error));
    assert.ok(error.message.includes(client.address), `names no cluster: ${error.message}`);
    assert.ok(error.advice || error.kind === 'cancelled', `says not what to do: ${error.message}`);
    assert.doesNotMatch(`${inspect(error, { depth: 9 })}${error.stack}${JSON.stringify(error)}`, new RegExp(SECRET));
    return error;
  } finally {
    await client.close();
  }
  throw new assert.AssertionError({ message: 'it did not fail' });
}

const job = { ID: 'web', Name: 'web', TaskGroups: [] };

describe('failures', () => {
  const servers: { close(): Promise<void> }[] = [];
  const clientOf = (
    server: TestServer | { address: string; close(): Promise<void> },
    config?: Partial<NomadConfig>,
  ) => {
    servers.push(server);
    return createClient({ address: server.address, token: () => SECRET, ...config });
  };
  const answering = async (status: number, body: string, type = 'text/plain') =>
    clientOf(await httpServer((_request, response) => response.writeHead(status, { 'content-type': type }).end(body)));
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  it('nothing listens', async () => {
    const client = createClient({ address: await closedPort() });
    const error = await failure(client, (it) => it.jobs.list());
    assert.equal(error.kind, 'unreachable');
    assert.equal(error.code, 'ECONNREFUSED');
    assert.match(error.message, /^Could not list jobs: nothing listens at .*Check that the Nomad agent runs/);
  });

  it('the name is unknown', async () => {
    const error = await failure(createClient({ address: 'http://nomad.invalid:4646' }), (it) => it.cluster.leader());
    assert.equal(error.kind, 'unreachable');
    assert.match(error.message, /the name (is unknown|could not be looked up)/);
  });

  it('the socket is not there', async () => {
    const error = await failure(createClient({ address: 'unix:///nowhere/nomad.sock' }), (it) => it.cluster.leader());
    assert.equal(error.kind, 'unreachable');
    assert.match(error.message, /there is no socket at unix:\/\/\/nowhere\/nomad\.sock/);
  });

  it('the connection is cut: a read is tried again and says so, a write is not', async () => {
    const cut = await tcpServer((socket) => socket.once('data', () => socket.destroy()));
    servers.push(cut);
    const retries: number[] = [];
    const make = () => createClient({ address: cut.address }, { onRetry: ({ attempt }) => retries.push(attempt) });
    const read = await failure(make(), (it) => it.jobs.read('web'));
    assert.equal(read.kind, 'unreachable');
    assert.match(read.message, /the connection broke/);
    assert.deepEqual(retries, [1, 2]);
    const before = cut.count();
    const write = await failure(make(), (it) => it.jobs.register(job));
    assert.equal(cut.count() - before, 1);
    assert.match(write.message, /Whether Nomad has done it is not known: look before you try again/);
  });

  it('the answer is cut in the middle', async () => {
    const half = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\nContent-Type: application/json\r\n\r\n{"ID":';
    const server = await tcpServer((socket) => socket.once('data', () => socket.end(half)));
    const error = await failure(clientOf(server), (it) => it.jobs.plan(job));
    assert.equal(error.kind, 'unreachable');
  });

  it('a read succeeds after a cut', async () => {
    let first = true;
    const server = await httpServer((request, response) => {
      if (first) request.socket.destroy();
      else response.end('"127.0.0.1:4647"');
      first = false;
    });
    assert.equal(await clientOf(server).cluster.leader(), '127.0.0.1:4647');
  });

  it('no answer comes, or none to its end', async () => {
    const silent = await failure(clientOf(await tcpServer(() => {})), (it) => it.jobs.plan(job, { limit: 100 }));
    assert.equal(silent.kind, 'timeout');
    assert.match(silent.message, /Could not plan job "web": no complete answer from .* within 100 ms/);
    const dripping = await httpServer((_request, response) => response.writeHead(200).write('['));
    const slow = await failure(clientOf(dripping), (it) => it.jobs.register(job, { limit: 100 }));
    assert.equal(slow.kind, 'timeout');
    assert.match(slow.message, /Whether Nomad has done it is not known/);
  });

  it('the caller gives up, before and while', async () => {
    const client = clientOf(await tcpServer(() => {}));
    const error = await failure(client, (it) => it.jobs.list({ signal: AbortSignal.abort() }));
    assert.equal(error.kind, 'cancelled');
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    const later = await failure(clientOf(await tcpServer(() => {})), (it) =>
      it.jobs.list({ signal: controller.signal }),
    );
    assert.equal(later.kind, 'cancelled');
  });

  it('a proxy answers with a page', async () => {
    const error = await failure(await answering(502, '<html><body>Bad Gateway</body></html>', 'text/html'), (it) =>
      it.jobs.list(),
    );
    assert.equal(error.kind, 'protocol');
    assert.match(error.message, /answered 502 with a page of its own/);
    assert.doesNotMatch(error.message, /<html>/);
  });

  it('something else listens there', async () => {
    const page = await failure(await answering(200, '<!DOCTYPE html><title>x</title>', 'text/html'), (it) =>
      it.jobs.list(),
    );
    assert.equal(page.kind, 'protocol');
    assert.match(page.message, /is not Nomad's API; it sent a web page/);
    const ssh = await tcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    const other = await failure(clientOf(ssh), (it) => it.jobs.list());
    assert.equal(other.kind, 'protocol');
    assert.match(other.message, /does not speak HTTP/);
    const elsewhere = await failure(await answering(307, ''), (it) => it.jobs.list());
    assert.equal(elsewhere.kind, 'protocol');
  });

  it('a proxy that echoes the token does not bring it into the message', async () => {
    const echo = await httpServer((request, response) =>
      response.writeHead(400).end(`bad header ${request.headers['x-nomad-token']} ${request.headers.authorization}`),
    );
    const address = echo.address.replace('http://', 'http://me:pass-word-123@');
    const client = clientOf({ ...echo, address });
    const error = await failure(client, (it) => it.jobs.list());
    assert.match(error.message, /bad header ••••/);
    assert.doesNotMatch(error.message, /pass-word-123/);
  });

  it('a token that no header can hold', async () => {
    const client = createClient({ address: await closedPort(), token: () => `${SECRET}\nx` });
    const error = await failure(client, (it) => it.jobs.list());
    assert.match(error.message, /characters that cannot be sent.*Set it again/);
  });

  describe('as Nomad tells them', () => {
    const cases: [string, number, string, NomadErrorKind, RegExp][] = [
      [
        'forbidden',
        403,
        'Permission denied',
        'forbidden',
        /lacks what it needs: submit-job or plan-job in namespace "team"/,
      ],
      ['expired', 500, 'rpc error: ACL token expired', 'forbidden', /has expired\. Set a new one/],
      ['rpc refusal', 500, 'rpc error: Permission denied', 'forbidden', /does not allow this client to plan job "web"/],
      ['no leader', 500, 'No cluster leader', 'no-leader', /have no leader/],
      ['not ready', 500, 'Not ready to serve consistent reads', 'no-leader', /Wait for the election/],
      ['not found', 404, 'job not found', 'not-found', /"job not found".*in namespace "team"/],
      ['unknown path', 404, '', 'not-found', /does not know \/v1\/job\/web\/plan.*older version/],
      ['region', 500, 'No path to region', 'server', /Check the region "mars"/],
      ['anything else', 500, 'rpc error: stuck', 'server', /did not plan job "web": rpc error: stuck\./],
      ['enterprise', 501, 'Nomad Enterprise only endpoint', 'server', /community edition/],
    ];
    for (const [title, status, text, kind, message] of cases) {
      it(title, async () => {
        const client = await answering(status, text);
        const error = await failure(client, (it) => it.jobs.plan(job, { namespace: 'team', region: 'mars' }));
        assert.equal(error.kind, kind);
        assert.equal(error.status, status);
        assert.equal(error.serverText, text || undefined);
        assert.match(error.message, message);
      });
    }

    it('without a token', async () => {
      const server = await httpServer((_request, response) => response.writeHead(403).end('Permission denied'));
      const error = await failure(clientOf(server, { token: undefined }), (it) => it.jobs.list());
      assert.match(error.message, /No token was sent\. Set one/);
    });
  });

  it('are understood in every recording', async () => {
    const gives: Record<string, NomadErrorKind[]> = {
      errors: ['not-found', 'server'],
      'no-leader': ['no-leader', 'not-found', 'server'],
      register: ['conflict', 'not-found', 'server'],
      acl: ['forbidden', 'not-found', 'server', 'conflict'],
    };
    for (const [scenario, kinds] of Object.entries(gives)) {
      const replay = await startReplay([scenario], { byToken: true });
      servers.push(replay);
      const found = new Set<string>();
      for (const { request, response } of exchangesOf(scenario)) {
        if (!response.status || response.status < 400 || request.headers?.Authorization || request.bodyText) continue;
        if (!['GET', 'POST', 'PUT', 'DELETE'].includes(request.method)) continue;
        const token = request.headers?.['X-Nomad-Token'];
        const transport = createTransport({ address: replay.address, token: () => token }, { pauses: [] });
        const method = request.method as 'GET';
        const call = { method, path: request.path, query: request.query, purpose: 'do it', body: request.body };
        await transport.send({ ...call, limit: 5_000 }).then(
          () => {},
          (error) => {
            assert.ok(error instanceof NomadError);
            assert.ok(error.message.includes(replay.address) && error.advice, error.message);
            if (token) assert.ok(!error.message.includes(token));
            found.add(error.kind);
            if (response.bodyText && !response.bodyText.startsWith('{')) {
              assert.equal(error.serverText, response.bodyText.trim());
            }
          },
        );
        await transport.close();
      }
      for (const kind of found) assert.ok(kinds.includes(kind as NomadErrorKind), `${scenario}: ${kind}`);
      assert.ok(found.has(kinds[0] ?? ''), `${scenario}: ${[...found]}`);
    }
  });
});
