/**
 * The facts of a cluster, again whenever they may have changed: by the event stream where the token allows it, and from
 * time to time. However much changes, Nomad is asked at most once in a while, the more seldom the larger it is. Knows no
 * editor.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isNomadError, type NomadClient, type NomadError } from '@nomad/api';
import { PARTS, type Part, type Readings, readCluster } from './read-cluster';

export interface FollowOptions {
  readonly signal: AbortSignal;
  /** Milliseconds after which everything is read again, whatever the events say. Default: five minutes. */
  readonly interval?: number;
  /** Milliseconds from a change to the next reading, in which others may gather. */
  readonly rest?: (readings: Readings) => number;
  /** Told when the event stream is interrupted, and will be opened again. */
  readonly onInterruption?: (error: NomadError) => void;
}

const SELDOM = 5 * 60_000;

/** What an event is about. An allocation is no topic here: a job that starts or ends says enough about its ports. */
const PART_OF: Readonly<Record<string, readonly Part[]>> = {
  Node: ['nodes'],
  NodePool: ['names'],
  HostVolume: ['volumes', 'nodes'],
  CSIVolume: ['volumes'],
  CSIPlugin: ['volumes'],
  Job: ['ports'],
};

/** Eight seconds for a handful of nodes, five minutes for thousands. */
const restOf = ({ nodes, ports }: Readings): number =>
  Math.min(SELDOM, 5_000 + 60 * (nodes.list?.items.length ?? 0) + 10 * (ports.allocations?.items.length ?? 0));

/** @throws NomadError when a question fails; never ends by itself, unless it is aborted */
export async function* followFacts(client: NomadClient, options: FollowOptions): AsyncGenerator<Readings> {
  const { signal, interval = SELDOM, rest = restOf } = options;
  let readings = await readCluster(client, new Set(PARTS), signal);
  yield readings;
  const changes = followChanges(client, newestOf(readings) + 1, options);
  for (;;) {
    await changes.wait(interval);
    await pause(rest(readings), signal);
    if (signal.aborted) return;
    readings = await readCluster(client, changes.take(), signal, readings);
    yield readings;
  }
}

interface Changes {
  /** Returns when something has changed, or after so many milliseconds: then everything counts as changed. */
  wait(milliseconds: number): Promise<void>;
  take(): ReadonlySet<Part>;
}

/** The index of the newest list: events up to there are no news. */
const newestOf = ({ nodes, volumes, ports }: Readings): number =>
  Math.max(0, ...[nodes.list, volumes.host, volumes.csi, ports.allocations].map((pages) => pages?.index ?? 0));

function followChanges(client: NomadClient, index: number, { signal, onInterruption }: FollowOptions): Changes {
  let parts = new Set<Part>();
  let wake = () => {};
  const all = () => {
    parts = new Set(PARTS);
    wake();
  };
  const follow = async () => {
    const interrupted = (error: NomadError) => {
      all();
      onInterruption?.(error);
    };
    const topics = Object.keys(PART_OF);
    const stream = client.events.stream({ topics, namespace: '*', index, signal, onInterruption: interrupted });
    for await (const { Topic } of stream) {
      for (const part of PART_OF[Topic] ?? []) parts.add(part);
      wake();
    }
  };
  follow().catch((error) => {
    // Refused, or not there: the interval has to do.
    if (isNomadError(error) && error.kind !== 'cancelled') onInterruption?.(error);
  });
  return {
    async wait(milliseconds) {
      if (parts.size > 0) return;
      const woken = new Promise<boolean>((resolve) => {
        wake = () => resolve(true);
      });
      const stop = new AbortController();
      const either = AbortSignal.any([signal, stop.signal]);
      const changed = await Promise.race([woken, pause(milliseconds, either).then(() => false)]);
      stop.abort();
      if (!changed) all();
    },
    take() {
      const taken = parts;
      parts = new Set();
      return taken;
    },
  };
}

/** Ends early, and quietly, when it is aborted. */
const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  sleep(milliseconds, undefined, { signal }).catch(() => {});
