/** `nomad.variable.delete`: deletes a variable that nobody else has changed since it was listed. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { confirmChange, mayChange } from '../cluster/guard';
import { pickVariable } from './pick-variable';

export async function deleteVariable(cluster: Cluster, target?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const chosen = await pickVariable(cluster, target, 'Delete a variable');
  if (!chosen) return;
  const { path, namespace } = chosen;
  const found = await cluster.attempt(`Reading variable "${path}" on ${cluster.label()}`, (client, signal) =>
    client.variables.read(path, { namespace, signal }),
  );
  if (!found) return;
  const keys = Object.keys(found.data.Items)
    .sort()
    .map((key) => `"${key}"`)
    .join(', ');
  const permit = await confirmChange(cluster, `Delete variable "${path}" of namespace "${found.data.Namespace}"`, {
    button: 'Delete',
    detail: `Its keys ${keys} are gone. Templates that read them wait, and tasks that start have none.`,
    job: path,
    thing: 'variable',
  });
  if (!permit) return;
  const title = `Deleting variable "${path}" on ${cluster.label()}`;
  const checkIndex = found.data.ModifyIndex;
  const done = await cluster.attempt(
    title,
    (client) => client.variables.remove(path, { namespace, checkIndex }).then(() => true),
    permit,
  );
  if (done) vscode.window.showInformationMessage(`Variable "${path}" is deleted on ${cluster.label()}.`);
}
