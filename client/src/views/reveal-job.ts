/** `nomad.explorer.reveal` and `nomad.explorer.openFile`: from a job's file to its row, and back. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { writtenJob } from '../commands/choose-document';
import { targetOf } from '../commands/targets';
import { explorerOf } from './explorer';

/** @param argument a job file, an object that names a job, or nothing for the active editor */
export async function revealJob(cluster: Cluster, argument?: unknown): Promise<void> {
  const { jobId, namespace, file } = targetOf(argument);
  const document = file ? await vscode.workspace.openTextDocument(file) : vscode.window.activeTextEditor?.document;
  const written = jobId ? { id: jobId, namespace } : document && writtenJob(document.getText());
  if (!written) {
    vscode.window.showInformationMessage('Open a job file first: its job is what the cluster view shows.');
    return;
  }
  const home = cluster.client().namespace ?? 'default';
  const found = await explorerOf(cluster)?.reveal(written.namespace ?? home, written.id);
  if (found) return;
  vscode.window.showInformationMessage(
    `Job "${written.id}" is not in the view of ${cluster.label()}: nobody has run it there, or it was purged.`,
  );
}

/** @param argument a row with a file, or nothing: then a job file of the workspace is picked */
export async function openJobFile(cluster: Cluster, argument?: unknown): Promise<void> {
  const { file } = targetOf(argument);
  const uri = file ?? (await pickFile(cluster));
  if (uri) await vscode.window.showTextDocument(uri);
}

async function pickFile(cluster: Cluster): Promise<vscode.Uri | undefined> {
  const files = (await explorerOf(cluster)?.files()) ?? [];
  if (files.length === 0) {
    vscode.window.showInformationMessage('No job file is in the workspace (*.nomad.hcl, *.nomad).');
    return undefined;
  }
  const items = [...files]
    .sort((a, b) => (a.jobId < b.jobId ? -1 : 1))
    .map(({ jobId, path, category, uri }) => ({ label: jobId, description: path, detail: category, uri }));
  const options = { title: 'Open the file of a job', placeHolder: 'Which job?', matchOnDescription: true };
  const picked = await vscode.window.showQuickPick(items, options);
  return picked && vscode.Uri.parse(picked.uri);
}
