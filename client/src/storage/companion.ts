/** Opens what belongs to a volume beside the job: the agent's block, a volume spec, the job that copies. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { fillSnippet } from './fill-snippet';
import { readSnippets } from './read-snippets';
import { agentBlock, type Companion } from './storage-choice';

export async function openCompanion(cluster: Cluster, companion: Companion, name: string): Promise<void> {
  if (companion === 'agent') return openBeside('nomad-agent', agentBlock(name));
  await openSnippet(cluster, 'volume', companion, 'nomad-volume', { 1: name });
}

/** @param file `job` or `volume`: which of the extension's snippet files */
export async function openSnippet(
  cluster: Cluster,
  file: 'job' | 'volume',
  prefix: string,
  language: string,
  values: Readonly<Record<number, string>>,
): Promise<void> {
  const body = fillSnippet(await readSnippets(cluster, file), prefix, values);
  if (body === undefined) throw new Error(`snippets/${file}.code-snippets has no ${prefix}`);
  await openBeside(language, '');
  await vscode.window.activeTextEditor?.insertSnippet(new vscode.SnippetString(body));
}

async function openBeside(language: string, content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: false });
}
