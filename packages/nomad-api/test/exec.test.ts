import assert from 'node:assert/strict';
import { createClient, type ExecSession, isNomadError, type NomadClient } from '@nomad/api';
import { closedPort, httpServer, tcpServer } from '../../../test/support/hand-made-servers';
import { type Exchange, exchangesOf } from '../../../test/support/replay-files';
import { type ReplayServer, startReplay } from '../../../test/support/replay-server';

const recorded = exchangesOf('exec');
const allocation = recorded[0]?.request.path.split('/')[4] ?? '';

describe('exec as it was recorded', () => {
  let server: ReplayServer;
  let client: NomadClient;
  const replay = async (only: (exchange: Exchange) => boolean, scenario = 'exec') => {
    server = await startReplay([scenario], { only });
    client = createClient({ address: server.address });
  };
  afterEach(async () => {
    await client.close();
    server.expectNothingUnknown();
    await server.close();
  });
  /** Runs the command of the recording with that note, and gives what it wrote. */
  const run = async (note: string, act: (session: ExecSession) => void = (session) => session.closeInput()) => {
    const exchange = recorded.find((one) => one.note === note) ?? assert.fail(note);
    await replay((one) => one === exchange || one.note === note);
    const { task, tty, command } = exchange.request.query;
    const written = { stdout: '', stderr: '' };
    const id = exchange.request.path.split('/')[4] ?? '';
    const session = await client.exec.start(id, JSON.parse(String(command)), {
      task: String(task),
      tty: tty === true,
      onOutput(data, stream) {
        written[stream] += Buffer.from(data).toString();
      },
    });
    act(session);
    return { code: await session.exit, ...written };
  };

  it('gives stdout, stderr and the exit code', async () => {
    const result = await run('stdout, stderr, exit code; stdin is closed at once');
    assert.deepEqual(result, { code: 7, stdout: 'out\n', stderr: 'err\n' });
  });

  it('knows a zero exit code, which Nomad leaves out, and one of a signal', async () => {
    assert.equal((await run('the exit comes when stdin is closed')).code, 0);
    await client.close();
    await server.close();
    assert.equal((await run('killed by a signal')).code, 137);
  });

  it('sends input', async () => {
    const { code, stdout } = await run('stdin; {} is a heartbeat; close of stdin ends cat', (session) => {
      session.write('first line\n');
      session.write(Buffer.from('second line\n'));
      session.closeInput();
    });
    assert.deepEqual([code, stdout], [0, 'first line\nsecond line\n']);
  });

  it('has a terminal with a size', async () => {
    const { code, stdout } = await run('a terminal, resized', (session) => {
      session.resize(80, 24);
      session.write('stty size\n');
      session.resize(132, 40);
      session.write('stty size\n');
      session.write('exit 5\n');
    });
    assert.equal(code, 5);
    assert.match(stdout, /^24 80\r$/m);
    assert.match(stdout, /^40 132\r$/m);
  });

  for (const [note, kind, text] of [
    ['no such program', 'server', /could not|did not run "\/no\/such\/program".*no such file.*program is there/],
    ['unknown task', 'not-found', /"task not found"/],
    ['unknown allocation', 'not-found', /Unknown allocation/],
    ['not running', 'server', /task "main" is not running/],
    ['the allocation is stopped meanwhile', 'server', /plugin is shut down/],
  ] as const) {
    it(`tells: ${note}`, async () => {
      await assert.rejects(
        run(note, (session) => {
          if (['no such program', 'unknown task'].includes(note)) session.closeInput();
        }),
        (error) => {
          assert.ok(isNomadError(error, kind), `${error}`);
          assert.match(error.message, text);
          return true;
        },
      );
    });
  }

  it('runs an action of the job', async () => {
    const exchange = exchangesOf('alloc').find(({ request }) => request.path.endsWith('/action')) ?? assert.fail();
    const { action, task, group, allocID } = exchange.request.query;
    await replay(({ request }) => request.path === exchange.request.path, 'alloc');
    let text = '';
    const session = await client.exec.action('logger', String(action), {
      task: String(task),
      group: String(group),
      allocation: String(allocID),
      onOutput: (data) => {
        text += Buffer.from(data).toString();
      },
    });
    session.closeInput();
    assert.equal(await session.exit, 3);
    assert.match(text, /hello from an action/);
  });
});

describe('exec when something is in the way', () => {
  const start = (address: string, signal?: AbortSignal) => {
    const client = createClient({ address, token: () => 'a-secret-token' });
    return client.exec.start(allocation, ['/bin/sh'], { task: 'main', onOutput: () => {}, signal, limit: 300 });
  };

  it('tells that nobody listens', async () => {
    const address = await closedPort();
    await assert.rejects(
      start(address),
      (error) => isNomadError(error, 'unreachable') && /ECONNREFUSED/.test(`${error}`),
    );
  });

  it('tells what a proxy says that knows no WebSocket, without the token that it echoes', async () => {
    const server = await httpServer((_, response) => response.writeHead(403).end('a-secret-token: Permission denied'));
    await assert.rejects(start(server.address), (error) => {
      assert.ok(isNomadError(error, 'forbidden'), `${error}`);
      assert.doesNotMatch(error.message, /a-secret-token/);
      return true;
    });
    await server.close();
  });

  it('waits no longer than the limit, and no longer than the person', async () => {
    const server = await tcpServer(() => {});
    await assert.rejects(start(server.address), (error) => isNomadError(error, 'timeout'));
    const giving = AbortSignal.timeout(50);
    await assert.rejects(start(server.address, giving), (error) => isNomadError(error, 'cancelled'));
    await server.close();
  });
});
