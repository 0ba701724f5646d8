/** What went wrong in allocations that failed: the task, its last events, the end of what it wrote. */
import { type AllocationStub, isNomadError, type NomadClient, type ReadOptions, type TaskEvent } from '@nomad/api';

export interface AllocationFailure {
  readonly group: string;
  readonly allocationId: string;
  /** `web.app[0]`. */
  readonly allocation: string;
  readonly node: string;
  readonly task: string;
  /** The last events, oldest first. */
  readonly events: readonly TaskEvent[];
  /** The end of stderr, or of stdout when nothing is on stderr. */
  readonly log?: { readonly stream: 'stderr' | 'stdout'; readonly text: string };
}

/** Events that tell a story; the others happen each time. */
const USUAL = new Set([
  'Received',
  'Task Setup',
  'Started',
  'Not Restarting',
  'Restarting',
  'Alloc Unhealthy',
  'Killed',
]);
/** More than a few look alike. */
const MOST = 3;

/** The failed tasks of these allocations, newest allocation first, with their logs. A log that cannot be had is left out. */
export async function findFailures(
  client: NomadClient,
  allocations: readonly AllocationStub[],
  options: ReadOptions,
): Promise<readonly AllocationFailure[]> {
  const failed = allocations
    .filter(
      (one) =>
        one.ClientStatus === 'failed' ||
        one.ClientStatus === 'lost' ||
        one.DeploymentStatus?.Healthy === false ||
        isRestarting(one),
    )
    .sort((a, b) => b.CreateIndex - a.CreateIndex)
    .slice(0, MOST);
  return Promise.all(
    failed.map(async (allocation) => {
      const [task, events] = failedTask(allocation);
      return {
        group: allocation.TaskGroup,
        allocationId: allocation.ID,
        allocation: allocation.Name,
        node: allocation.NodeName,
        task,
        events,
        log: task === '' ? undefined : await lastWords(client, allocation.ID, task, options),
      };
    }),
  );
}

/** A task has ended and waits to be started again. */
function isRestarting({ ClientStatus, TaskStates }: AllocationStub): boolean {
  if (ClientStatus !== 'running' && ClientStatus !== 'pending') return false;
  return Object.values(TaskStates ?? {}).some(({ State, Restarts }) => State === 'pending' && (Restarts ?? 0) > 0);
}

/** The event that says most about why: the last one that is not routine. */
export function tellingEvent(events: readonly TaskEvent[]): TaskEvent | undefined {
  return [...events].reverse().find(({ Type }) => !USUAL.has(Type)) ?? events.at(-1);
}

/** The newest event of any task, with the task's name. */
export function newestEvent(allocations: readonly AllocationStub[]): { task: string; event: TaskEvent } | undefined {
  let newest: { task: string; event: TaskEvent } | undefined;
  for (const { TaskStates } of allocations) {
    for (const [task, { Events }] of Object.entries(TaskStates ?? {})) {
      const event = Events?.at(-1);
      if (event && (!newest || event.Time > newest.event.Time)) newest = { task, event };
    }
  }
  return newest;
}

function failedTask({ TaskStates }: AllocationStub): [task: string, events: readonly TaskEvent[]] {
  const tasks = Object.entries(TaskStates ?? {});
  const found =
    tasks.find(([, { Failed }]) => Failed) ??
    [...tasks].sort(([, a], [, b]) => (b.Restarts ?? 0) - (a.Restarts ?? 0))[0];
  return found ? [found[0], found[1].Events ?? []] : ['', []];
}

async function lastWords(client: NomadClient, allocation: string, task: string, options: ReadOptions) {
  for (const stream of ['stderr', 'stdout'] as const) {
    try {
      const text = await client.logs.tail(allocation, { ...options, task, type: stream, bytes: 4096 });
      if (text.trim() !== '') return { stream, text };
    } catch (error) {
      // Not started, not allowed, gone: the events have to do.
      if (!isNomadError(error) || error.kind === 'cancelled') throw error;
    }
  }
  return undefined;
}
