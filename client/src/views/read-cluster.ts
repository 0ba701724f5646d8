/** Asks Nomad for what the explorer shows: lists only, and nothing of what may not be seen. */
import { type Deployment, type Evaluation, isNomadError, type Job, type JobStub, type NomadClient } from '@nomad/api';
import type { ClusterPicture, Part } from './cluster-model';
import { type JobCounts, keyOf } from './jobs-model';

export interface JobList {
  readonly jobs: readonly JobStub[];
  /** Under way. */
  readonly deployments: readonly Deployment[];
  /** Those that failed, as long as Nomad keeps them. */
  readonly failed: readonly Deployment[];
  /** What jobs want of which something has failed. */
  readonly counts: readonly JobCounts[];
  /** For the next blocking query. */
  readonly index: number;
}

const UNDER_WAY = ['initializing', 'pending', 'running', 'paused', 'blocked', 'unblocking']
  .map((status) => `Status == "${status}"`)
  .join(' or ');

/** @param after answer when the list is newer than this, or after `wait` milliseconds */
export async function readJobs(
  client: NomadClient,
  signal: AbortSignal,
  after?: { readonly index: number; readonly wait: number },
): Promise<Omit<JobList, 'counts'>> {
  const list = client.jobs.list({ namespace: '*', signal, ...after });
  // What blocks is worth its deployments only afterwards.
  const early = after ? undefined : readDeployments(client, signal);
  const [{ data: jobs, index }, deployments] = await Promise.all([list, early]);
  return { jobs, ...(deployments ?? (await readDeployments(client, signal))), index };
}

async function readDeployments(
  client: NomadClient,
  signal: AbortSignal,
): Promise<Pick<JobList, 'deployments' | 'failed'>> {
  const filter = `${UNDER_WAY} or Status == "failed"`;
  const { data } = await client.deployments.list({ namespace: '*', signal, filter });
  const isFailed = ({ Status }: Deployment) => Status === 'failed';
  return { deployments: data.filter((one) => !isFailed(one)), failed: data.filter(isFailed) };
}

/** A job of a namespace. */
export interface JobKey {
  readonly id: string;
  readonly namespace: string;
}

/** The list with these jobs as they are now; those that are gone are gone from it. */
export async function readSomeJobs(
  client: NomadClient,
  signal: AbortSignal,
  before: JobList,
  keys: readonly JobKey[],
): Promise<JobList> {
  const ids = [...new Set(keys.map(({ id }) => id))];
  const filter = ids.map((id) => `ID == ${JSON.stringify(id)}`).join(' or ');
  const { data, index } = await client.jobs.list({ namespace: '*', signal, filter });
  const asked = new Set(ids);
  const jobs = [...before.jobs.filter(({ ID }) => !asked.has(ID)), ...data];
  return { jobs, ...(await readDeployments(client, signal)), counts: before.counts, index };
}

/** So many jobs are read for their counts at once; the others wait for the next time. */
const MOST_COUNTS = 20;

/**
 * How many allocations those jobs want of which something has failed: the list does not tell whether that was replaced.
 * A job is read once for each of its versions.
 */
export async function readCounts(
  client: NomadClient,
  signal: AbortSignal,
  { jobs, counts }: Pick<JobList, 'jobs' | 'counts'>,
): Promise<readonly JobCounts[]> {
  const known = new Map(counts.map((one) => [keyOf(one.namespace, one.id), one]));
  const kept: JobCounts[] = [];
  const wanted: JobStub[] = [];
  for (const job of jobs) {
    if (!mayLack(job)) continue;
    const before = known.get(keyOf(job.Namespace, job.ID));
    if (before && before.index === job.JobModifyIndex) kept.push(before);
    else wanted.push(job);
  }
  return [...kept, ...(await Promise.all(wanted.slice(0, MOST_COUNTS).map((job) => countsOf(client, job, signal))))];
}

/** Something of it failed, and something goes on: whether all of it, only the job itself can tell. */
function mayLack({ Type, Stop, Status, JobSummary }: JobStub): boolean {
  if (Type !== 'service' || Stop || Status === 'dead') return false;
  const groups = Object.values(JobSummary?.Summary ?? {});
  return groups.some(({ Failed, Lost }) => Failed + Lost > 0);
}

/** Nothing is known where the job may not be read. */
async function countsOf(client: NomadClient, { ID, Namespace, JobModifyIndex }: JobStub, signal: AbortSignal) {
  const job = await allowed(() => client.jobs.read(ID, { namespace: Namespace, signal }), undefined);
  // An absent count is 1 (api/tasks.go TaskGroup.Canonicalize).
  const groups = Object.fromEntries((job?.TaskGroups ?? []).map(({ Name, Count }) => [Name ?? '', Number(Count ?? 1)]));
  return { id: ID, namespace: Namespace, index: JobModifyIndex, groups };
}

/** Reasons of blocked evaluations name what the job asks for; more than a few jobs are not read for that. */
const MOST_JOBS = 5;

/** @param before what was known: a job is not read again for the same evaluation */
export async function readBlocked(
  client: NomadClient,
  signal: AbortSignal,
  before: Pick<ClusterPicture, 'blockedJobs'>,
): Promise<Pick<ClusterPicture, 'blocked' | 'blockedJobs'>> {
  const { data: blocked } = await client.evaluations.list({ namespace: '*', signal, status: 'blocked' });
  const wanted = [...blocked].sort((a, b) => b.ModifyIndex - a.ModifyIndex).slice(0, MOST_JOBS);
  const read = await Promise.all(wanted.map((one) => jobOf(client, one, signal, before.blockedJobs[one.ID])));
  const jobs = read.flatMap((job, i) => (job ? [[wanted[i]?.ID ?? '', job] as const] : []));
  return { blocked, blockedJobs: Object.fromEntries(jobs) };
}

async function jobOf(
  client: NomadClient,
  { JobID, Namespace }: Evaluation,
  signal: AbortSignal,
  known: Job | undefined,
): Promise<Job | undefined> {
  return known ?? (await allowed(() => client.jobs.read(JobID, { namespace: Namespace, signal }), undefined));
}

/** Everything that is no job. */
export async function readParts(
  client: NomadClient,
  signal: AbortSignal,
): Promise<Omit<ClusterPicture, 'blocked' | 'blockedJobs'>> {
  const all = { namespace: '*', signal };
  const part = <T>(read: () => Promise<{ readonly data: readonly T[] }>): Promise<Part<T>> =>
    allowed(async () => (await read()).data, 'forbidden' as const);
  const [nodes, hostVolumes, csiVolumes, services, servers, leader] = await Promise.all([
    part(() => client.cluster.nodes({ signal })),
    part(() => client.volumes.hostVolumes(all)),
    part(() => client.volumes.csiVolumes(all)),
    part(() => client.services.list(all)),
    part(async () => ({ data: await client.cluster.members({ signal }) })),
    client.cluster.leader({ signal }),
  ]);
  return { nodes, hostVolumes, csiVolumes, services, servers, leader };
}

/** What an older Nomad does not have, and what the token may not see, does not hide the rest. */
async function allowed<T, F>(read: () => Promise<T>, otherwise: F): Promise<T | F> {
  try {
    return await read();
  } catch (error) {
    if (isNomadError(error, 'forbidden', 'not-found', 'server')) return otherwise;
    throw error;
  }
}
