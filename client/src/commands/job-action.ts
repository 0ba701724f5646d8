/** `nomad.job.action`: runs an action that the job defines (`action` block) in one of its tasks. */
import type { JobAction } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { confirmChange, mayChange } from '../cluster/guard';
import { pickAllocation } from './pick-allocation';
import { pickJob } from './pick-job';
import { targetOf } from './targets';
import { openTerminal, type StartProgram } from './task-terminal';

/** @param argument may name the `action`, and where: a row of the explorer */
export async function runAction(cluster: Cluster, argument?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const job = await pickJob(cluster, argument, {
    title: 'Run an action',
    fits: ({ Status }) => Status === 'running',
    none: 'No job runs',
    which: 'runs there',
  });
  if (!job) return;
  const { id, namespace } = job;
  const found = await cluster.attempt(`Reading the actions of job "${id}"`, (client, signal) =>
    client.jobs.actions(id, { namespace, signal }),
  );
  if (!found) return;
  const { group, task, allocId } = targetOf(argument);
  const offered = found.filter((one) => (!group || one.TaskGroupName === group) && (!task || one.TaskName === task));
  const action = await pickAction(cluster, id, offered, (argument as { action?: unknown } | undefined)?.action);
  if (!action) return;
  const { Name, TaskGroupName, TaskName } = action;
  const where = { jobId: id, namespace, group: TaskGroupName, allocId };
  const chosen = await pickAllocation(cluster, where, { title: `Run action "${Name}"`, running: true });
  if (!chosen) return;
  const line = commandOf(action);
  const permit = await confirmChange(
    cluster,
    `Run action "${Name}" in task "${TaskName}" of ${chosen.allocation.Name}`,
    {
      button: 'Run',
      detail: line,
      job: id,
    },
  );
  if (!permit) return;
  const options = { namespace, task: TaskName, group: TaskGroupName, allocation: chosen.id, tty: true };
  const start: StartProgram = (onOutput) => cluster.writer(permit).exec.action(id, Name, { ...options, onOutput });
  const title = `action "${Name}" (${line}) in task "${TaskName}" of ${chosen.allocation.Name}`;
  openTerminal(cluster, { name: `${chosen.allocation.Name} · ${Name}`, title, start }, (failure) => {
    vscode.window.showErrorMessage(failure.replace(/\s+/g, ' '));
  });
}

async function pickAction(
  cluster: Cluster,
  job: string,
  actions: readonly JobAction[],
  given: unknown,
): Promise<JobAction | undefined> {
  const named = actions.find(({ Name }) => Name === given);
  if (named) return named;
  if (actions.length === 0) {
    vscode.window.showInformationMessage(
      `Job "${job}" on ${cluster.label()} defines no action here: an "action" block in a task makes one.`,
    );
    return undefined;
  }
  const items = actions.map((action) => ({
    label: action.Name,
    description: `task "${action.TaskName}" of group "${action.TaskGroupName}"`,
    detail: commandOf(action),
    action,
  }));
  const options = { title: `Run an action of job "${job}" on ${cluster.label()}`, placeHolder: 'Which action?' };
  return (await vscode.window.showQuickPick(items, options))?.action;
}

function commandOf({ Command, Args }: JobAction): string {
  return [Command, ...(Args ?? [])].map((word) => (/\s/.test(word) ? JSON.stringify(word) : word)).join(' ');
}
