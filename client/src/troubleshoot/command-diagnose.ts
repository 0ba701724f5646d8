/** `nomad.job.diagnose`: why a job does not run as it should. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { createLocator } from '../plan';
import { jobFileOf } from '../views/job-file-of';
import { diagnosis } from './diagnose';
import { gatherDiagnosis } from './gather-diagnosis';
import { pickJob } from './pick';
import { reportView } from './report-view';
import { type JobTarget, jobTarget } from './target';

/** @param target a row of the explorer, a job file, or nothing for the active editor */
export async function diagnoseJob(cluster: Cluster, target?: unknown): Promise<void> {
  const job = (await jobTarget(target)) ?? (await pickJob(cluster, 'Which job is in trouble?'));
  if (!job) return;
  const { id } = job;
  const gathered = await cluster.attempt(`Diagnosing job "${id}" on ${cluster.label()}`, (client, signal) =>
    gatherDiagnosis(client, { id, namespace: namespaceOf(cluster, job) }, signal),
  );
  if (!gathered) return;
  const namespace = namespaceOf(cluster, job);
  const place = { id, namespace, cluster: cluster.place() };
  await reportView(cluster).show(diagnosis({ ...gathered, ...place, file: await fileFacts(cluster, job, namespace) }));
}

function namespaceOf(cluster: Cluster, { namespace }: JobTarget): string {
  return namespace ?? cluster.client().namespace ?? 'default';
}

/** The lines of the job's file, wherever it is in the workspace. */
async function fileFacts(cluster: Cluster, { id, file }: JobTarget, namespace: string) {
  const uri = file ?? (await jobFileOf(cluster, namespace, id));
  if (!uri) return undefined;
  const document = await vscode.workspace.openTextDocument(uri);
  return { uri: uri.toString(), locate: createLocator(document.getText()) };
}
