/** `nomad.node.eligibility`: whether the scheduler may place new work on a node. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { confirmChange, mayChange } from '../cluster/guard';
import { pickNode } from './pick-node';

/** Turns it round. @param argument a row of the explorer, or nothing: then a node is picked */
export async function toggleEligibility(cluster: Cluster, argument?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const node = await pickNode(cluster, argument, 'Let a node take new work, or not');
  if (!node) return;
  const { ID, Name, Drain, SchedulingEligibility } = node;
  if (Drain) {
    vscode.window.showInformationMessage(`Node ${Name} drains: end that first ("End Drain of Node").`);
    return;
  }
  const eligible = SchedulingEligibility !== 'eligible';
  const what = eligible ? `Let node ${Name} take new work` : `Let node ${Name} take no new work`;
  const permit = await confirmChange(cluster, what, {
    button: eligible ? 'Take New Work' : 'Take No New Work',
    detail: eligible
      ? 'The scheduler may place allocations there again; those that wait for room are tried at once.'
      : 'What runs there goes on. Nothing new is placed there until this is taken back.',
    job: Name,
    thing: 'node',
  });
  if (!permit) return;
  const title = `${what} on ${cluster.label()}`;
  const change = await cluster.attempt(title, (client) => client.nodes.setEligibility(ID, eligible), permit);
  if (!change) return;
  const now = eligible ? 'takes new work' : 'takes no new work';
  vscode.window.showInformationMessage(`Node ${Name} on ${cluster.label()} ${now}.`);
}
