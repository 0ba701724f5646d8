/** `nomad.alloc.stop`: ends an allocation; the scheduler places another one where the job wants one. */
import type { Cluster } from '../cluster';
import { confirmChange, mayChange } from '../cluster/guard';
import { follow } from './follow';
import { pickAllocation } from './pick-allocation';

export async function stopAllocation(cluster: Cluster, argument?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const chosen = await pickAllocation(cluster, argument, { title: 'Stop an allocation', running: true });
  if (!chosen) return;
  const { id, namespace, allocation } = chosen;
  const what = `Stop allocation ${allocation.Name} (${id.slice(0, 8)})`;
  const detail = `It ends on node ${allocation.NodeName}, and another one is placed where job "${allocation.JobID}" wants one, perhaps on another node. What is only in its own directory is lost.`;
  const permit = await confirmChange(cluster, what, { button: 'Stop', detail, job: allocation.JobID });
  if (!permit) return;
  const since = Date.now();
  const change = await cluster.attempt(
    `Stopping ${allocation.Name} on ${cluster.label()}`,
    (client) => client.allocations.stop(id, { namespace }),
    permit,
  );
  if (change) await follow(cluster, { evalId: change.EvalID, jobId: allocation.JobID, namespace, since });
}
