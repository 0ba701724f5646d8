/** The examples that come with the extension, as a copy that may be changed and run. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';

const WALKTHROUGH = 'nomad-job-authoring.nomad-job-authoring#nomad.start';

const homes = new WeakMap<Cluster, vscode.ExtensionContext>();

/** Where the examples are and where the copy goes; the walkthrough can be seen from now on. */
export function useExamples(cluster: Cluster, context: vscode.ExtensionContext): void {
  homes.set(cluster, context);
  // A walkthrough that shows itself right after the installation would be in the way.
  void vscode.commands.executeCommand('setContext', 'nomad.walkthrough', true);
}

/** @param name one of the examples, such as `applications/hello.nomad.hcl`; without it the folder opens in a new window */
export async function openExamples(cluster: Cluster, name?: unknown): Promise<void> {
  const context = homes.get(cluster);
  if (!context) return;
  const from = vscode.Uri.joinPath(context.extensionUri, 'examples');
  const to = vscode.Uri.joinPath(context.globalStorageUri, 'examples');
  // What somebody has changed there stays.
  await vscode.workspace.fs.copy(from, to, { overwrite: false }).then(undefined, (error) => {
    if (!(error instanceof vscode.FileSystemError) || error.code !== 'FileExists') throw error;
  });
  // The walkthrough's steps know by it which one was seen.
  await vscode.commands.executeCommand('setContext', 'nomad.examples.last', typeof name === 'string' ? name : 'all');
  if (typeof name === 'string') {
    await vscode.window.showTextDocument(vscode.Uri.joinPath(to, name), { viewColumn: vscode.ViewColumn.Beside });
  } else await vscode.commands.executeCommand('vscode.openFolder', to, { forceNewWindow: true });
}

export async function openWalkthrough(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH, false);
}
