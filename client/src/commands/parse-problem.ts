/** Says what Nomad could not read in a job file, and goes there. */
import { readParseDiagnostics } from '@nomad/api';
import * as vscode from 'vscode';
import { parseProblemText } from './parse-problem-text';

export async function showParseProblem(document: vscode.TextDocument, serverText: string): Promise<void> {
  const [first] = readParseDiagnostics(serverText);
  const name = vscode.workspace.asRelativePath(document.uri);
  const goTo = first?.line !== undefined && !first.inVariables ? ['Go to Line'] : [];
  const chosen = await vscode.window.showErrorMessage(parseProblemText(name, serverText), ...goTo);
  if (!chosen || first?.line === undefined) return;
  const line = first.line - 1;
  const start = new vscode.Position(line, (first.column ?? 1) - 1);
  const end = new vscode.Position((first.endLine ?? first.line) - 1, (first.endColumn ?? first.column ?? 1) - 1);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(start, end) });
}
