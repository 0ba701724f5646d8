/** The files of allocations as a read-only file system of the editor: `nomad-fs:/<allocation>/<path>?…`. */
import { isNomadError, type NomadClient } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from './index';

export const FILES_SCHEME = 'nomad-fs';

const registered = new WeakSet<Cluster>();

/** The address of a file or folder; the file system is there from the first time on. */
export function allocationUri(
  cluster: Cluster,
  allocation: string,
  path: string,
  namespace: string | undefined,
): vscode.Uri {
  if (!registered.has(cluster)) {
    registered.add(cluster);
    const provider = createProvider(cluster);
    cluster.onDispose(
      vscode.workspace.registerFileSystemProvider(FILES_SCHEME, provider, { isReadonly: true, isCaseSensitive: true }),
    );
  }
  // The cluster goes along: a document of another one must not show a stranger's file after a switch.
  const query = new URLSearchParams({ cluster: cluster.context().tokenKey, namespace: namespace ?? '' }).toString();
  return vscode.Uri.from({ scheme: FILES_SCHEME, path: `/${allocation}/${path.replace(/^\/+/, '')}`, query });
}

function createProvider(cluster: Cluster): vscode.FileSystemProvider {
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const ask = async <T>(
    uri: vscode.Uri,
    read: (client: NomadClient, allocation: string, path: string, namespace: string | undefined) => Promise<T>,
  ): Promise<T> => {
    const [, allocation = '', ...parts] = uri.path.split('/');
    const query = new URLSearchParams(uri.query);
    const owner = query.get('cluster');
    if (owner !== cluster.context().tokenKey) {
      throw vscode.FileSystemError.Unavailable(`This file is on ${owner}; commands talk to ${cluster.describe()} now.`);
    }
    try {
      return await read(cluster.client(), allocation, parts.join('/'), query.get('namespace') || undefined);
    } catch (error) {
      throw fileError(error, uri);
    }
  };
  const refuse = (): never => {
    throw vscode.FileSystemError.NoPermissions('Files of an allocation can only be read.');
  };
  return {
    onDidChangeFile: changed.event,
    // What a task writes is not watched: open it again, or follow its logs.
    watch: () => new vscode.Disposable(() => {}),
    stat: (uri) =>
      ask(uri, async (client, allocation, path, namespace) => {
        const { IsDir, Size, ModTime } = await client.files.stat(allocation, path || '/', { namespace });
        const mtime = Date.parse(ModTime) || 0;
        const type = IsDir ? vscode.FileType.Directory : vscode.FileType.File;
        return { type, size: Size, mtime, ctime: mtime, permissions: vscode.FilePermission.Readonly };
      }),
    readDirectory: (uri) =>
      ask(uri, async (client, allocation, path, namespace) => {
        const found = await client.files.list(allocation, path || '/', { namespace });
        return found.map(({ Name, IsDir, FileMode }): [string, vscode.FileType] => [
          Name,
          IsDir ? vscode.FileType.Directory : FileMode.startsWith('-') ? vscode.FileType.File : vscode.FileType.Unknown,
        ]);
      }),
    readFile: (uri) =>
      ask(uri, (client, allocation, path, namespace) => client.files.read(allocation, path, { namespace })),
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
}

function fileError(error: unknown, uri: vscode.Uri): unknown {
  if (!isNomadError(error)) return error;
  if (error.kind === 'not-found') return vscode.FileSystemError.FileNotFound(uri);
  if (error.kind === 'forbidden' || /prohibited|escapes/.test(error.serverText ?? '')) {
    return vscode.FileSystemError.NoPermissions(error.message);
  }
  return vscode.FileSystemError.Unavailable(error.message);
}
