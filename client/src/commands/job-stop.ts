/** `nomad.job.stop`: stops a job after asking, and follows it until nothing of it runs. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { followStop } from '../cluster/follow-run';
import { confirmInProduction, mayChange } from '../cluster/guard';
import { follow } from './follow';
import { type ChosenJob, pickJob } from './pick-job';

export async function stop(cluster: Cluster, target?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const job = await pickJob(cluster, target, {
    title: 'Stop a job',
    fits: ({ Stop }) => !Stop,
    none: 'No job runs',
    which: 'runs there',
  });
  if (!job) return;
  const { id, namespace } = job;
  const purge = await confirm(cluster, job);
  if (purge === undefined) return;
  const permit = await confirmInProduction(cluster, `Stop job "${id}"`, id);
  if (!permit) return;
  const since = Date.now();
  const title = `Stopping job "${id}" on ${cluster.label()}`;
  const change = await cluster.attempt(title, (client) => client.jobs.stop(id, { namespace, purge }), permit);
  if (!change) return;
  if (change.EvalID === '') {
    vscode.window.showInformationMessage(
      `There was nothing to stop: "${id}" runs no allocation on ${cluster.label()}.`,
    );
    return;
  }
  await follow(cluster, { evalId: change.EvalID, jobId: id, namespace, since, how: followStop });
}

/** Two questions: whether, and then whether to forget it. Undefined: not at all. */
async function confirm(cluster: Cluster, { id, namespace = 'default' }: ChosenJob): Promise<boolean | undefined> {
  const where = `namespace "${namespace}" on ${cluster.describe()}`;
  const sure = await vscode.window.showWarningMessage(
    `Stop job "${id}" in ${where}?`,
    { modal: true, detail: 'All of its allocations end. Running it again starts it anew.' },
    'Stop',
  );
  if (!sure) return undefined;
  const chosen = await vscode.window.showWarningMessage(
    `Keep the definition and the versions of job "${id}"?`,
    { modal: true, detail: `Purging makes ${where} forget the job: no status, no history, no going back.` },
    { title: 'Keep and Stop', purge: false },
    { title: 'Purge', purge: true },
  );
  return chosen?.purge;
}
