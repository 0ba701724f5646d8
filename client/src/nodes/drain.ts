/** `nomad.node.drain` and `nomad.node.stopDrain`: has everything move away from a node, and ends that. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isNomadError, type NodeStub } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { showFailure } from '../cluster/failure-message';
import { confirmChange, mayChange } from '../cluster/guard';
import { parseDeadline } from './deadline';
import { pickNode } from './pick-node';

/** @param argument a row of the explorer, or nothing: then a node is picked */
export async function drainNode(cluster: Cluster, argument?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const node = await pickNode(cluster, argument, 'Drain a node');
  if (!node) return;
  const { ID, Name, Drain } = node;
  if (Drain) {
    const chosen = await vscode.window.showInformationMessage(`Node ${Name} drains already.`, 'Watch', 'End Drain…');
    if (chosen === 'Watch') await watch(cluster, node);
    if (chosen === 'End Drain…') await stopDrain(cluster, argument ?? { nodeId: ID });
    return;
  }
  const deadline = await askForDeadline(Name);
  if (deadline === undefined) return;
  const system = await vscode.window.showQuickPick(
    [
      { label: 'System jobs too', detail: 'They end last, when all else is gone.', ignore: false },
      { label: 'Leave system jobs', detail: 'Storage plugins and log shippers go on running.', ignore: true },
    ],
    { title: `Drain node ${Name}`, placeHolder: 'What about jobs of type system?' },
  );
  if (!system) return;
  const alive = await cluster.attempt(`Looking for what runs on ${Name}`, async (client, signal) => {
    const { data } = await client.cluster.nodeAllocations(ID, { signal });
    return data.filter(({ ClientStatus }) => ClientStatus === 'running' || ClientStatus === 'pending').length;
  });
  if (alive === undefined) return;
  const limit =
    deadline < 0
      ? 'They are stopped at once.'
      : deadline === 0
        ? 'There is no time limit.'
        : `What is left after ${deadline / 60_000} min is stopped.`;
  const permit = await confirmChange(cluster, `Drain node ${Name}`, {
    button: 'Drain',
    detail: `${alive} ${alive === 1 ? 'allocation moves' : 'allocations move'} to other nodes, as the "migrate" blocks of their jobs allow. ${limit} Nothing new is placed there until it is made eligible again.`,
    job: Name,
    thing: 'node',
  });
  if (!permit) return;
  const options = { deadline, ignoreSystemJobs: system.ignore, message: 'drained from the editor' };
  const title = `Draining node ${Name} on ${cluster.label()}`;
  const change = await cluster.attempt(title, (client) => client.nodes.drain(ID, options), permit);
  if (change) await watch(cluster, node);
}

/** @param argument a row of the explorer, or nothing: then a node is picked */
export async function stopDrain(cluster: Cluster, argument?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const node = await pickNode(cluster, argument, 'End the drain of a node');
  if (!node) return;
  const { ID, Name, Drain } = node;
  if (!Drain) {
    vscode.window.showInformationMessage(`Node ${Name} on ${cluster.label()} does not drain.`);
    return;
  }
  const permit = await confirmChange(cluster, `End the drain of node ${Name}`, {
    button: 'End Drain',
    detail: 'What has moved away stays where it is. The node takes new work again.',
    job: Name,
    thing: 'node',
  });
  if (!permit) return;
  const title = `Ending the drain of node ${Name} on ${cluster.label()}`;
  const change = await cluster.attempt(title, (client) => client.nodes.stopDrain(ID), permit);
  if (change) vscode.window.showInformationMessage(`Node ${Name} takes new work again on ${cluster.label()}.`);
}

/** Milliseconds; 0: no limit, -1: at once. */
async function askForDeadline(name: string): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title: `Drain node ${name}: how long may it take?`,
    prompt: 'A duration such as 30m or 1h30m; "none" for no limit; "now" stops everything at once.',
    value: '1h',
    validateInput: (value) =>
      parseDeadline(value) === undefined ? 'A duration with a unit: 45s, 30m, 1h30m. Or "none", or "now".' : undefined,
  });
  return text === undefined ? undefined : parseDeadline(text);
}

const TICK = 1_000;

/** Until nothing is left to move. Cancelling ends the watching, not the drain. */
async function watch(cluster: Cluster, { ID, Name }: NodeStub): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Draining node ${Name} on ${cluster.label()}`,
    cancellable: true,
  };
  const ended = await vscode.window.withProgress(options, async (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    const { signal } = stop;
    try {
      for (;;) {
        const [node, allocations] = await Promise.all([
          cluster.client().cluster.node(ID, { signal }),
          cluster.client().cluster.nodeAllocations(ID, { signal }),
        ]);
        const left = allocations.data.filter(({ ClientStatus }) => ClientStatus === 'running');
        if (!node.data.Drain) return { left: left.length };
        progress.report({
          message: `${left.length} still there: ${left
            .map(({ Name: one }) => one)
            .slice(0, 3)
            .join(', ')}`,
        });
        await sleep(TICK, undefined, { signal });
      }
    } catch (error) {
      return signal.aborted ? { cancelled: true } : { error };
    }
  });
  if ('error' in ended && ended.error && !isNomadError(ended.error, 'cancelled')) {
    await showFailure(cluster, ended.error, false);
  } else if ('left' in ended) {
    const rest = ended.left === 0 ? 'nothing runs there any more' : `${ended.left} of system jobs go on running`;
    vscode.window.showInformationMessage(`Node ${Name} is drained: ${rest}. It takes no new work.`);
  } else vscode.window.showInformationMessage(`No longer watching. Node ${Name} goes on draining.`);
}
