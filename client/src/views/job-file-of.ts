/** The file of a job in the workspace, as the explorer finds it. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { explorerOf } from './explorer';

export async function jobFileOf(cluster: Cluster, namespace: string, id: string): Promise<vscode.Uri | undefined> {
  const files = (await explorerOf(cluster)?.files()) ?? [];
  const home = cluster.client().namespace ?? 'default';
  const all = files.filter(
    (file) => file.jobId === id && (file.namespace ?? home) === namespace && file.kept !== 'reference',
  );
  const found = all.find(({ kept }) => kept === undefined) ?? all[0];
  return found && vscode.Uri.parse(found.uri);
}
