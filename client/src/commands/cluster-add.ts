/** `nomad.cluster.add`: names a cluster in the person's settings, and uses it. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { addressProblem } from '../cluster/connection';
import { ENVIRONMENT } from '../cluster/contexts';
import { readClusters } from '../cluster/settings';

export async function addCluster(cluster: Cluster): Promise<void> {
  const names = cluster.contexts().all.map(({ name }) => name);
  const name = await vscode.window.showInputBox({
    title: 'Add a cluster (1 of 3): its name',
    prompt: 'As the status bar shall show it, such as lab or prod-eu.',
    ignoreFocusOut: true,
    validateInput(text) {
      if (text.trim() === '') return 'A cluster needs a name.';
      if (text.trim() === ENVIRONMENT) return `"${ENVIRONMENT}" is the one of NOMAD_ADDR: choose another name.`;
      return names.includes(text.trim()) ? `There is a cluster "${text.trim()}" already.` : undefined;
    },
  });
  if (!name) return;
  const address = await vscode.window.showInputBox({
    title: 'Add a cluster (2 of 3): its address',
    prompt: 'http://, https:// or unix://; no password in it.',
    value: 'https://',
    ignoreFocusOut: true,
    validateInput: (text) => addressProblem(text),
  });
  if (!address) return;
  const kind = await vscode.window.showQuickPick(
    [
      { label: 'Changes are asked for by a button', marks: {} },
      {
        label: 'Production',
        description: 'red in the status bar; changes are asked for by the name of the job',
        marks: { production: true },
      },
      {
        label: 'Production, read only',
        description: 'nothing is changed from here',
        marks: { production: true, readOnly: true },
      },
    ],
    { title: `Add a cluster (3 of 3): how careful with "${name.trim()}"?` },
  );
  if (!kind) return;
  const { user } = readClusters();
  const entry = { name: name.trim(), address: address.trim(), ...kind.marks };
  const settings = vscode.workspace.getConfiguration('nomad');
  const entries = [...(Array.isArray(user) ? user : []), entry];
  await settings.update('clusters', entries, vscode.ConfigurationTarget.Global);
  await cluster.use(entry.name);
  const chosen = await vscode.window.showInformationMessage(
    `Commands talk to ${cluster.label()} now. Namespace, region and certificates can be set in the settings.`,
    'Set Token…',
    'Open Settings',
  );
  if (chosen === 'Set Token…') await vscode.commands.executeCommand('nomad.cluster.setToken');
  if (chosen === 'Open Settings') await vscode.commands.executeCommand('nomad.cluster.openSettings');
}
