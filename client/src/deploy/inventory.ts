/** Finds an inventory where no setting names one; what was chosen is remembered for the workspace. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { pathFrom } from './ansible-task';

const PATTERN = '{inventory,inventories}/**/*.{yml,yaml,ini,toml}';
const KEY = 'nomad.ansible.inventory';

/** @returns its path, an empty text when Ansible's own configuration knows one, undefined when nobody chose */
export async function chooseInventory(cluster: Cluster, folder: vscode.Uri): Promise<string | undefined> {
  const found = await vscode.workspace.findFiles(
    new vscode.RelativePattern(folder, PATTERN),
    '**/{group,host}_vars/**',
    200,
  );
  const paths = found.map((uri) => pathFrom(folder, uri)).sort();
  const [only] = paths;
  if (paths.length === 1) return only;
  const before = cluster.memory.get<string>(KEY);
  const items = [
    ...paths.map((path) => ({ label: path, description: path === before ? 'as last time' : undefined, path })),
    { label: "The one of Ansible's own configuration", description: 'ansible.cfg, ANSIBLE_INVENTORY', path: '' },
  ].sort((a, b) => Number(b.path === before) - Number(a.path === before));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: 'Which inventory?' });
  if (picked) await cluster.memory.update(KEY, picked.path);
  return picked?.path;
}
