/** The examples that come with the extension, as a copy that may be changed and run. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { homeOf } from '../extension-home';

const WALKTHROUGH = 'nomad-job-authoring.nomad-job-authoring#nomad.start';

/** The walkthrough can be seen from now on: one that shows itself right after the installation would be in the way. */
export function allowWalkthrough(): void {
  void vscode.commands.executeCommand('setContext', 'nomad.walkthrough', true);
}

/** @param name one of the examples, such as `applications/hello.nomad.hcl`; without it the folder opens in a new window */
export async function openExamples(cluster: Cluster, name?: unknown): Promise<void> {
  const { files, storage } = homeOf(cluster);
  const copy = vscode.Uri.joinPath(storage, 'examples');
  // What somebody has changed there stays.
  await vscode.workspace.fs.copy(vscode.Uri.joinPath(files, 'examples'), copy, { overwrite: false }).then(
    () => {},
    (error) => {
      if (!(error instanceof vscode.FileSystemError) || error.code !== 'FileExists') throw error;
    },
  );
  // The walkthrough's steps know by it which one was seen.
  await vscode.commands.executeCommand('setContext', 'nomad.examples.last', typeof name === 'string' ? name : 'all');
  if (typeof name === 'string') {
    await vscode.window.showTextDocument(vscode.Uri.joinPath(copy, name), { viewColumn: vscode.ViewColumn.Beside });
  } else await vscode.commands.executeCommand('vscode.openFolder', copy, { forceNewWindow: true });
}

export async function openWalkthrough(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH, false);
}
