/** `nomad.alloc.status`: how an allocation is, as a document. */
import { isNomadError, type NomadClient } from '@nomad/api';
import type { Cluster } from '../cluster';
import { type AllocationFacts, allocationReport } from '../documents/allocation-status';
import { reportView } from '../troubleshoot/report-view';
import { type ChosenAllocation, pickAllocation } from './pick-allocation';

export async function showAllocation(cluster: Cluster, argument?: unknown): Promise<void> {
  const chosen = await pickAllocation(cluster, argument, { title: 'Show an allocation', running: false });
  if (!chosen) return;
  const title = `Reading allocation ${chosen.id.slice(0, 8)} on ${cluster.label()}`;
  const facts = await cluster.attempt(title, (client, signal) => gather(client, chosen, signal));
  if (!facts) return;
  const place = [cluster.place(), facts.allocation.Namespace ?? 'default'].join(' · ');
  await reportView(cluster).show(allocationReport({ ...facts, place, now: Date.now() }));
}

async function gather(
  client: NomadClient,
  { id, namespace }: ChosenAllocation,
  signal: AbortSignal,
): Promise<Omit<AllocationFacts, 'place' | 'now'>> {
  const where = { namespace, signal };
  const { data: allocation } = await client.allocations.read(id, where);
  const [usage, services] = await Promise.all([
    allocation.ClientStatus === 'running'
      ? client.allocations.usage(id, { ...where, limit: 5_000 }).catch(unlessCancelled)
      : undefined,
    client.allocations.services(id, where).catch(unlessCancelled),
  ]);
  return { allocation, usage, services: services ?? [] };
}

/** What its node would have to tell is left out when it cannot be asked. */
function unlessCancelled(error: unknown): undefined {
  if (!isNomadError(error) || error.kind === 'cancelled') throw error;
  return undefined;
}
