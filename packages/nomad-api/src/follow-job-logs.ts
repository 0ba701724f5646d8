/** The logs of a whole job: every task of every allocation, also of those that come later, in one stream. */
import type { NomadClient } from './client';
import type { LogType } from './endpoints/logs';
import { isNomadError, type NomadError } from './errors';
import { followLog } from './follow-log';
import { pause } from './pause';
import type { AllocationStub } from './types';

export interface FollowJobLogsOptions {
  readonly namespace?: string;
  readonly region?: string;
  readonly signal: AbortSignal;
  /** Both when left out. */
  readonly types?: readonly LogType[];
  /** Only these tasks. */
  readonly tasks?: readonly string[];
  /** Only this allocation. */
  readonly allocation?: string;
  /** Bytes of the past of each log, for what runs already. Default 4096; what starts later is shown whole. */
  readonly past?: number;
  /** Milliseconds between two looks for new allocations and ended tasks. Default 2000. */
  readonly tick?: number;
  /** Milliseconds that a log is read on after its task has ended: its last words may still be on their way. Default 3000. */
  readonly lastWords?: number;
  /** The allocations that are followed now, each time that they change. */
  readonly onAllocations?: (allocations: readonly AllocationStub[]) => void;
  /** Told when a log cannot be read; the others go on. */
  readonly onFailure?: (error: unknown, log: JobLog) => void;
  /** Told when a connection is lost that will be tried again. */
  readonly onInterruption?: (error: NomadError) => void;
}

export interface JobLog {
  readonly allocation: AllocationStub;
  readonly task: string;
  readonly type: LogType;
}

export interface JobLogPiece extends JobLog {
  readonly data: Uint8Array;
}

/**
 * Calls `onPiece` with what is written. Resolves when every allocation has ended and its last words are read; until
 * then new allocations are waited for. Those that have ended before are shown only where no other is there.
 *
 * @throws NomadError when the job's allocations cannot be listed, `cancelled` on `signal`
 */
export async function followJobLogs(
  client: NomadClient,
  job: string,
  options: FollowJobLogsOptions,
  onPiece: (piece: JobLogPiece) => void,
): Promise<void> {
  const { namespace, region, signal, types = ['stdout', 'stderr'], past = 4096, tick = 2_000 } = options;
  const followed = new Map<string, { readonly done: Promise<void>; readonly finish: () => void }>();
  const follow = (log: JobLog, from: number | undefined) => {
    const over = new AbortController();
    const done = followLog(
      client,
      log.allocation.ID,
      {
        namespace,
        region,
        task: log.task,
        type: log.type,
        past: from,
        tick,
        signal: AbortSignal.any([signal, over.signal]),
        onInterruption: options.onInterruption,
      },
      (data) => onPiece({ ...log, data }),
    ).catch((error) => {
      if (!isNomadError(error, 'cancelled')) options.onFailure?.(error, log);
    });
    let ending = false;
    return {
      done,
      finish() {
        if (!ending) setTimeout(() => over.abort(), options.lastWords ?? 3_000);
        ending = true;
      },
    };
  };

  let old: ReadonlySet<string> | undefined;
  let shown = '';
  for (;;) {
    const allocations = await listPatiently(client, job, options);
    const now = allocations.map(({ ID, ClientStatus }) => `${ID} ${ClientStatus}`).join();
    if (now !== shown) options.onAllocations?.(allocations);
    shown = now;
    const first = old === undefined;
    old ??= new Set(allocations.every(isOver) ? [] : allocations.filter(isOver).map(({ ID }) => ID));
    for (const log of logsOf(allocations, types, options)) {
      const key = `${log.allocation.ID} ${log.task} ${log.type}`;
      if (old.has(log.allocation.ID)) continue;
      const state = log.allocation.TaskStates?.[log.task];
      if (!followed.has(key) && state?.StartedAt) followed.set(key, follow(log, first ? past : undefined));
      if (isOver(log.allocation) || state?.State === 'dead') followed.get(key)?.finish();
    }
    if (allocations.length > 0 && allocations.every(isOver)) {
      await Promise.all([...followed.values()].map(({ done }) => done));
      return;
    }
    await pause(tick, signal);
  }
}

function logsOf(
  allocations: readonly AllocationStub[],
  types: readonly LogType[],
  { tasks }: FollowJobLogsOptions,
): readonly JobLog[] {
  return allocations.flatMap((allocation) =>
    Object.keys(allocation.TaskStates ?? {})
      .filter((task) => !tasks || tasks.includes(task))
      .flatMap((task) => types.map((type) => ({ allocation, task, type }))),
  );
}

function isOver({ ClientStatus }: AllocationStub): boolean {
  return ClientStatus === 'complete' || ClientStatus === 'failed' || ClientStatus === 'lost';
}

async function listPatiently(
  client: NomadClient,
  job: string,
  { namespace, region, signal, allocation, tick = 2_000, onInterruption }: FollowJobLogsOptions,
): Promise<readonly AllocationStub[]> {
  for (let tries = 0; ; tries++) {
    try {
      const all = await client.jobs.allocations(job, { namespace, region, signal });
      return allocation === undefined ? all : all.filter(({ ID }) => ID === allocation);
    } catch (error) {
      if (tries >= 30 || !isNomadError(error, 'unreachable', 'no-leader', 'timeout')) throw error;
      onInterruption?.(error);
      await pause(tick, signal);
    }
  }
}
