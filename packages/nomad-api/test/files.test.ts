import assert from 'node:assert/strict';
import { createClient, type Frame, isNomadError, type NomadClient } from '@nomad/api';
import { exchangesOf } from '../../../test/support/replay-files';
import { type ReplayServer, startReplay } from '../../../test/support/replay-server';
import { unseen } from '../src/follow-log';

const recorded = exchangesOf('fs');
const allocation = recorded[0]?.request.path.split('/').at(-1) ?? '';

describe('files of an allocation as they were recorded', () => {
  let server: ReplayServer;
  let client: NomadClient;
  beforeEach(async () => {
    server = await startReplay(['fs']);
    client = createClient({ address: server.address });
  });
  afterEach(async () => {
    await client.close();
    server.expectNothingUnknown();
    await server.close();
  });

  it('lists directories and looks at files', async () => {
    const names = (await client.files.list(allocation, '')).map(({ Name, IsDir }) => `${Name}${IsDir ? '/' : ''}`);
    assert.deepEqual(names.slice(0, 2), ['alloc/', 'main/']);
    const logs = await client.files.list(allocation, '/alloc/logs');
    assert.equal(logs.find(({ Name }) => Name === '.main.stdout.fifo')?.FileMode[0], 'p');
    const file = await client.files.stat(allocation, 'main/local/app.conf');
    assert.deepEqual([file.Size, file.IsDir, file.ContentType], [26, false, 'text/plain; charset=utf-8']);
  });

  it('reads a file, whole', async () => {
    const exchange = recorded.find(({ request }) => request.path.includes('/cat/')) ?? assert.fail();
    const text = exchange.response.chunks?.map((chunk) => chunk.text).join('');
    const read = await client.files.read(allocation, 'main/local/app.conf');
    assert.equal(Buffer.from(read).toString(), text);
    assert.equal(read.length, 26);
    const part = await client.files.read(allocation, 'main/local/app.conf', { length: 6 });
    assert.equal(Buffer.from(part).toString(), text?.slice(0, 6));
  });

  it('follows a file', async () => {
    const exchange = recorded.find(({ note }) => note === 'follows by default') ?? assert.fail();
    let text = '';
    for await (const frame of client.files.follow(allocation, String(exchange.request.query.path), {
      origin: 'end',
      offset: 0,
    })) {
      if (frame === 'heartbeat') continue;
      text += Buffer.from(frame.data).toString();
      if (text.split('\n').length > 2) break;
    }
    assert.match(text, /\n/);
  });

  it('says what is not there, and what may not be read', async () => {
    const fails = (action: Promise<unknown>, kind: 'not-found' | 'server', text: RegExp) =>
      assert.rejects(action, (error) => isNomadError(error, kind) && text.test(error.message));
    await fails(client.files.list(allocation, 'nope'), 'not-found', /list "nope" of allocation/);
    await fails(client.files.stat(allocation, 'nope'), 'not-found', /look at "nope"/);
    await fails(client.files.read(allocation, 'nope'), 'not-found', /read "nope"/);
    await fails(client.files.read(allocation, 'main/secrets/api.sock'), 'server', /secret file prohibited/);
    await fails(client.files.stat(allocation, '../../../etc/hostname'), 'server', /escapes the alloc directory/);
    await fails(client.files.list('00000000-0000-0000-0000-000000000000', ''), 'not-found', /Unknown allocation/);
  });
});

describe('a log that goes on after an interruption', () => {
  const frame = (file: string, offset: number, text: string): Frame => ({ file, offset, data: Buffer.from(text) });
  const left = (one: Frame, last: Frame | undefined) => Buffer.from(unseen(one, last)).toString();

  it('gives each byte once', () => {
    const last = frame('alloc/logs/main.stdout.1', 10, 'xxx');
    assert.equal(left(frame('alloc/logs/main.stdout.1', 4, 'abcd'), undefined), 'abcd');
    assert.equal(left(frame('alloc/logs/main.stdout.1', 8, 'abcd'), last), '');
    assert.equal(left(frame('alloc/logs/main.stdout.1', 12, 'abcd'), last), 'cd');
    assert.equal(left(frame('alloc/logs/main.stdout.1', 20, 'abcd'), last), 'abcd');
    assert.equal(left(frame('alloc/logs/main.stdout.0', 99, 'abcd'), last), '');
    assert.equal(left(frame('alloc/logs/main.stdout.2', 4, 'abcd'), last), 'abcd');
    assert.equal(left(frame('alloc/logs/main.stdout.10', 4, 'abcd'), last), 'abcd');
  });
});
