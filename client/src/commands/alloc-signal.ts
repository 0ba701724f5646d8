/** `nomad.alloc.signal`: a signal to one task. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { confirmInProduction, mayChange } from '../cluster/guard';
import { pickAllocation, pickTask } from './pick-allocation';

const PICK = { title: 'Send a signal', running: true };

/** In the order in which they are wanted: the first is the one that programs take as "read your files again". */
export const SIGNALS: readonly (readonly [name: string, what: string])[] = [
  ['SIGHUP', 'read the configuration again, in most programs; others end'],
  ['SIGUSR1', 'what the program makes of it: new log files, statistics'],
  ['SIGUSR2', 'what the program makes of it'],
  ['SIGINT', 'end, as by Ctrl-C'],
  ['SIGTERM', 'end in an orderly way'],
  ['SIGQUIT', 'end with a dump; Go and Java programs write their stacks'],
  ['SIGWINCH', 'end gracefully, for Apache; otherwise nothing'],
  ['SIGCONT', 'go on after SIGSTOP'],
  ['SIGSTOP', 'stand still, until SIGCONT'],
  ['SIGKILL', 'end at once, without a last word'],
];

/** @param argument may hold a `signal` */
export async function sendSignal(cluster: Cluster, argument?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const chosen = await pickAllocation(cluster, argument, PICK);
  // Always one task: without it Nomad signals all of them, those too that end from it.
  const task = chosen && (await pickTask(chosen, argument, PICK));
  if (!chosen || !task) return;
  const { allocation, id, namespace } = chosen;
  const given = (argument as { signal?: unknown } | undefined)?.signal;
  const signal = typeof given === 'string' ? given : await pickSignal(`task "${task}" of ${allocation.Name}`);
  if (!signal) return;
  const what = `Send ${signal} to task "${task}" of ${allocation.Name}`;
  const permit = await confirmInProduction(cluster, what, allocation.JobID);
  if (!permit) return;
  const title = `Sending ${signal} to task "${task}" of ${allocation.Name}`;
  const sent = await cluster.attempt(
    title,
    (client) => client.allocations.signal(id, task, signal, { namespace }).then(() => true),
    permit,
  );
  if (!sent) return;
  const answer = await vscode.window.showInformationMessage(
    `Task "${task}" of ${allocation.Name} on ${cluster.label()} was sent ${signal}.`,
    'Logs',
  );
  if (answer) await vscode.commands.executeCommand('nomad.alloc.logs', { allocId: id, namespace, task });
}

async function pickSignal(to: string): Promise<string | undefined> {
  const items = SIGNALS.map(([label, description]) => ({ label, description }));
  const options = { title: `Send a signal to ${to}`, placeHolder: 'Which signal?', matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, options))?.label;
}
