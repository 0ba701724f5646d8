/** Which volume specification a command is for, and what it says. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { askForSpec } from '../storage/ask-server';
import { type VolumeRequest, volumeOfSpec } from './volume-spec';

const LANGUAGE = 'nomad-volume';
const PATTERN = '**/*.volume.hcl';

/** @param target a file, or nothing: then the active editor's, or one of the workspace */
export async function chooseSpec(target: unknown): Promise<vscode.TextDocument | undefined> {
  if (target instanceof vscode.Uri) return vscode.workspace.openTextDocument(target);
  const active = vscode.window.activeTextEditor?.document;
  if (active?.languageId === LANGUAGE) return active;
  const found = await vscode.workspace.findFiles(PATTERN, '**/{node_modules,.git}/**', 500);
  if (found.length === 0) {
    vscode.window.showInformationMessage(
      'No volume specification is open, and none is in the workspace (*.volume.hcl). "Choose Storage" in a job file writes one.',
    );
    return undefined;
  }
  const items = found
    .map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Create a volume',
    placeHolder: 'From which specification?',
  });
  return picked && vscode.workspace.openTextDocument(picked.uri);
}

/** Undefined when the file is wrong; that was shown, at the line where it is known. */
export async function readSpec(cluster: Cluster, document: vscode.TextDocument): Promise<VolumeRequest | undefined> {
  // The server knows open documents only.
  await vscode.window.showTextDocument(document, { preview: true });
  const answer = await askForSpec(cluster, document);
  const [problem] = answer?.problems ?? [];
  const name = vscode.workspace.asRelativePath(document.uri);
  if (problem) {
    const line = problem.range.start.line;
    vscode.window.showErrorMessage(`${name}, line ${line + 1}: ${problem.message}`);
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(line, 0, line, 0) });
    return undefined;
  }
  if (!answer?.values) {
    vscode.window.showErrorMessage(`The language server does not read ${name}: it has to be a volume specification.`);
    return undefined;
  }
  try {
    return volumeOfSpec(answer.values);
  } catch (error) {
    vscode.window.showErrorMessage(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
