/** Which job file a command is for. */
import * as vscode from 'vscode';

/** @param target what the menu, the lens or the explorer named; without it the active editor counts */
export async function chooseDocument(target: unknown): Promise<vscode.TextDocument | undefined> {
  const file = target instanceof vscode.Uri ? target : fileOf(target);
  if (file) return vscode.workspace.openTextDocument(file);
  const document = vscode.window.activeTextEditor?.document;
  if (document && (document.languageId === 'nomad' || hasJob(document.getText()))) return document;
  vscode.window.showInformationMessage('Open a job file first: this command works on the file in the active editor.');
  return undefined;
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
