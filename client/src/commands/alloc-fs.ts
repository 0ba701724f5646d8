/** `nomad.alloc.fs`: looks through the files of an allocation, and opens them read only. */
import type { FileInfo } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { allocationUri } from '../cluster/allocation-files';
import { fileItems, parentOf } from './file-items';
import { type ChosenAllocation, pickAllocation } from './pick-allocation';
import { targetOf } from './targets';

/** @param argument may name a `path`: a folder to begin with, or a file to open */
export async function browseFiles(cluster: Cluster, argument?: unknown): Promise<void> {
  const chosen = await pickAllocation(cluster, argument, { title: 'Look at the files', running: false });
  if (!chosen) return;
  const given = (argument as { path?: unknown } | undefined)?.path;
  const { task } = targetOf(argument);
  let path = typeof given === 'string' ? given.replace(/^\/+|\/+$/g, '') : (task ?? '');
  if (path !== '' && !(await isFolder(cluster, chosen, path))) return openFile(cluster, chosen, path);
  for (;;) {
    const picked = await pickEntry(cluster, chosen, path);
    if (!picked) return;
    if (picked.to === undefined) return void addToWorkspace(cluster, chosen, path);
    if (picked.open) return openFile(cluster, chosen, picked.to);
    path = picked.to;
  }
}

interface Picked {
  /** Path of a folder or a file; undefined: the folder shall be shown in the explorer. */
  readonly to?: string;
  readonly open?: boolean;
}

async function pickEntry(cluster: Cluster, chosen: ChosenAllocation, path: string): Promise<Picked | undefined> {
  const { id, namespace, allocation } = chosen;
  const found = await cluster.attempt(`Reading /${path}`, (client, signal) =>
    client.files.list(id, path || '/', { namespace, signal }),
  );
  if (!found) return undefined;
  const items: (vscode.QuickPickItem & { readonly choice: Picked })[] = [
    ...(path === '' ? [] : [{ label: '$(arrow-up) ..', choice: { to: parentOf(path) } }]),
    ...fileItems(found as readonly FileInfo[]).map(({ name, folder, label, description, readable }) => ({
      label,
      description,
      choice: readable ? { to: path === '' ? name : `${path}/${name}`, open: !folder } : { to: path },
    })),
    { label: '', kind: vscode.QuickPickItemKind.Separator, choice: {} },
    { label: '$(folder-opened) Show this folder in the explorer', choice: {} },
  ];
  const options = { title: `${allocation.Name} on ${cluster.label()}: /${path}`, matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, options))?.choice;
}

async function isFolder(cluster: Cluster, { id, namespace }: ChosenAllocation, path: string): Promise<boolean> {
  const found = await cluster.attempt(`Looking at /${path}`, (client, signal) =>
    client.files.stat(id, path, { namespace, signal }),
  );
  return found?.IsDir ?? true;
}

async function openFile(cluster: Cluster, { id, namespace }: ChosenAllocation, path: string): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', allocationUri(cluster, id, path, namespace), { preview: true });
}

/** A folder more in the explorer, beside those that are there. */
async function addToWorkspace(cluster: Cluster, chosen: ChosenAllocation, path: string): Promise<void> {
  const { id, namespace, allocation } = chosen;
  const folders = vscode.workspace.workspaceFolders ?? [];
  const sure = await vscode.window.showWarningMessage(
    `Show the files of ${allocation.Name} as a folder in the explorer?`,
    {
      modal: true,
      detail:
        'VS Code makes a workspace of several folders for that, and starts its extensions again. Read only; remove the folder when it is no longer wanted.',
    },
    'Show',
  );
  if (sure !== 'Show') return;
  const uri = allocationUri(cluster, id, path, namespace);
  vscode.workspace.updateWorkspaceFolders(folders.length, 0, { uri, name: `${allocation.Name}:/${path}` });
}
