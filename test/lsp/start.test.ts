/** The server's process: it starts with and without what an earlier start compiled, and with a spoiled copy of that. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const files = ['server.js', 'serve.js', 'language.js'];

describe('the server as a process', () => {
  let folder: string;
  let cache: string;
  before(function () {
    if (!existsSync('dist/server.js')) this.skip();
    folder = mkdtempSync(join(tmpdir(), 'nomad-start-'));
    cache = join(folder, '.cache');
    for (const file of files) copyFileSync(join('dist', file), join(folder, file));
  });
  after(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it('finds what is wrong without a cache, and leaves one', async () => {
    assert.deepEqual(await problemsOf(folder), ['schema/unknown-attribute']);
    assert.deepEqual(cached(), ['language.js', 'serve.js']);
  });

  it('finds the same with the cache, and keeps it as it is', async () => {
    const before = readdirSync(cache).map((file) => readFileSync(join(cache, file)));
    assert.deepEqual(await problemsOf(folder), ['schema/unknown-attribute']);
    const after = readdirSync(cache).map((file) => readFileSync(join(cache, file)));
    assert.ok(
      before.every((data, i) => data.equals(after[i] as Buffer)),
      'nothing was compiled anew',
    );
  });

  it('compiles again when the cache is spoiled', async () => {
    for (const file of readdirSync(cache)) writeFileSync(join(cache, file), 'spoiled');
    assert.deepEqual(await problemsOf(folder), ['schema/unknown-attribute']);
    assert.deepEqual(cached(), ['language.js', 'serve.js']);
    for (const file of readdirSync(cache)) assert.notEqual(readFileSync(join(cache, file), 'latin1'), 'spoiled');
  });

  const cached = () => readdirSync(cache).map((file) => file.replace(/\.js-.*/, '.js'));
});

/** Starts the server in `folder`, opens a job with one mistake, and ends the server: the ids of what it finds. */
async function problemsOf(folder: string): Promise<string[]> {
  const child = spawn(process.execPath, [join(folder, 'server.js'), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = new Promise((resolve) => child.once('close', resolve));
  let received = '';
  const answers = new Map<number, (result: unknown) => void>();
  // As Latin-1 a character is a byte, as in Content-Length.
  child.stdout.setEncoding('latin1').on('data', (data: string) => {
    received += data;
    for (let frame = nextFrame(); frame; frame = nextFrame()) answers.get(frame.id)?.(frame.result);
  });
  const nextFrame = (): { id: number; result: unknown } | undefined => {
    const head = /^Content-Length: (\d+)\r\n\r\n/.exec(received);
    const end = head ? head[0].length + Number(head[1]) : Number.POSITIVE_INFINITY;
    if (!head || received.length < end) return undefined;
    const frame = JSON.parse(Buffer.from(received.slice(head[0].length, end), 'latin1').toString());
    received = received.slice(end);
    return frame;
  };
  const send = (message: object) => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const request = (id: number, method: string, params?: object) =>
    new Promise<unknown>((resolve) => {
      answers.set(id, resolve);
      send({ id, method, params });
    });
  const document = { uri: 'file:///start.nomad.hcl', languageId: 'nomad', version: 1 };
  await request(1, 'initialize', {
    processId: null,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: {} } },
  });
  send({ method: 'initialized', params: {} });
  send({ method: 'textDocument/didOpen', params: { textDocument: { ...document, text: withMistake } } });
  const report = await request(2, 'textDocument/diagnostic', { textDocument: { uri: document.uri } });
  await request(3, 'shutdown');
  send({ method: 'exit' });
  await closed;
  return (report as { items: { code: string; severity: number }[] }).items
    .filter(({ severity }) => severity === 1)
    .map(({ code }) => code);
}

const withMistake = `job "start" {
  group "g" {
    task "t" {
      driver = "raw_exec"
      colour = "blue"

      config {
        command = "true"
      }
    }
  }
}
`;
