/** What the end-to-end tests do again and again in the editor. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Api } from '../../client/src/activate';

/** package.json of the extension under test. */
export const manifest = JSON.parse(readFileSync(join(process.env.NOMAD_TEST_ROOT as string, 'package.json'), 'utf8'));

/** The extension under test. */
export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(`${manifest.publisher}.${manifest.name}`);
  if (!found) throw new Error('VS Code does not know the extension under test');
  return found;
}

/** Waits until the extension is active and its language server has answered. */
export async function ready(): Promise<Api> {
  const api = (await extension().activate()) as Api;
  await api.ready;
  return api;
}

/** A document that is on no disk, shown in an editor. */
export async function write(content: string, language = 'nomad'): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  await vscode.window.showTextDocument(document);
  return document;
}

/** A file of the test's workspace, shown in an editor. */
export async function open(name: string): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('no folder is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Replaces the first `old` in the document by `text`. */
export async function replace(document: vscode.TextDocument, old: string, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, rangeOf(document, old), text);
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error('the edit was refused');
}

/** Where the first `text` stands. */
export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const start = document.getText().indexOf(text);
  if (start < 0) throw new Error(`the document has no ${JSON.stringify(text)}`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}

/**
 * Our diagnostics of a document as soon as they fit; they come on their own time.
 *
 * @throws with what there was instead, after five seconds
 */
export async function diagnosticsWhen(
  uri: vscode.Uri,
  fits: (found: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  const ours = () => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'nomad');
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = ours();
      if (!fits(found)) return;
      end();
      resolve(found);
    };
    const subscription = vscode.languages.onDidChangeDiagnostics(look);
    const timer = setTimeout(() => {
      end();
      reject(new Error(`the diagnostics are: ${JSON.stringify(ours().map(({ message }) => message))}`));
    }, 5_000);
    const end = () => {
      clearTimeout(timer);
      subscription.dispose();
    };
    look();
  });
}
