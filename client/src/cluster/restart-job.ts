/** Restarts a job's allocations a few at a time, each batch until it runs again. Knows no editor. */
import { type AllocationStub, type NomadClient, NomadError, type ReadOptions } from '@nomad/api';

export interface RestartOptions {
  readonly namespace?: string;
  readonly region?: string;
  readonly signal: AbortSignal;
  /** In place on the same node, or stopped and placed anew. */
  readonly how: 'in-place' | 'reschedule';
  /** How many at once; all when left out. */
  readonly batch?: number;
  /** Milliseconds between two looks. Default 1000. */
  readonly tick?: number;
  /** Milliseconds for one batch. Default five minutes. */
  readonly patience?: number;
}

export interface RestartProgress {
  /** How many run again. */
  readonly done: number;
  readonly total: number;
  /** Those under way. */
  readonly now: readonly AllocationStub[];
}

/**
 * @param allocations those to restart, in the order in which it shall happen
 * @throws NomadError when Nomad refuses one, or one does not come back: the others stay as they are
 */
export async function* restartJob(
  client: NomadClient,
  allocations: readonly AllocationStub[],
  options: RestartOptions,
): AsyncGenerator<RestartProgress> {
  const { batch = allocations.length } = options;
  const total = allocations.length;
  for (let done = 0; done < total; done += batch) {
    const now = allocations.slice(done, done + batch);
    yield { done, total, now };
    await Promise.all(now.map((allocation) => restartOne(client, allocation, options)));
  }
  yield { done: total, total, now: [] };
}

async function restartOne(client: NomadClient, allocation: AllocationStub, options: RestartOptions): Promise<void> {
  const { namespace, region, signal, how } = options;
  const where = { namespace, region, signal };
  if (how === 'reschedule') {
    await client.allocations.stop(allocation.ID, where);
    await until(client, allocation, options, async () => {
      const { NextAllocation } = (await client.allocations.read(allocation.ID, where)).data;
      if (!NextAllocation) return undefined;
      return (await client.allocations.read(NextAllocation, where)).data;
    });
    return;
  }
  const before = (await client.allocations.read(allocation.ID, where)).data;
  await client.allocations.restart(allocation.ID, where);
  await until(client, allocation, options, async () => {
    const { data } = await client.allocations.read(allocation.ID, where as ReadOptions);
    return startedAgain(before, data) ? data : undefined;
  });
}

/** Each task that ran has been started since. */
function startedAgain({ TaskStates: before }: AllocationStub, { TaskStates: after }: AllocationStub): boolean {
  return Object.entries(before ?? {})
    .filter(([, { State }]) => State === 'running')
    .every(([task, { StartedAt }]) => {
      const now = after?.[task];
      return now?.State === 'running' && now.StartedAt !== StartedAt;
    });
}

/** Waits for an allocation that runs; a job whose other one fails is not restarted further. */
async function until(
  client: NomadClient,
  { Name }: AllocationStub,
  { signal, tick = 1_000, patience = 300_000 }: RestartOptions,
  look: () => Promise<AllocationStub | undefined>,
): Promise<void> {
  for (const end = Date.now() + patience; ; ) {
    const found = await look();
    if (found?.ClientStatus === 'running') return;
    if (found?.ClientStatus === 'failed' || found?.ClientStatus === 'lost') {
      throw failure(client, `${Name} did not come back: it is ${found.ClientStatus}.`);
    }
    if (Date.now() > end) throw failure(client, `${Name} does not run again after ${patience / 1000} s.`);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, tick);
      signal.addEventListener('abort', () => [clearTimeout(timer), resolve()], { once: true });
    });
  }
}

function failure(client: NomadClient, text: string): NomadError {
  return new NomadError({
    kind: 'server',
    address: client.address,
    summary: text,
    advice: 'The allocations after it were left alone. Look at its events and logs.',
  });
}
