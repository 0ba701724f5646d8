/** The settings of a connection, as VS Code has them now. */
import * as vscode from 'vscode';
import type { ClusterSettings } from './connection';

/** The named clusters: the person's own, and those that the workspace brings where it is trusted. */
export function readClusters(): { readonly user: unknown; readonly workspace: unknown } {
  const clusters = vscode.workspace.getConfiguration('nomad').inspect<unknown>('clusters');
  return { user: clusters?.globalValue, workspace: vscode.workspace.isTrusted ? clusters?.workspaceValue : undefined };
}

export function readSettings(): ClusterSettings {
  const settings = vscode.workspace.getConfiguration('nomad');
  const text = (name: string) => settings.get<string>(name)?.trim() || undefined;
  const address = settings.inspect<string>('address');
  return {
    address: text('address'),
    addressFromWorkspace: Boolean(address?.workspaceValue || address?.workspaceFolderValue),
    namespace: text('namespace'),
    region: text('region'),
    caCert: text('tls.caCert'),
    clientCert: text('tls.clientCert'),
    clientKey: text('tls.clientKey'),
    serverName: text('tls.serverName'),
    skipVerify: settings.get<boolean>('tls.skipVerify') || undefined,
  };
}
