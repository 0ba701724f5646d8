import assert from 'node:assert/strict';
import {
  type AllocationStub,
  type FollowOptions,
  type FrameOrHeartbeat,
  followJobLogs,
  isNomadError,
  type NomadClient,
  NomadError,
} from '@nomad/api';

/** A cluster of one job: its allocations at each look, and what each log sends by connection. */
function clusterOf(looks: readonly (readonly AllocationStub[])[], logs: Record<string, (string | Error)[][]>) {
  const asked: string[] = [];
  let look = 0;
  const client = {
    jobs: { allocations: async () => looks[Math.min(look++, looks.length - 1)] },
    logs: {
      async *follow(allocation: string, { task, type, origin, offset, signal }: FollowOptions) {
        const key = `${allocation} ${task} ${type}`;
        asked.push(`${key} ${origin} ${offset}`);
        const number = asked.filter((one) => one.startsWith(key)).length - 1;
        let at = 0;
        for (const piece of logs[key]?.[number] ?? []) {
          if (piece instanceof Error) throw piece;
          at += piece.length;
          const frame: FrameOrHeartbeat = {
            file: `alloc/logs/${task}.${type}.0`,
            offset: at,
            data: Buffer.from(piece),
          };
          yield frame;
        }
        await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
        throw new NomadError({ kind: 'cancelled', address: 'x', summary: 'cancelled' });
      },
    },
  };
  return { client: client as unknown as NomadClient, asked };
}

const allocation = (ID: string, ClientStatus: AllocationStub['ClientStatus'], state: string, startedAt = 'then') =>
  ({
    ID,
    Name: `web.${ID}`,
    ClientStatus,
    TaskStates: { main: { State: state, Failed: false, StartedAt: startedAt || null } },
  }) as unknown as AllocationStub;

const follow = async (
  { client }: ReturnType<typeof clusterOf>,
  options: Partial<Parameters<typeof followJobLogs>[2]> = {},
) => {
  let text = '';
  const told: string[] = [];
  const signal = AbortSignal.timeout(10_000);
  const all = {
    signal,
    tick: 10,
    lastWords: 50,
    types: ['stdout'] as const,
    onInterruption: (e: Error) => told.push(e.message),
  };
  await followJobLogs(client, 'web', { ...all, ...options }, (piece) => {
    text += `${piece.allocation.ID}:${Buffer.from(piece.data)} `;
  });
  return { text, told };
};
const broken = new NomadError({ kind: 'unreachable', address: 'x', summary: 'the connection broke' });
const waiting = new NomadError({
  kind: 'not-found',
  address: 'x',
  summary: 'no',
  serverText: 'task "main" not started yet. No logs available',
});

describe('the logs of a job', () => {
  it('begin with some of the past, go on with what comes later, and end with the job', async () => {
    const looks = [
      [allocation('a', 'running', 'running'), allocation('old', 'complete', 'dead')],
      [
        allocation('a', 'running', 'running'),
        allocation('b', 'running', 'running'),
        allocation('old', 'complete', 'dead'),
      ],
      [allocation('a', 'complete', 'dead'), allocation('b', 'failed', 'dead'), allocation('old', 'complete', 'dead')],
    ];
    const cluster = clusterOf(looks, {
      'a main stdout': [['one']],
      'b main stdout': [['two']],
      'old main stdout': [['no']],
    });
    const { text } = await follow(cluster);
    assert.deepEqual(text.trim().split(' ').sort(), ['a:one', 'b:two']);
    assert.deepEqual(cluster.asked.sort(), ['a main stdout end 4096', 'b main stdout start 0']);
  });

  it('of a job that has ended already are shown', async () => {
    const cluster = clusterOf([[allocation('a', 'complete', 'dead')]], { 'a main stdout': [['words']] });
    assert.equal((await follow(cluster)).text, 'a:words ');
  });

  it('go on over a lost connection, each byte once, and wait for a task that has not started', async () => {
    const looks = [...Array(12).fill([allocation('a', 'running', 'running')]), [allocation('a', 'complete', 'dead')]];
    const connections = [[waiting], ['abc', broken], ['abc', 'def']];
    const cluster = clusterOf(looks, { 'a main stdout': connections });
    const { text, told } = await follow(cluster);
    assert.equal(text, 'a:abc a:def ');
    assert.deepEqual(told, ['the connection broke']);
    assert.match(cluster.asked.at(-1) ?? '', / end 262144$/);
  });

  it('that may not be read are told, and the others go on; who gives up is heard', async () => {
    const forbidden = new NomadError({ kind: 'forbidden', address: 'x', summary: 'not allowed' });
    const both = [allocation('a', 'running', 'running'), allocation('b', 'running', 'running')];
    const cluster = clusterOf([both], { 'a main stdout': [[forbidden]], 'b main stdout': [['yes']] });
    const failed: string[] = [];
    const onFailure = (error: unknown, log: { readonly allocation: AllocationStub }) =>
      failed.push(`${log.allocation.ID} ${(error as Error).message}`);
    const end = new AbortController();
    setTimeout(() => end.abort(), 100);
    // The list is what notices that somebody gave up.
    const list = cluster.client.jobs.allocations;
    Object.assign(cluster.client.jobs, {
      allocations: async () => {
        if (end.signal.aborted) throw new NomadError({ kind: 'cancelled', address: 'x', summary: 'cancelled' });
        return list('web');
      },
    });
    await assert.rejects(follow(cluster, { signal: end.signal, onFailure }), (error) =>
      isNomadError(error, 'cancelled'),
    );
    assert.deepEqual(failed, ['a not allowed']);
  });
});
