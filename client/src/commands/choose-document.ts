/** Which job file a command is for. */
import * as vscode from 'vscode';

const FILES = '**/*.{nomad.hcl,nomad}';
const LEFT_OUT = '**/{node_modules,.git,.archive}/**';

/** @param target what the menu, the lens or the explorer named; without it the active editor counts, or one is picked */
export async function chooseDocument(target: unknown): Promise<vscode.TextDocument | undefined> {
  const file = target instanceof vscode.Uri ? target : fileOf(target);
  if (file) return vscode.workspace.openTextDocument(file);
  const document = vscode.window.activeTextEditor?.document;
  if (document && (document.languageId === 'nomad' || hasJob(document.getText()))) return document;
  return pickDocument();
}

async function pickDocument(): Promise<vscode.TextDocument | undefined> {
  const found = await vscode.workspace.findFiles(FILES, LEFT_OUT, 1_000);
  if (found.length === 0) {
    vscode.window.showInformationMessage('Open a job file first: none is open, and none is in the workspace.');
    return undefined;
  }
  const items = found
    .map((uri) => {
      const path = vscode.workspace.asRelativePath(uri);
      return { label: path.slice(path.lastIndexOf('/') + 1), description: path, uri };
    })
    .sort((a, b) => (a.label < b.label ? -1 : 1));
  const options = { title: 'No job file is in front', placeHolder: 'Which job file?', matchOnDescription: true };
  const picked = await vscode.window.showQuickPick(items, options);
  return picked && vscode.workspace.openTextDocument(picked.uri);
}

/** ID and namespace of the job in a text, where they are written out. */
export function writtenJob(text: string): { readonly id: string; readonly namespace?: string } | undefined {
  const id = /^\s*job\s+"([^"$%]+)"\s*\{/m.exec(text)?.[1];
  return id === undefined ? undefined : { id, namespace: /^\s{0,4}namespace\s*=\s*"([^"$%]+)"/m.exec(text)?.[1] };
}

/** A row of the explorer knows its job's file. */
function fileOf(target: unknown): vscode.Uri | undefined {
  const file = (target as { file?: unknown } | undefined)?.file;
  return typeof file === 'string' ? vscode.Uri.parse(file) : undefined;
}

function hasJob(text: string): boolean {
  return writtenJob(text) !== undefined;
}
