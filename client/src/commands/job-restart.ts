/** `nomad.job.restart`: restarts what runs of a job, one after the other. */
import type { AllocationStub } from '@nomad/api';
import { isNomadError } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { showFailure } from '../cluster/failure-message';
import { confirmChange, mayChange, type Permit } from '../cluster/guard';
import { restartJob } from '../cluster/restart-job';
import { type ChosenJob, pickJob } from './pick-job';
import { targetOf } from './targets';

type How = 'in-place' | 'reschedule';

const HOWS: readonly (vscode.QuickPickItem & { readonly how: How; readonly batch?: number })[] = [
  {
    label: 'In place, one after the other',
    detail: 'On the same nodes, with the same files; the next one when the one before runs again.',
    how: 'in-place',
    batch: 1,
  },
  { label: 'In place, all at once', detail: 'Quick, and nothing runs for a moment.', how: 'in-place' },
  {
    label: 'Place anew, one after the other',
    detail: 'Each is stopped and placed again, perhaps on another node. What is only in its own directory is lost.',
    how: 'reschedule',
    batch: 1,
  },
];

export async function restart(cluster: Cluster, argument?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const job = await pickJob(cluster, argument, {
    title: 'Restart a job',
    fits: ({ Status, Stop }) => Status === 'running' && !Stop,
    none: 'No job runs',
    which: 'runs there',
  });
  if (!job) return;
  const { id, namespace } = job;
  const found = await cluster.attempt(`Looking for allocations of job "${id}"`, (client, signal) =>
    client.jobs.allocations(id, { namespace, signal }),
  );
  if (!found) return;
  const { group } = targetOf(argument);
  const allocations = found
    .filter(({ ClientStatus, DesiredStatus }) => ClientStatus === 'running' && DesiredStatus === 'run')
    .filter(({ TaskGroup }) => group === undefined || TaskGroup === group)
    .sort((a, b) => (a.Name < b.Name ? -1 : 1));
  if (allocations.length === 0) {
    vscode.window.showInformationMessage(`Job "${id}" on ${cluster.label()} has no allocation that runs.`);
    return;
  }
  const count = `${allocations.length} allocation${allocations.length === 1 ? '' : 's'}`;
  const what = `${group ? `group "${group}" of ` : ''}job "${id}"`;
  const chosen = await vscode.window.showQuickPick(HOWS, { title: `Restart ${what} (${count}) on ${cluster.label()}` });
  if (!chosen) return;
  const question = { button: 'Restart', detail: `${chosen.label}: ${count}. ${chosen.detail}`, job: id };
  const permit = await confirmChange(cluster, `Restart ${what}`, question);
  if (permit) await follow(cluster, permit, job, what, allocations, chosen);
}

async function follow(
  cluster: Cluster,
  permit: Permit,
  { namespace }: ChosenJob,
  what: string,
  allocations: readonly AllocationStub[],
  { how, batch }: { readonly how: How; readonly batch?: number },
): Promise<void> {
  const title = `Restarting ${what} on ${cluster.label()}`;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  let done = 0;
  const error = await vscode.window.withProgress(options, async (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    try {
      for await (const state of restartJob(cluster.writer(permit), allocations, {
        namespace,
        signal: stop.signal,
        how,
        batch,
      })) {
        done = state.done;
        const now = state.now.map(({ Name }) => Name).join(', ');
        progress.report({ message: `${done} of ${state.total}${now ? ` · ${now}` : ''}` });
      }
      return undefined;
    } catch (failure) {
      return failure;
    }
  });
  const total = allocations.length;
  if (error === undefined) {
    vscode.window.showInformationMessage(`Restarted ${what} on ${cluster.label()}: ${total} of ${total} run again.`);
  } else if (isNomadError(error, 'cancelled')) {
    vscode.window.showInformationMessage(
      `No further restarts: ${done} of ${total} allocations of ${what} run again, the one under way goes on.`,
    );
  } else await showFailure(cluster, error, false);
}
