/**
 * The cluster as the explorer shows it, again whenever it changes: by the event stream where the token allows it, else
 * by blocking queries. Knows no editor. However much changes, Nomad is asked at most once in a while, and only for the
 * jobs that changed when they are few.
 */
import { isNomadError, type NomadClient, type NomadError, type NomadEvent } from '@nomad/api';
import type { ClusterPicture } from './cluster-model';
import { type JobKey, type JobList, readBlocked, readCounts, readJobs, readParts, readSomeJobs } from './read-cluster';

export interface LivePicture {
  readonly jobs: JobList;
  readonly cluster: ClusterPicture;
  /** What is new since the picture before it. */
  readonly change: Change;
}

export interface Change {
  /** The jobs of which something has changed, their allocations above all. */
  readonly jobs: 'all' | readonly JobKey[];
  /** Something that is no job has changed. */
  readonly parts: boolean;
}

const EVERYTHING: Change = { jobs: 'all', parts: true };

export interface LiveOptions {
  readonly signal: AbortSignal;
  /** Milliseconds between two rounds of questions. Default: a second, and one more for each thousand jobs. */
  readonly rest?: (jobs: number) => number;
  /** Told when the event stream is interrupted, and will be opened again. */
  readonly onInterruption?: (error: NomadError) => void;
}

/** What is read again at least this often, in milliseconds, whatever the events say. */
const SELDOM = 60_000;
/** Without events: health of a deployment moves no index of the job list. */
const DURING_DEPLOYMENT = 3_000;
/** More changed jobs than this are read as a whole list. */
const MOST_CHANGED = 20;

const TOPICS = ['Job', 'Allocation', 'Deployment', 'Evaluation', 'Node', 'Service', 'HostVolume', 'CSIVolume'];
/** What changes the parts that are no jobs. */
const OF_PARTS = new Set(['Node', 'Service', 'HostVolume', 'CSIVolume']);

const NOTHING: ClusterPicture = {
  blocked: [],
  blockedJobs: {},
  nodes: undefined,
  hostVolumes: undefined,
  csiVolumes: undefined,
  services: undefined,
  servers: undefined,
};

/** @throws NomadError when a question fails; never ends by itself */
export async function* livePicture(client: NomadClient, options: LiveOptions): AsyncGenerator<LivePicture> {
  const { signal, rest = (count) => 1_000 + count } = options;
  let jobs: JobList = { ...(await readJobs(client, signal)), counts: [] };
  let cluster = NOTHING;
  yield { jobs, cluster, change: EVERYTHING };
  cluster = { ...(await readBlocked(client, signal, cluster)), ...(await readParts(client, signal)) };
  jobs = { ...jobs, counts: await readCounts(client, signal, jobs) };
  yield { jobs, cluster, change: { jobs: [], parts: true } };
  const changes = followChanges(client, jobs.index, options);
  for (let partsAt = Date.now(); ; ) {
    let change = EVERYTHING;
    if (changes.refused()) {
      const wait = jobs.deployments.length > 0 ? DURING_DEPLOYMENT : SELDOM;
      await pause(rest(jobs.jobs.length), signal);
      const next = await readJobs(client, signal, jobs.index > 0 ? { index: jobs.index, wait } : undefined);
      // An index that goes down means that the state was restored.
      jobs = { ...next, counts: jobs.counts, index: next.index < jobs.index ? 0 : next.index };
    } else {
      await changes.wait(SELDOM);
      await pause(rest(jobs.jobs.length), signal);
      const { all, keys, parts } = changes.take();
      if (all || keys.length > MOST_CHANGED) jobs = { ...jobs, ...(await readJobs(client, signal)) };
      else if (keys.length > 0) jobs = await readSomeJobs(client, signal, jobs, keys);
      if (parts) partsAt = 0;
      change = { jobs: all ? 'all' : keys, parts: all || parts };
    }
    if (signal.aborted) return;
    cluster = { ...cluster, ...(await readBlocked(client, signal, cluster)) };
    jobs = { ...jobs, counts: await readCounts(client, signal, jobs) };
    if (Date.now() - partsAt >= SELDOM) {
      cluster = { ...cluster, ...(await readParts(client, signal)) };
      partsAt = Date.now();
    }
    yield { jobs, cluster, change };
  }
}

interface Changed {
  /** Events may have been missed. */
  readonly all: boolean;
  readonly keys: readonly JobKey[];
  /** Something that is no job has changed. */
  readonly parts: boolean;
}

interface Changes {
  /** The token may not follow events, or this Nomad has none. */
  refused(): boolean;
  /** Returns when something has changed, or after so many milliseconds: then everything counts as changed. */
  wait(milliseconds: number): Promise<void>;
  take(): Changed;
}

function followChanges(client: NomadClient, index: number, { signal, onInterruption }: LiveOptions): Changes {
  let refused = false;
  let all = false;
  let parts = false;
  const keys = new Map<string, JobKey>();
  let wake = () => {};

  const note = (event: NomadEvent) => {
    if (OF_PARTS.has(event.Topic)) parts = true;
    const key = jobOf(event);
    if (key) keys.set(`${key.namespace}\t${key.id}`, key);
    wake();
  };
  const follow = async () => {
    const interrupted = (error: NomadError) => {
      all = true;
      onInterruption?.(error);
    };
    const stream = client.events.stream({ topics: TOPICS, namespace: '*', index, signal, onInterruption: interrupted });
    for await (const event of stream) note(event);
  };
  follow().catch((error) => {
    // Whatever it is, the lists tell it too, where somebody hears of it.
    refused = !isNomadError(error, 'cancelled');
    wake();
  });
  return {
    refused: () => refused,
    async wait(milliseconds) {
      if (refused || all || parts || keys.size > 0) return;
      const changed = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const woken = await Promise.race([changed.then(() => true), pause(milliseconds, signal).then(() => false)]);
      if (!woken) all = true;
    },
    take() {
      const taken = { all, parts, keys: [...keys.values()] };
      all = false;
      parts = false;
      keys.clear();
      return taken;
    },
  };
}

/** The job that an event is about: by its own key, or by the thing that it brings. */
function jobOf({ Topic, Key, Namespace = 'default', Payload }: NomadEvent): JobKey | undefined {
  if (Topic === 'Job') return { id: Key, namespace: Namespace };
  if (OF_PARTS.has(Topic)) return undefined;
  const id = (Payload?.[Topic] as { JobID?: string } | undefined)?.JobID;
  return id === undefined ? undefined : { id, namespace: Namespace };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });
}
