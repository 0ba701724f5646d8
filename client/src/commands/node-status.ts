/** `nomad.node.status`: how a node is, as a document. */
import { isNomadError, type NomadClient } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { type NodeFacts, nodeReport } from '../documents/node-status';
import { reportView } from '../troubleshoot/report-view';
import { targetOf } from './targets';

export async function showNode(cluster: Cluster, argument?: unknown): Promise<void> {
  const id = targetOf(argument).nodeId ?? (await pickNode(cluster));
  if (!id) return;
  const facts = await cluster.attempt(`Reading node ${id.slice(0, 8)} on ${cluster.label()}`, (client, signal) =>
    gather(client, id, signal),
  );
  if (facts) await reportView(cluster).show(nodeReport({ ...facts, place: cluster.place(), now: Date.now() }));
}

async function pickNode(cluster: Cluster): Promise<string | undefined> {
  const found = await cluster.attempt('Looking for nodes', (client, signal) => client.cluster.nodes({ signal }));
  if (!found) return undefined;
  const [only, ...others] = found.data;
  if (!only) {
    vscode.window.showInformationMessage(`No client has joined ${cluster.label()}.`);
    return undefined;
  }
  if (others.length === 0) return only.ID;
  const items = [...found.data]
    .sort((a, b) => (a.Name < b.Name ? -1 : 1))
    .map(({ ID, Name, Status, Datacenter, NodePool, SchedulingEligibility, Drain }) => ({
      label: Name,
      description: [
        Drain ? 'draining' : SchedulingEligibility === 'eligible' ? Status : `${Status}, ${SchedulingEligibility}`,
        Datacenter,
        NodePool,
        ID.slice(0, 8),
      ].join(' · '),
      id: ID,
    }));
  const options = { title: `Nodes of ${cluster.label()}`, placeHolder: 'Which node?', matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, options))?.id;
}

async function gather(client: NomadClient, id: string, signal: AbortSignal): Promise<Omit<NodeFacts, 'place' | 'now'>> {
  const [node, allocations, usage] = await Promise.all([
    client.cluster.node(id, { signal }),
    client.cluster.nodeAllocations(id, { signal }),
    // A node that does not answer is shown all the same.
    client.nodes.usage(id, { signal, limit: 5_000 }).catch((error) => {
      if (!isNomadError(error) || error.kind === 'cancelled') throw error;
      return undefined;
    }),
  ]);
  return { node: node.data, allocations: allocations.data, usage };
}
