/** Texts that came from the cluster, as documents that nobody has to save. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';

const SCHEME = 'nomad-text';
const texts = new Map<string, string>();
const provided = new WeakSet<Cluster>();

/** @param name of the document: what its tab shows, with an extension that gives the language */
export function readOnlyText(cluster: Cluster, name: string, text: string): vscode.Uri {
  if (!provided.has(cluster)) {
    provided.add(cluster);
    const provideTextDocumentContent = (uri: vscode.Uri) => texts.get(uri.toString()) ?? 'This text is gone.';
    cluster.onDispose(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, { provideTextDocumentContent }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => texts.delete(uri.toString())),
    );
  }
  // Told apart by the moment: a document that is open keeps the text it has.
  const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}`, query: String(Date.now()) });
  texts.set(uri.toString(), text);
  return uri;
}
