/**
 * `nomad.deploy.ansible` and `nomad.deploy.provisionVolume`: shown before they run, then run as tasks. The inventory says
 * where they go; while the chosen cluster is production, or read only, they are held to that like every other change.
 */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { confirmInProduction, mayChange } from '../cluster/guard';
import { chooseDocument, writtenJob } from '../commands/choose-document';
import { type AnsibleSettings, type CommandLine, deployCommand, shownCommand, volumeCommand } from './ansible-command';
import { ansibleFolder, ansibleSettings } from './ansible-settings';
import { ansibleTask, exists, pathFrom, TASK_TYPE } from './ansible-task';
import { hostVolumesIn } from './host-volumes';
import { chooseInventory } from './inventory';
import { mayRun } from './may-run';

/** @param target a job file, a row of the explorer, or nothing for the active editor */
export async function deployWithAnsible(cluster: Cluster, target?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const document = await chooseDocument(target);
  if (!document || !(await isReady(document)) || !(await mayRun(document))) return;
  const prepared = await prepare(cluster, document.uri, 'playbook');
  if (!prepared) return;
  const { folder, settings } = prepared;
  const job = pathFrom(folder, document.uri);
  const command = deployCommand(settings, job);
  if (!(await confirm(`Deploy ${job} with Ansible?`, command, await trapOf(cluster, document)))) return;
  const id = writtenJob(document.getText())?.id;
  const agreed = id
    ? await confirmInProduction(cluster, `Deploy job "${id}" with Ansible`, id)
    : await confirmInProduction(cluster, `Deploy ${job} with Ansible`, nameOf(document.uri), 'file');
  if (!agreed) return;
  // Ansible reads the file from the disk.
  await document.save();
  await vscode.tasks.executeTask(ansibleTask(document.uri, { type: TASK_TYPE, job }, job, command));
}

/** @param target as above; the host volumes of that job are offered */
export async function provisionVolume(cluster: Cluster, target?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const document = vscode.window.activeTextEditor || target ? await chooseDocument(target) : undefined;
  const scope = document?.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!scope || (document && !(await isReady(document)))) return;
  const volume = await chooseVolume(document ? hostVolumesIn(document.getText()) : []);
  if (!volume) return;
  const prepared = await prepare(cluster, scope, 'volumePlaybook');
  if (!prepared) return;
  const command = volumeCommand(prepared.settings, volume);
  if (!(await confirm(`Provide host volume "${volume}" with Ansible?`, command))) return;
  const what = `Provide host volume "${volume}" with Ansible`;
  if (!(await confirmInProduction(cluster, what, volume, 'volume'))) return;
  const definition = { type: TASK_TYPE, job: volume };
  await vscode.tasks.executeTask(ansibleTask(scope, definition, `volume ${volume}`, command));
}

async function isReady({ uri }: vscode.TextDocument): Promise<boolean> {
  if (!vscode.workspace.isTrusted) {
    vscode.window.showInformationMessage('Programs are started only in folders that you trust. Trust this one first.');
    return false;
  }
  if (uri.scheme === 'untitled') {
    vscode.window.showInformationMessage('Save the job file first: Ansible reads it from the disk.');
    return false;
  }
  return true;
}

/** The settings with an inventory, once the playbook is known to be there. */
async function prepare(
  cluster: Cluster,
  scope: vscode.Uri,
  playbook: 'playbook' | 'volumePlaybook',
): Promise<{ readonly folder: vscode.Uri; readonly settings: AnsibleSettings } | undefined> {
  const folder = ansibleFolder(scope);
  if (!folder) {
    vscode.window.showInformationMessage('Open the folder that holds the playbooks first: Ansible runs in it.');
    return undefined;
  }
  const settings = ansibleSettings(scope);
  if (!(await exists(vscode.Uri.joinPath(folder, settings[playbook])))) {
    const message = `There is no playbook ${settings[playbook]} in ${folder.fsPath}. The setting nomad.ansible.${playbook} names it.`;
    if (await vscode.window.showErrorMessage(message, 'Open Settings')) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'nomad.ansible');
    }
    return undefined;
  }
  const inventory = settings.inventory || (await chooseInventory(cluster, folder));
  return inventory === undefined ? undefined : { folder, settings: { ...settings, inventory } };
}

async function confirm(question: string, command: CommandLine, trap?: string): Promise<boolean> {
  const shown = shownCommand(command);
  for (;;) {
    const detail = [shown, trap].filter(Boolean).join('\n\n');
    const chosen = await vscode.window.showInformationMessage(question, { modal: true, detail }, 'Run', 'Copy');
    if (chosen !== 'Copy') return chosen === 'Run';
    await vscode.env.clipboard.writeText(shown);
  }
}

/** The playbook's module reads the file as it is: variables of the environment are not for it. */
async function trapOf(cluster: Cluster, document: vscode.TextDocument): Promise<string | undefined> {
  const open = ((await cluster.askForJob(document, {}))?.unset ?? []).map((name) => `"${name}"`);
  if (open.length === 0) return undefined;
  const what = open.length === 1 ? `Variable ${open[0]} has` : `Variables ${open.join(', ')} have`;
  return `${what} no default. Ansible's module does not look at NOMAD_VAR_…: give a default, or pass values in a way that the playbook knows (nomad.ansible.variables).`;
}

const nameOf = ({ path }: vscode.Uri): string => path.slice(path.lastIndexOf('/') + 1);

async function chooseVolume(names: readonly string[]): Promise<string | undefined> {
  const other = 'Another name…';
  const picked =
    names.length === 0
      ? other
      : await vscode.window.showQuickPick([...names, other], { placeHolder: 'Which host volume should be provided?' });
  if (picked !== other) return picked;
  return vscode.window.showInputBox({
    title: 'Name of the host volume',
    validateInput: (name) =>
      /^[\w.-]+$/.test(name) ? undefined : 'A name has letters, digits, dots, hyphens and underscores.',
  });
}
