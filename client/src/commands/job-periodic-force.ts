/** `nomad.job.periodicForce`: starts a periodic job now, whatever its schedule says. */
import type { Cluster } from '../cluster';
import { confirmChange, mayChange } from '../cluster/guard';
import { follow } from './follow';
import { pickJob } from './pick-job';

export async function forcePeriodic(cluster: Cluster, argument?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const job = await pickJob(cluster, argument, {
    title: 'Start a periodic job now',
    fits: ({ Periodic, Stop }) => Periodic && !Stop,
    none: 'There is no periodic job',
    which: 'is periodic there',
  });
  if (!job) return;
  const { id, namespace } = job;
  const what = `Start periodic job "${id}" now`;
  const detail = 'One more run beside those of its schedule, at once, even if it may not overlap with another one.';
  const permit = await confirmChange(cluster, what, { button: 'Start', detail, job: id });
  if (!permit) return;
  const since = Date.now();
  const title = `Starting job "${id}" on ${cluster.label()}`;
  const change = await cluster.attempt(title, (client) => client.jobs.forcePeriodic(id, { namespace }), permit);
  if (!change) return;
  // The evaluation is that of the child, which it names.
  const started = await cluster.attempt(`Looking for the run of "${id}"`, (client, signal) =>
    client.evaluations.read(change.EvalID, { namespace, signal }),
  );
  await follow(cluster, { evalId: change.EvalID, jobId: started?.data.JobID ?? id, namespace, since });
}
