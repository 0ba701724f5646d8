import assert from 'node:assert/strict';
import { type Allocation, type AllocationStub, isNomadError, type NomadClient } from '@nomad/api';
import { type RestartOptions, restartJob } from '../../client/src/cluster/restart-job';

/** Allocations that come back after some looks; `fails` never does. */
function clusterOf(fails?: string) {
  const log: string[] = [];
  const restarted = new Map<string, number>();
  const client = {
    address: 'lab',
    allocations: {
      async read(id: string): Promise<{ data: Partial<Allocation> }> {
        const looks = restarted.get(id);
        if (looks !== undefined) restarted.set(id, looks + 1);
        const back = looks !== undefined && looks >= 2;
        if (back) log.push(`back ${id}`);
        const state = { State: 'running', Failed: false, StartedAt: back ? 'later' : 'before' } as const;
        const over = { State: 'dead', Failed: false, StartedAt: 'before' } as const;
        const failed = id === fails && back;
        return {
          data: {
            ID: id,
            ClientStatus: failed ? 'failed' : 'running',
            TaskStates: { main: failed ? { ...state, StartedAt: 'later' } : state, init: over },
            NextAllocation: back && !id.startsWith('new-') ? `new-${id}` : '',
          },
        };
      },
      async restart(id: string) {
        log.push(`restart ${id}`);
        restarted.set(id, 0);
      },
      async stop(id: string) {
        log.push(`stop ${id}`);
        restarted.set(id, 0);
        return { EvalID: 'x' };
      },
    },
  };
  return { client: client as unknown as NomadClient, log };
}

const allocations = ['a', 'b', 'c'].map((ID) => ({ ID, Name: `web.${ID}` }) as AllocationStub);

async function run(cluster: ReturnType<typeof clusterOf>, options: Partial<RestartOptions>): Promise<string[]> {
  const seen: string[] = [];
  const all: RestartOptions = { signal: AbortSignal.timeout(5_000), how: 'in-place', tick: 1, ...options };
  for await (const { done, total, now } of restartJob(cluster.client, allocations, all)) {
    seen.push(`${done}/${total} ${now.map(({ ID }) => ID).join('')}`.trim());
  }
  return seen;
}

describe('restarting a job', () => {
  it('waits for each one before the next', async () => {
    const cluster = clusterOf();
    assert.deepEqual(await run(cluster, { batch: 1 }), ['0/3 a', '1/3 b', '2/3 c', '3/3']);
    assert.deepEqual(cluster.log, ['restart a', 'back a', 'restart b', 'back b', 'restart c', 'back c']);
  });

  it('takes all at once where that is wanted', async () => {
    const cluster = clusterOf();
    assert.deepEqual(await run(cluster, {}), ['0/3 abc', '3/3']);
    assert.deepEqual(cluster.log.slice(0, 3), ['restart a', 'restart b', 'restart c']);
  });

  it('places anew, and waits for the one that comes in its place', async () => {
    const cluster = clusterOf();
    await run(cluster, { how: 'reschedule', batch: 1 });
    assert.deepEqual(cluster.log, ['stop a', 'back a', 'stop b', 'back b', 'stop c', 'back c']);
  });

  it('leaves the others alone when one does not come back', async () => {
    const cluster = clusterOf('b');
    await assert.rejects(run(cluster, { batch: 1 }), (error) => {
      assert.ok(isNomadError(error, 'server'));
      assert.match(error.message, /web\.b did not come back: it is failed\..*left alone/);
      return true;
    });
    assert.ok(!cluster.log.includes('restart c'));
  });

  it('does not wait for ever', async () => {
    const cluster = clusterOf();
    Object.assign(cluster.client.allocations, { restart: async () => {} });
    await assert.rejects(run(cluster, { patience: 20 }), /does not run again after 0\.02 s/);
  });
});
