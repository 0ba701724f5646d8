/** `nomad.ui.open`: the page of Nomad's own web interface about something. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { writtenJob } from '../commands/choose-document';
import { type Target, targetOf } from '../commands/targets';
import { pageOf } from './ui-page';

/** @param argument a row of the explorer, a job file, or nothing: then the job of the active editor, or the list of jobs */
export async function openUi(cluster: Cluster, argument?: unknown): Promise<void> {
  const address = cluster.address();
  if (!/^https?:/.test(address)) {
    vscode.window.showInformationMessage(
      `${address} is a socket, and a browser does not reach the web interface there.`,
    );
    return;
  }
  const row = argument as { readonly volume?: { readonly type: 'host' | 'csi'; readonly id?: string } } | undefined;
  const page = pageOf({ ...(await jobOf(targetOf(argument))), volume: row?.volume }, cluster.client().namespace);
  // Parsed strictly, so that the @ of a namespace stays as it is.
  await vscode.env.openExternal(vscode.Uri.parse(`${address.replace(/\/$/, '')}/ui/${page}`, true));
}

async function jobOf(target: Target): Promise<Target> {
  const { jobId, allocId, nodeId, file } = target;
  if (jobId || allocId || nodeId) return target;
  const document = file ? await vscode.workspace.openTextDocument(file) : vscode.window.activeTextEditor?.document;
  const written = document && writtenJob(document.getText());
  return written ? { jobId: written.id, namespace: written.namespace } : target;
}
