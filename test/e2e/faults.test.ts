/** What a person is told when the cluster refuses, breaks, or is slow, in the middle of any command; and that nothing is lost. */
import assert from 'node:assert/strict';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Allocation } from '@nomad/api';
import * as vscode from 'vscode';
import { exchangesOf } from '../support/replay-files';
import { recordedScripts, type StatefulNomad, startStatefulNomad } from '../support/stateful-nomad';
import { ready, write } from './editor';
import { answerWith } from './person';

const JOB = `job "web" {
  group "app" {
    count = 3
    task "main" {
      driver = "raw_exec"
      config {
        command = "/bin/sleep"
        args    = ["600"]
      }
    }
  }
}
`;

/** Does something with a request instead of what Nomad would do. */
type Fault = (response: ServerResponse) => unknown;

const refused =
  (status: number, text: string): Fault =>
  (response) =>
    response.writeHead(status, { 'content-type': 'text/plain' }).end(text);

/** What the person is told of each, besides the address. */
const faults: Readonly<Record<string, { readonly fault: Fault; readonly message: RegExp; readonly button?: string }>> =
  {
    'status 403': {
      fault: refused(403, 'Permission denied'),
      message: /does not allow this client to .*The token is unknown there, has expired, or lacks what it needs/s,
      button: 'Set Token…',
    },
    'status 404': { fault: refused(404, 'job not found'), message: /could not .*"job not found".*Check the name/s },
    'status 500': { fault: refused(500, 'rpc error: disk is full'), message: /did not .*disk is full/s },
    'no leader': {
      fault: refused(500, 'No cluster leader'),
      message: /have no leader.*Wait for the election/s,
      button: 'Retry',
    },
    'a proxy with a page': {
      fault: refused(502, '<html>Bad Gateway</html>'),
      message: /something before Nomad at .* answered 502.*Check the address, and the proxy/s,
    },
    'no answer in time': { fault: () => {}, message: /no complete answer from .* within/ },
    'a connection that is cut': {
      fault: (response) => response.socket?.destroy(),
      message: /the connection broke at .*(Try again|look before you try again)/s,
    },
    'half an answer': {
      fault(response) {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
        response.write('{"EvalID":"12', () => response.socket?.destroy());
      },
      message: /the connection broke at .*(Try again|look before you try again)/s,
    },
  };

