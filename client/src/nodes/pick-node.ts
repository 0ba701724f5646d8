/** Which node a command is for. */
import type { NodeStub } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { targetOf } from '../commands/targets';

/** The node that the argument names, the only one, or one that is picked. */
export async function pickNode(cluster: Cluster, argument: unknown, title: string): Promise<NodeStub | undefined> {
  const { nodeId } = targetOf(argument);
  const found = await cluster.attempt('Looking for nodes', (client, signal) => client.cluster.nodes({ signal }));
  if (!found) return undefined;
  const [only, ...others] = nodeId ? found.data.filter(({ ID }) => ID === nodeId) : found.data;
  if (!only) {
    const none = nodeId ? 'That node is no longer known on' : 'No client has joined';
    vscode.window.showInformationMessage(`${none} ${cluster.label()}.`);
    return undefined;
  }
  if (others.length === 0) return only;
  const items = [...found.data]
    .sort((a, b) => (a.Name < b.Name ? -1 : 1))
    .map((node) => ({ label: node.Name, description: describeNode(node), node }));
  const options = { title: `${title} on ${cluster.label()}`, placeHolder: 'Which node?', matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, options))?.node;
}

/** `ready · dc1 · default · 4f2d91aa` */
export function describeNode({ ID, Status, Datacenter, NodePool, SchedulingEligibility, Drain }: NodeStub): string {
  const takes = SchedulingEligibility === 'eligible' ? Status : `${Status}, takes no new work`;
  return [Drain ? 'draining' : takes, Datacenter, NodePool, ID.slice(0, 8)].filter(Boolean).join(' · ');
}
