import assert from 'node:assert/strict';
import { createClient, isNomadError, type NomadClient } from '@nomad/api';
import { httpServer } from '../../../test/support/hand-made-servers';
import { exchangesOf } from '../../../test/support/replay-files';
import { startReplay } from '../../../test/support/replay-server';
import { createEventDecoder } from '../src/event-decoder';

const recorded = exchangesOf('events').find(({ request }) => request.query.topic === 'Job:streamed') ?? assert.fail();
const text = recorded.response.chunks?.map((chunk) => chunk.text).join('') ?? '';
const indexes = (events: readonly { readonly Index: number }[]) => events.map(({ Index }) => Index);

describe('events', () => {
  it('are decoded, however the network cuts them', () => {
    const bytes = Buffer.from(text);
    const whole = createEventDecoder().push(bytes);
    assert.deepEqual(indexes(whole), [494, 495, 500, 502, 503, 504]);
    const decoder = createEventDecoder();
    const single = [...bytes].flatMap((byte) => decoder.push(Uint8Array.of(byte)));
    assert.deepEqual(single, whole);
  });

  it('come as they were recorded', async () => {
    const server = await startReplay(['events']);
    const client = createClient({ address: server.address });
    const seen: string[] = [];
    for await (const event of client.events.stream({ topics: ['Job:streamed'], index: 1 })) {
      seen.push(`${event.Topic} ${event.Type} ${event.Key}`);
      if (seen.length === 6) break;
    }
    assert.equal(seen[0], 'Job JobRegistered streamed');
    const bad = client.events.stream({ topics: ['Job:a:b'] })[Symbol.asyncIterator]();
    await assert.rejects(bad.next(), (error) => isNomadError(error, 'server') && /Invalid topic/.test(error.message));
    server.expectNothingUnknown();
    await client.close();
    await server.close();
  });

  it('go on after an interruption from the last one, each once', async () => {
    const lines = text.split('\n').filter((line) => line.startsWith('{"Events'));
    const asked: (string | null)[] = [];
    const server = await httpServer((request, response) => {
      const { searchParams } = new URL(request.url ?? '', 'http://nomad');
      asked.push(searchParams.get('index'));
      assert.deepEqual(searchParams.getAll('topic'), ['Job', 'Node']);
      // The first connection breaks in the middle of the third line.
      const first = asked.length === 1;
      response.write('{}\n');
      for (const line of first ? lines.slice(0, 2) : lines.slice(1)) response.write(`${line}\n`);
      if (first) response.write(lines[2]?.slice(0, 99), () => setTimeout(() => response.destroy(), 20));
    });
    const client = createClient({ address: server.address });
    const seen = [];
    const told: string[] = [];
    let opened = 0;
    const options = {
      topics: ['Job', 'Node'],
      pauses: [5],
      onInterruption: ({ message }: Error) => told.push(message),
      onOpen: () => opened++,
    };
    for await (const event of client.events.stream(options)) {
      seen.push(event);
      if (seen.length === lines.length) break;
    }
    assert.deepEqual(indexes(seen), [494, 495, 500, 502, 503, 504]);
    assert.deepEqual([asked, told.length, opened], [[null, '495'], 1, 2]);
    await client.close();
    await server.close();
  });

  describe('that do not come', () => {
    const failure = async (client: NomadClient, signal?: AbortSignal) => {
      try {
        for await (const _ of client.events.stream({ limit: 100, signal }));
      } catch (error) {
        return error;
      }
      return undefined;
    };

    it('are refused: Nomad answers 200 and then nothing', async () => {
      const server = await httpServer((_, response) => response.writeHead(200).flushHeaders());
      const client = createClient({ address: server.address });
      const error = await failure(client);
      assert.ok(isNomadError(error, 'forbidden'), `${error}`);
      assert.ok(isNomadError(await failure(client, AbortSignal.timeout(20)), 'cancelled'));
      await client.close();
      await server.close();
      assert.ok(isNomadError(await failure(client), 'unreachable'), 'never there at all is no interruption');
    });
  });
});
