/** `nomad.job.start`: runs a stopped job again as it was. */
import type { Cluster } from '../cluster';
import { confirmChange, mayChange } from '../cluster/guard';
import { follow } from './follow';
import { pickJob } from './pick-job';

/** @param argument a row of the explorer, a job file, or nothing: then a stopped job is picked */
export async function start(cluster: Cluster, argument?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const job = await pickJob(cluster, argument, {
    title: 'Start a stopped job',
    fits: ({ Stop }) => Stop,
    none: 'There is no stopped job',
    which: 'is stopped there',
  });
  if (!job) return;
  const { id, namespace } = job;
  const detail = 'As its last version was, with the variables that it was run with. "Run Job" takes the file instead.';
  const permit = await confirmChange(cluster, `Start job "${id}"`, { button: 'Start', detail, job: id });
  if (!permit) return;
  const since = Date.now();
  const title = `Starting job "${id}" on ${cluster.label()}`;
  const change = await cluster.attempt(title, (client) => client.jobs.start(id, { namespace }), permit);
  if (change?.EvalID) await follow(cluster, { evalId: change.EvalID, jobId: id, namespace, since });
}
