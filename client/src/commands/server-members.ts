/** `nomad.server.members`: the servers of the cluster, as a document. */
import { isNomadError } from '@nomad/api';
import type { Cluster } from '../cluster';
import { serversReport } from '../documents/server-members';
import { reportView } from '../troubleshoot/report-view';

export async function showServers(cluster: Cluster): Promise<void> {
  const facts = await cluster.attempt(`Reading the servers of ${cluster.label()}`, async (client, signal) => {
    const leader = client.cluster.leader({ signal }).catch((error) => {
      if (isNomadError(error, 'no-leader')) return undefined;
      throw error;
    });
    // Without a leader an answer takes five seconds; the members are known by gossip.
    const [members, leads] = await Promise.all([client.cluster.members({ signal }), leader]);
    return { members, leader: leads };
  });
  if (facts) await reportView(cluster).show(serversReport({ ...facts, place: cluster.place() }));
}
