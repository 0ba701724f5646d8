/** `nomad.job.status`: how a job is, as a document. */
import { isNomadError, type NomadClient } from '@nomad/api';
import type { Cluster } from '../cluster';
import { type JobStatusFacts, jobStatusReport } from '../documents/job-status';
import { reportView } from '../troubleshoot/report-view';
import { type ChosenJob, pickJob } from './pick-job';

export async function showJob(cluster: Cluster, argument?: unknown): Promise<void> {
  const job = await pickJob(cluster, argument, { title: 'Show a job', none: 'There is no job', which: 'is there' });
  if (!job) return;
  const facts = await cluster.attempt(`Reading job "${job.id}" on ${cluster.label()}`, (client, signal) =>
    gather(client, job, signal),
  );
  if (!facts) return;
  const place = [cluster.place(), facts.job.Namespace ?? 'default'].join(' · ');
  await reportView(cluster).show(jobStatusReport({ ...facts, place, now: Date.now() }));
}

async function gather(
  client: NomadClient,
  { id, namespace }: ChosenJob,
  signal: AbortSignal,
): Promise<Omit<JobStatusFacts, 'place' | 'now'>> {
  const where = { namespace, signal };
  const job = await client.jobs.read(id, where);
  const launches = Boolean(job.ParameterizedJob) || job.Periodic?.Enabled === true;
  const [scale, allocations, deployment, evaluations, children] = await Promise.all([
    launches ? undefined : client.jobs.scaleStatus(id, where).catch(notThere),
    client.jobs.allocations(id, where),
    client.jobs.latestDeployment(id, where),
    client.jobs.evaluations(id, where),
    launches ? client.jobs.list({ ...where, prefix: `${id}/` }).then(({ data }) => data) : [],
  ]);
  return { job, scale, allocations, deployment, evaluations, children: children.filter((one) => one.ParentID === id) };
}

/** A job that was purged has no counts any more. */
function notThere(error: unknown): undefined {
  if (isNomadError(error, 'not-found')) return undefined;
  throw error;
}
