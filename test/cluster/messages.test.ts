import assert from 'node:assert/strict';
import { createClient, isNomadError, type NomadErrorKind } from '@nomad/api';
import { addressProblem } from '../../client/src/cluster/connection';
import { REMEDY_TITLES, remediesFor } from '../../client/src/cluster/remedies';
import { planJob, registerJob } from '../../client/src/cluster/submit';
import { closedPort, httpServer, type TestServer, tcpServer } from '../support/hand-made-servers';
import { exchangesOf } from '../support/replay-files';

const built = { job: { ID: 'web' }, submission: { Source: '', Format: 'hcl2' } } as const;

describe('what a person reads when plan or run fails', () => {
  let server: TestServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });
  const answering = async (status: number, body: string) => {
    server = await httpServer((_request, response) => response.writeHead(status).end(body));
    return server.address;
  };
  const recorded = (scenario: string, status: number, text: RegExp) =>
    exchangesOf(scenario).find(({ response }) => response.status === status && text.test(response.bodyText ?? ''))
      ?.response.bodyText ?? assert.fail(`${scenario} ${status}`);

  const cases: [string, () => Promise<string>, NomadErrorKind, RegExp, string][] = [
    ['no server', closedPort, 'unreachable', /nothing listens at/, 'Set Address…'],
    [
      '403',
      () => answering(403, recorded('acl', 403, /Permission denied/)),
      'forbidden',
      /No token was sent/,
      'Set Token…',
    ],
    ['404', () => answering(404, recorded('errors', 404, /not found/)), 'not-found', /Check the name/, 'Retry'],
    [
      '500',
      () => answering(500, recorded('register', 500, /restart the TaskGroup/)),
      'server',
      /• Task group app validation failed/,
      'Show Log',
    ],
    [
      'unknown namespace',
      () => answering(500, recorded('register', 500, /nonexistent namespace/)),
      'server',
      /Create the namespace/,
      'Show Log',
    ],
    [
      'no leader',
      () => answering(500, recorded('no-leader', 500, /No cluster leader/)),
      'no-leader',
      /Wait for the election/,
      'Retry',
    ],
    [
      'plain HTTP to TLS',
      () => answering(400, recorded('tls', 400, /HTTPS server/)),
      'tls',
      /Write https:/,
      'Open Settings',
    ],
    [
      'slow',
      async () => {
        server = await tcpServer(() => {});
        return server.address;
      },
      'timeout',
      /no complete answer/,
      'Retry',
    ],
    [
      'a cut connection',
      async () => {
        server = await tcpServer((socket) => socket.once('data', () => socket.destroy()));
        return server.address;
      },
      'unreachable',
      /the connection broke/,
      'Retry',
    ],
  ];
  for (const [title, start, kind, message, button] of cases) {
    it(title, async () => {
      const address = await start();
      const client = createClient({ address });
      const signal = title === 'slow' ? AbortSignal.timeout(60_000) : undefined;
      const plan =
        title === 'slow' ? client.jobs.plan(built.job, { limit: 150, signal }) : planJob(client, built, signal);
      await assert.rejects(plan, (error) => {
        assert.ok(isNomadError(error, kind), `${error}`);
        assert.ok(error.message.includes(address), error.message);
        assert.match(error.message, message);
        const buttons = remediesFor(error.kind).map((remedy) => REMEDY_TITLES[remedy]);
        assert.ok(buttons.includes(button) && buttons.includes('Show Log'), buttons.join());
        return true;
      });
      if (title !== 'slow') {
        await assert.rejects(
          registerJob(client, built),
          (error) => isNomadError(error) && error.message.includes(address),
        );
      }
      await client.close();
    });
  }

  it('a change of which nobody knows whether it was made is not offered again', () => {
    for (const kind of ['timeout', 'unreachable', 'no-leader'] as const) {
      assert.ok(remediesFor(kind).includes('retry'));
      assert.ok(!remediesFor(kind, false).includes('retry'));
    }
    assert.deepEqual(remediesFor('cancelled'), []);
    assert.deepEqual(remediesFor('timeout', false), ['look', 'show-log']);
  });

  it('an address is judged while it is typed', () => {
    assert.equal(addressProblem('https://nomad.example.com:4646'), undefined);
    assert.match(addressProblem('nomad example') ?? '', /"http:\/\/nomad example"|"nomad example" is not an address/);
  });
});
