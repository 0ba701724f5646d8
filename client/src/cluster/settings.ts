/** The settings of a connection, as VS Code has them now. */
import { proxyFrom, proxyFromEnvironment } from '@nomad/api';
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

/** The proxy to an address: VS Code's own settings first, then `HTTP_PROXY` and its like, as they are at that moment. */
export function proxyNow(origin: string): string | undefined {
  const settings = vscode.workspace.getConfiguration('http');
  if (settings.get('proxySupport') === 'off') return undefined;
  const proxy = settings.get<string>('proxy')?.trim();
  if (!proxy) return proxyFromEnvironment(process.env)(origin);
  const listed = settings.get<readonly string[]>('noProxy') ?? [];
  const noProxy = listed.length > 0 ? listed.join(',') : process.env.NO_PROXY || process.env.no_proxy;
  return proxyFrom({ http: proxy, https: proxy, noProxy })(origin);
}
