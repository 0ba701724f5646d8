/** Opens what belongs to a volume beside the job: the agent's block, a volume spec, the job that copies. */
import * as vscode from 'vscode';
import { fillSnippet, type SnippetFile } from './fill-snippet';
import { agentBlock, type Companion } from './storage-choice';

export async function openCompanion(companion: Companion, name: string): Promise<void> {
  if (companion === 'agent') return openBeside('nomad-agent', agentBlock(name));
  await openSnippet('volume', companion, 'nomad-volume', { 1: name });
}

/** @param file `job` or `volume`: which of the extension's snippet files */
export async function openSnippet(
  file: 'job' | 'volume',
  prefix: string,
  language: string,
  values: Readonly<Record<number, string>>,
): Promise<void> {
  const body = fillSnippet(await snippets(file), prefix, values);
  if (body === undefined) throw new Error(`snippets/${file}.code-snippets has no ${prefix}`);
  await openBeside(language, '');
  await vscode.window.activeTextEditor?.insertSnippet(new vscode.SnippetString(body));
}

async function openBeside(language: string, content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: false });
}

async function snippets(file: string): Promise<SnippetFile> {
  const extension = vscode.extensions.getExtension('nomad-job-authoring.nomad-job-authoring');
  if (!extension) throw new Error('the extension does not know itself');
  const uri = vscode.Uri.joinPath(extension.extensionUri, 'snippets', `${file}.code-snippets`);
  return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri))) as SnippetFile;
}
