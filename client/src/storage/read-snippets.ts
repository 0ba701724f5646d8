/** The snippets that the extension brings, for commands that put values into them. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { homeOf } from '../extension-home';
import type { SnippetFile } from './fill-snippet';

/** @param file `job` or `volume`: which of the extension's snippet files */
export async function readSnippets(cluster: Cluster, file: 'job' | 'volume'): Promise<SnippetFile> {
  const uri = vscode.Uri.joinPath(homeOf(cluster).files, 'snippets', `${file}.code-snippets`);
  return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri))) as SnippetFile;
}
