/** Planning and registering a job, where nobody else may have changed it in between. Knows no editor. */
import { isNomadError, type Job, type JobChange, type JobPlan, type JobSubmission, type NomadClient } from '@nomad/api';
import { countChanges, type ScaledCount, scaledAmong } from '../plan';

/** A job as it would be sent, with the source that it comes from. */
export interface BuiltJob {
  readonly job: Job;
  readonly submission: JobSubmission;
  /** Where the values of its variables come from, for people. */
  readonly variables?: string;
}

export interface PlannedJob extends BuiltJob {
  readonly plan: JobPlan;
  /** What a later registration has to find unchanged; absent for jobs of several regions, where it has no meaning. */
  readonly checkIndex?: number;
  /** The version that runs now, when there is one and it may be read. */
  readonly version?: number;
  /** Groups whose scaled count the file would set back. */
  readonly scaled: readonly ScaledCount[];
}

/** What is registered, and how. */
export interface Registration extends BuiltJob {
  readonly checkIndex?: number;
  /** Every group that is there keeps the count that it has. */
  readonly preserveCounts?: boolean;
}

/** Where a job goes: its own namespace and region win over those of the connection, as they do for `nomad job run`. */
export function destination(client: NomadClient, job: Job): { namespace?: string; region?: string } {
  return { namespace: job.Namespace || client.namespace, region: job.Region || client.region };
}

export async function planJob(client: NomadClient, built: BuiltJob, signal?: AbortSignal): Promise<PlannedJob> {
  const options = { ...destination(client, built.job), signal };
  const plan = await client.jobs.plan(built.job, options);
  const version = plan.JobModifyIndex === 0 ? undefined : await versionOf(client, built.job.ID, options);
  const scaled = await scaledBy(client, plan, built.job.ID, options);
  return { ...built, plan, version, scaled, checkIndex: built.job.Multiregion ? undefined : plan.JobModifyIndex };
}

/** Registers what was planned; a `conflict` when somebody has changed the job since. */
export function registerJob(
  client: NomadClient,
  { job, submission, checkIndex, preserveCounts }: Registration,
): Promise<JobChange> {
  const how = { submission, enforceIndex: checkIndex, preserveCounts };
  return client.jobs.register(job, { ...destination(client, job), ...how });
}

/** Only for the headline: who may plan need not be allowed to read. */
async function versionOf(client: NomadClient, id: string, options: object): Promise<number | undefined> {
  try {
    return (await client.jobs.read(id, options)).Version ?? undefined;
  } catch (error) {
    if (isNomadError(error, 'forbidden', 'not-found')) return undefined;
    throw error;
  }
}

/** Asked only where the plan changes a count. Who may plan need not be allowed to read how it was scaled. */
async function scaledBy(
  client: NomadClient,
  plan: JobPlan,
  id: string,
  options: object,
): Promise<readonly ScaledCount[]> {
  const changed = countChanges(plan);
  if (changed.length === 0) return [];
  try {
    return scaledAmong(changed, await client.jobs.scaleStatus(id, options));
  } catch (error) {
    if (isNomadError(error, 'forbidden', 'not-found', 'server')) return [];
    throw error;
  }
}