describe('a cluster that fails, in the editor', function () {
  this.timeout(30_000);
  let nomad: StatefulNomad;
  let server: ReturnType<typeof createServer>;
  let address: string;
  let document: vscode.TextDocument;
  let broken: { readonly at: RegExp; readonly fault: Fault } | undefined;
  /** Pieces of the log: one list for each time that it is asked for. */
  let logs: string[][] = [];
  let programs: ((socket: Socket) => void) | undefined;
  const open = new Set<Socket>();
  const allocation = exchangesOf('alloc').find(
    ({ request, response }) => /^\/v1\/allocation\/[^/]+$/.test(request.path) && response.status === 200,
  )?.response.body as unknown as Allocation;
  const { timeout } = AbortSignal;

  before(async () => {
    await ready();
    nomad = await startStatefulNomad({ web: recordedScripts().healthy });
    server = createServer(handle);
    server.on('connection', (socket) => open.add(socket));
    server.on('upgrade', (_request, socket: Socket) => programs?.(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await configure(address);
    document = await write(JOB);
    // The person would wait half a minute.
    AbortSignal.timeout = (milliseconds) => timeout.call(AbortSignal, Math.min(milliseconds, 800));
  });
  afterEach(() => {
    broken = undefined;
  });
  after(async () => {
    AbortSignal.timeout = timeout;
    await configure(undefined);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
    await nomad.close();
  });

  function handle(request: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(request.url ?? '', address);
    if (broken?.at.test(`${request.method} ${pathname}`)) return broken.fault(response);
    const json = (body: unknown) =>
      response
        .writeHead(200, { 'content-type': 'application/json', 'x-nomad-index': '1' })
        .end(JSON.stringify(body, (_, value) => (typeof value === 'bigint' ? Number(value) : value)));
    const running = { ...allocation, ClientStatus: 'running' };
    if (pathname === `/v1/allocation/${allocation.ID}`) return json(running);
    if (pathname === `/v1/job/${allocation.JobID}/allocations`) return json([running]);
    if (pathname.startsWith('/v1/client/fs/logs/')) {
      if (searchParams.get('type') === 'stderr') return response.writeHead(200).write('{}');
      const pieces = logs.shift();
      response.writeHead(200);
      for (const piece of pieces ?? ['{}']) response.write(piece);
      if (logs.length > 0) setTimeout(() => response.socket?.destroy(), 50);
      return;
    }
    const onward = httpRequest(
      `${nomad.address}${request.url}`,
      { method: request.method, headers: request.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(response);
      },
    );
    request.pipe(onward);
  }

  const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);
  const told = async (command: string, argument?: unknown, answers: Record<string, string> = {}) => {
    const person = answerWith(answers);
    try {
      await run(command, argument);
      for (let i = 0; i < 60 && person.terminals.length > 0 && person.questions.length === 0; i++) await sleep(50);
      const text = [...person.questions, ...person.terminals.map((one) => one.text())].join('\n');
      for (const one of person.terminals) one.close();
      return { text, buttons: person.buttons.flat() };
    } finally {
      person.restore();
    }
  };
  const yes = { 'Run job': 'Run', 'Stop job': 'Stop', 'Keep the definition': 'Keep and Stop' };
  const target = { allocId: allocation.ID, task: 'main' };

  for (const [title, { fault, message, button }] of Object.entries(faults)) {
    it(`${title}: says it for every command, sends no change twice, and all works afterwards`, async () => {
      for (const [command, at, argument] of [
        ['nomad.job.plan', /^POST \/v1\/job\/web\/plan/],
        ['nomad.job.run', /^POST \/v1\/jobs$/],
        ['nomad.alloc.logs', /^GET \/v1\/allocation\//, target],
        ['nomad.alloc.status', /^GET \/v1\/allocation\//, target],
        ['nomad.job.stop', /^DELETE /, { jobId: 'web' }],
      ] as const) {
        let hits = 0;
        broken = {
          at,
          fault: (response) => {
            hits++;
            return fault(response);
          },
        };
        const { text, buttons } = await told(command, argument, yes);
        assert.match(text, message, `${command}: ${text}`);
        assert.ok(text.includes(address), `${command} names no cluster: ${text}`);
        const changes = at.source.includes('DELETE') || at.source.includes('jobs$');
        if (changes) assert.equal(hits, 1, `${command} was sent ${hits} times`);
        if (button && !(changes && button === 'Retry')) assert.ok(buttons.includes(button), `${command}: ${buttons}`);
        assert.equal(document.getText(), JOB);
      }
      assert.deepEqual(nomad.registrations, []);
      broken = undefined;
      const { text } = await told('nomad.job.plan');
      assert.equal(text, '', 'nothing is left of it');
    });
  }

  it('a job that somebody else has changed: theirs stays, and a new plan is offered', async () => {
    broken = { at: /^POST \/v1\/jobs$/, fault: refused(500, 'Enforcing job modify index 0: job already exists') };
    const { text, buttons } = await told('nomad.job.run', undefined, yes);
    assert.match(text, /has changed since this plan was made: what is there stays, and nothing of yours was submitted/);
    assert.ok(text.includes(address) && buttons.includes('Plan Again'), text);
  });

  it('a log that breaks in the middle of a frame goes on where it was, each line once', async () => {
    const frame = (text: string, offset: number) =>
      JSON.stringify({ File: 'alloc/logs/main.stdout.0', Offset: offset, Data: Buffer.from(text).toString('base64') });
    const [one, two, three] = [frame('one\n', 4), frame('two\n', 8), frame('three\n', 14)];
    logs = [
      ['{}', one, two.slice(0, 40)],
      [frame('one\ntwo\n', 8), three.slice(0, 10)],
      [frame('one\ntwo\n', 8), three],
    ];
    const person = answerWith({});
    await run('nomad.alloc.logs', target);
    const [terminal] = person.terminals;
    await terminal?.until(/three/);
    terminal?.close();
    person.restore();
    const text = (terminal?.text() ?? '').replace(/\x1b\[\d+m/g, '');
    assert.deepEqual(text.match(/^(one|two|three)\r$/gm), ['one\r', 'two\r', 'three\r'], text);
    assert.match(text, /the connection broke at .* It is tried again/);
    assert.ok(text.includes(address));
  });

  it('a shell whose connection breaks in the middle of a frame says so, where, and what to do', async () => {
    programs = (socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n');
      socket.end();
    };
    const cut = await told('nomad.alloc.exec', target);
    assert.ok(cut.text.includes(address), cut.text);
    programs = undefined;
    server.removeAllListeners('upgrade');
    const { WebSocketServer } = await import('ws');
    const sockets = new WebSocketServer({ noServer: true });
    server.on('upgrade', (request, socket: Socket, head) => {
      sockets.handleUpgrade(request, socket, head, (opened) => {
        opened.send(JSON.stringify({ stdout: { data: Buffer.from('hello\r\n').toString('base64') } }));
        // Text, 100 bytes, of which ten come.
        setTimeout(
          () => socket.write(Buffer.concat([Buffer.of(0x81, 100), Buffer.from('{"stdout":')]), () => socket.destroy()),
          50,
        );
      });
    });
    const person = answerWith({});
    await run('nomad.alloc.exec', target);
    await person.terminals[0]?.until(/hello[\s\S]*the connection was closed before the program had ended/);
    await sleep(50);
    person.restore();
    assert.ok(person.terminals[0]?.text().includes(address), person.terminals[0]?.text());
    assert.match(person.questions.join('\n'), /look at it, then try again/);
    sockets.close();
  });
});

function configure(address: string | undefined): Thenable<void> {
  return vscode.workspace.getConfiguration('nomad').update('address', address, vscode.ConfigurationTarget.Global);
}
