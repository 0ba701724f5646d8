/** `nomad.job.archive`: puts a job file that is no longer wanted into the archive folder of the repository. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { chooseDocument, writtenJob } from '../commands/choose-document';
import { policyOf } from './policy-of';

/** @param target a job file, a row of the explorer with one, or nothing for the active editor */
export async function archiveJob(cluster: Cluster, target?: unknown): Promise<void> {
  const document = await chooseDocument(target);
  if (!document || document.isUntitled) return;
  const { uri } = document;
  const name = vscode.workspace.asRelativePath(uri);
  const folder = await archiveFor(uri);
  const into = vscode.Uri.joinPath(folder, uri.path.slice(uri.path.lastIndexOf('/') + 1));
  const written = writtenJob(document.getText());
  const runs = written && (await isRegistered(cluster, written));
  const place = vscode.workspace.asRelativePath(into);
  const question = `Move ${name} to ${place}?`;
  const detail = runs
    ? `Job "${written.id}" is on ${cluster.label()} still, and goes on there unless it is stopped. Files of the archive are not checked and not listed.`
    : 'Files of the archive are not checked and not listed.';
  const buttons = runs ? ['Stop Job, Then Move', 'Move Only'] : ['Move'];
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, ...buttons);
  if (!chosen) return;
  if (chosen.startsWith('Stop')) {
    await vscode.commands.executeCommand('nomad.job.stop', { jobId: written?.id, namespace: written?.namespace });
    if (written && (await isRegistered(cluster, written))) {
      vscode.window.showInformationMessage(`${name} was not moved: job "${written.id}" was not stopped.`);
      return;
    }
  }
  await document.save();
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(uri, into, { overwrite: false });
  if (await vscode.workspace.applyEdit(edit)) return;
  vscode.window.showErrorMessage(`${name} could not be moved: perhaps there is a ${place} already.`);
}

/** The nearest one upwards; where there is none, one beside the file. */
async function archiveFor(uri: vscode.Uri): Promise<vscode.Uri> {
  const [name = '.archive'] = policyOf(uri).archiveFolders.filter((one) => /^[\w.-]+$/.test(one));
  const root = vscode.workspace.getWorkspaceFolder(uri)?.uri.path;
  const beside = vscode.Uri.joinPath(uri, '..');
  for (let folder = beside; root !== undefined && folder.path.startsWith(root); ) {
    const archive = vscode.Uri.joinPath(folder, name);
    const found = await Promise.resolve(vscode.workspace.fs.stat(archive)).catch(() => undefined);
    if (found?.type === vscode.FileType.Directory) return archive;
    const above = vscode.Uri.joinPath(folder, '..');
    if (above.path === folder.path) break;
    folder = above;
  }
  return vscode.Uri.joinPath(beside, name);
}

/** False too where nobody can be asked: a file may be moved without a cluster. */
async function isRegistered(
  cluster: Cluster,
  { id, namespace }: { readonly id: string; readonly namespace?: string },
): Promise<boolean> {
  if (!cluster.isNamed()) return false;
  try {
    const job = await cluster.client().jobs.read(id, { namespace, limit: 5_000 });
    return job.Stop !== true;
  } catch {
    return false;
  }
}
