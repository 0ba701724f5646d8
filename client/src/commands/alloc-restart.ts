/** `nomad.alloc.restart`: restarts the tasks of an allocation where they are, or one of them. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { confirmChange, mayChange } from '../cluster/guard';
import { type ChosenAllocation, pickAllocation, tasksOf } from './pick-allocation';
import { targetOf } from './targets';

const PICK = { title: 'Restart an allocation', running: true };

export async function restartAllocation(cluster: Cluster, argument?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const chosen = await pickAllocation(cluster, argument, PICK);
  if (!chosen) return;
  const which = await pickWhich(chosen, targetOf(argument).task);
  if (!which) return;
  const { id, namespace, allocation } = chosen;
  const what = `Restart ${which.task ? `task "${which.task}"` : which.all ? 'all tasks' : 'the running tasks'} of ${allocation.Name}`;
  const detail = 'In place: on the same node, with the same files. What was started before ends first.';
  const permit = await confirmChange(cluster, what, { button: 'Restart', detail, job: allocation.JobID });
  if (!permit) return;
  const done = await cluster.attempt(
    `${what.replace('Restart', 'Restarting')} on ${cluster.label()}`,
    (client) => client.allocations.restart(id, { ...which, namespace }).then(() => true),
    permit,
  );
  if (!done) return;
  const answer = await vscode.window.showInformationMessage(
    `${allocation.Name} on ${cluster.label()} restarts.`,
    'Logs',
  );
  if (answer) await vscode.commands.executeCommand('nomad.alloc.logs', { allocId: id, namespace, task: which.task });
}

interface Which {
  readonly task?: string;
  readonly all?: boolean;
}

/** One task, those that run, or those too that have ended; asked only where there is a difference. */
async function pickWhich({ allocation }: ChosenAllocation, task: string | undefined): Promise<Which | undefined> {
  if (task) return { task };
  const all = tasksOf(allocation, false);
  if (all.length < 2) return {};
  const items: (vscode.QuickPickItem & { readonly which: Which })[] = [
    { label: 'The tasks that run', which: {} },
    { label: 'All tasks', description: 'those too that have ended', which: { all: true } },
    ...tasksOf(allocation, true).map(([name]) => ({
      label: name,
      description: 'only this one',
      which: { task: name },
    })),
  ];
  return (await vscode.window.showQuickPick(items, { title: `Restart ${allocation.Name}` }))?.which;
}
