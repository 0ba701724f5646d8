/** Commands that say which cluster is meant and with which token. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { addressProblem } from '../cluster/connection';
import { ENVIRONMENT } from '../cluster/contexts';

/** @returns whether an address was set */
export async function setAddress(cluster: Cluster): Promise<boolean> {
  if (cluster.context().name !== ENVIRONMENT) {
    // The address of a named cluster stands in its entry.
    await openSettings();
    return false;
  }
  const settings = vscode.workspace.getConfiguration('nomad');
  // A value of the workspace would win over one of the user.
  const inWorkspace = Boolean(settings.inspect('address')?.workspaceValue);
  const address = await vscode.window.showInputBox({
    title: 'Address of the Nomad cluster',
    prompt: `http://, https:// or unix://. Kept in ${inWorkspace ? "the workspace's" : 'your user'} settings.`,
    value: cluster.address(),
    ignoreFocusOut: true,
    validateInput: (text) => addressProblem(text),
  });
  if (!address) return false;
  const target = inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await settings.update('address', address.trim(), target);
  return true;
}

/** @returns whether a token was set */
export async function setToken(cluster: Cluster): Promise<boolean> {
  const { address, tokenKey } = cluster.context();
  const token = await vscode.window.showInputBox({
    title: `Token for ${cluster.describe()}`,
    prompt: "The secret ID. Kept in VS Code's secret storage, sent to this address only.",
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => (/^\S+$/.test(text.trim()) ? undefined : 'A token has no blanks.'),
  });
  if (!token) return false;
  await cluster.tokens.set(tokenKey, token.trim());
  vscode.window.showInformationMessage(`The token for ${cluster.describe()} is kept.`);
  cluster.output.info(`token set for ${address}`);
  return true;
}

export async function clearToken(cluster: Cluster): Promise<void> {
  const { tokenKey } = cluster.context();
  const place = cluster.describe();
  const had = (await cluster.tokens.get(tokenKey)) !== undefined;
  await cluster.tokens.clear(tokenKey);
  const left = process.env.NOMAD_TOKEN ? ' NOMAD_TOKEN of the environment is still there.' : '';
  vscode.window.showInformationMessage(
    `${had ? `The token for ${place} is forgotten.` : `No token was kept for ${place}.`}${left}`,
  );
}

export async function openSettings(): Promise<void> {
  await vscode.commands.executeCommand(
    'workbench.action.openSettings',
    '@ext:nomad-job-authoring.nomad-job-authoring nomad',
  );
}
