/** `nomad.job.stop`: stops a job after asking, and follows it until nothing of it runs. */
import { isNomadError, type NomadClient } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { followStop } from '../cluster/follow-run';
import { confirmInProduction, mayChange } from '../cluster/guard';
import type { TreeNode } from '../views/tree-node';
import { writtenJob } from './choose-document';
import { follow } from './follow';

interface Stoppable {
  readonly id: string;
  readonly namespace?: string;
}

export async function stop(cluster: Cluster, target?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const job = await chooseJob(cluster, target);
  if (!job) return;
  const { id, namespace } = job;
  const purge = await confirm(cluster, job);
  if (purge === undefined || !(await confirmInProduction(cluster, `Stop job "${id}"`, id))) return;
  const since = Date.now();
  const title = `Stopping job "${id}" on ${cluster.label()}`;
  const change = await cluster.attempt(title, (client) => client.jobs.stop(id, { namespace, purge }), 'write');
  if (!change) return;
  if (change.EvalID === '') {
    vscode.window.showInformationMessage(
      `There was nothing to stop: "${id}" runs no allocation on ${cluster.label()}.`,
    );
    return;
  }
  await follow(cluster, { evalId: change.EvalID, jobId: id, namespace, since, how: followStop });
}

/** The job of the file when it is on the cluster; otherwise one of the cluster's. */
async function chooseJob(cluster: Cluster, target: unknown): Promise<Stoppable | undefined> {
  const row = target as Partial<TreeNode> | undefined;
  if (row?.kind === 'job' && row.jobId) return { id: row.jobId, namespace: row.namespace };
  const document =
    target instanceof vscode.Uri
      ? await vscode.workspace.openTextDocument(target)
      : vscode.window.activeTextEditor?.document;
  const written = document && writtenJob(document.getText());
  const found = await cluster.attempt('Looking for jobs', (client, signal) => lookFor(client, written, signal));
  if (!found || !Array.isArray(found)) return found;
  if (found.length === 0) {
    vscode.window.showInformationMessage(`No job runs on ${cluster.label()}.`);
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(found, {
    title: `Stop a job on ${cluster.label()}`,
    placeHolder: written ? `"${written.id}" of this file does not run there. Which one instead?` : 'Which job?',
    matchOnDescription: true,
  });
  return picked?.job;
}

type JobItem = vscode.QuickPickItem & { readonly job: Stoppable };

async function lookFor(
  client: NomadClient,
  written: Stoppable | undefined,
  signal: AbortSignal,
): Promise<Stoppable | JobItem[]> {
  if (written) {
    const namespace = written.namespace ?? client.namespace;
    try {
      const job = await client.jobs.read(written.id, { namespace, signal });
      if (!job.Stop) return { id: written.id, namespace: job.Namespace ?? namespace };
    } catch (error) {
      if (!isNomadError(error, 'not-found')) throw error;
    }
  }
  const { data } = await client.jobs.list({ signal });
  return data
    .filter(({ Stop, ParentID }) => !Stop && !ParentID)
    .map(({ ID, Namespace, Type, Status }) => ({
      label: ID,
      description: `${Type} · ${Status} · ${Namespace}`,
      job: { id: ID, namespace: Namespace },
    }));
}

/** Two questions: whether, and then whether to forget it. Undefined: not at all. */
async function confirm(cluster: Cluster, { id, namespace = 'default' }: Stoppable): Promise<boolean | undefined> {
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
