/** `nomad.job.versions`: what was run before, as a document. */
import type { Cluster } from '../cluster';
import { pickJob } from '../commands/pick-job';
import { versionsReport } from '../documents/job-versions';
import { reportView } from '../troubleshoot/report-view';

/** @param argument a row of the explorer, a job file, or nothing: then a job is picked */
export async function showVersions(cluster: Cluster, argument?: unknown): Promise<void> {
  const job = await pickJob(cluster, argument, {
    title: 'Show the versions of a job',
    none: 'There is no job',
    which: 'is there',
  });
  if (!job) return;
  const { id, namespace = cluster.client().namespace ?? 'default' } = job;
  const read = await cluster.attempt(`Reading the versions of job "${id}"`, (client, signal) =>
    client.jobs.versions(id, { namespace, diffs: true, signal }),
  );
  if (!read) return;
  await reportView(cluster).show(versionsReport({ id, namespace, cluster: cluster.place(), read, now: Date.now() }));
}
