/** Which variable of the cluster a command is for. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';

export interface ChosenVariable {
  readonly path: string;
  readonly namespace?: string;
}

/** The variable that a row of the explorer or a link names, or one that is picked. */
export async function pickVariable(
  cluster: Cluster,
  target: unknown,
  title: string,
): Promise<ChosenVariable | undefined> {
  const { variable, namespace } = (target ?? {}) as { readonly variable?: unknown; readonly namespace?: string };
  if (typeof variable === 'string') return { path: variable, namespace };
  const found = await cluster.attempt('Looking for variables', (client, signal) =>
    client.variables.list({ namespace: '*', signal }),
  );
  if (!found) return undefined;
  if (found.data.length === 0) {
    vscode.window.showInformationMessage(`There is no variable on ${cluster.label()} that this token may see.`);
    return undefined;
  }
  const items = found.data.map(({ Path, Namespace }) => ({
    label: Path,
    description: Namespace,
    variable: { path: Path, namespace: Namespace },
  }));
  const options = { title: `${title} on ${cluster.label()}`, placeHolder: 'Which variable?', matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, options))?.variable;
}
