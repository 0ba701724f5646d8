/** Where the extension's own files are, and where it may keep files. */
import type { ExtensionContext, Uri } from 'vscode';
import type { Cluster } from './cluster';

export interface ExtensionHome {
  /** What is shipped: snippets, examples. */
  readonly files: Uri;
  /** A folder of its own, for all workspaces; it need not be there yet. */
  readonly storage: Uri;
}

const homes = new WeakMap<Cluster, ExtensionHome>();

export function useHome(cluster: Cluster, { extensionUri, globalStorageUri }: ExtensionContext): void {
  homes.set(cluster, { files: extensionUri, storage: globalStorageUri });
}

export function homeOf(cluster: Cluster): ExtensionHome {
  const home = homes.get(cluster);
  if (!home) throw new Error('the extension has not said where it is');
  return home;
}
