/** The task type `nomad-ansible`: a deployment that can also stand in tasks.json. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { type AnsibleSettings, type CommandLine, deployCommand } from './ansible-command';
import { ansibleFolder, ansibleSettings } from './ansible-settings';
import { whyAskFor } from './may-run';

export const TASK_TYPE = 'nomad-ansible';

/** In tasks.json (manifest, `taskDefinitions`); what is absent comes from the settings. */
interface AnsibleTask extends vscode.TaskDefinition {
  /** Path of the job file, relative to where Ansible runs. */
  readonly job: string;
  readonly playbook?: string;
  readonly inventory?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly arguments?: readonly string[];
}

export function registerAnsibleTasks(cluster: Cluster): vscode.Disposable {
  return vscode.tasks.registerTaskProvider(TASK_TYPE, {
    // One for the file that one works on: a task for each job of a repository would hide all others.
    async provideTasks() {
      const document = vscode.window.activeTextEditor?.document;
      if (document?.languageId !== 'nomad' || document.uri.scheme === 'untitled') return [];
      // A task starts without a question, so there is none where one would be asked: the command does it.
      const { production, readOnly } = cluster.context();
      if (production || readOnly || whyAskFor(document)) return [];
      const folder = ansibleFolder(document.uri);
      const settings = ansibleSettings(document.uri);
      if (!folder || !(await exists(vscode.Uri.joinPath(folder, settings.playbook)))) return [];
      const job = pathFrom(folder, document.uri);
      return [deploymentTask(document.uri, { type: TASK_TYPE, job })];
    },
    resolveTask: (task) => {
      const definition = task.definition as AnsibleTask;
      if (typeof definition.job !== 'string') return undefined;
      const scope = typeof task.scope === 'object' ? task.scope.uri : undefined;
      return deploymentTask(scope, definition);
    },
  });
}

/** @param scope a file or folder whose settings count */
export function deploymentTask(scope: vscode.Uri | undefined, definition: AnsibleTask): vscode.Task {
  const settings: AnsibleSettings = { ...ansibleSettings(scope), ...given(definition) };
  return ansibleTask(scope, definition, definition.job, deployCommand(settings, definition.job));
}

export function ansibleTask(
  scope: vscode.Uri | undefined,
  definition: vscode.TaskDefinition,
  name: string,
  { program, args }: CommandLine,
): vscode.Task {
  const cwd = ansibleFolder(scope)?.fsPath;
  // A process, no shell: nothing in a path or a value is taken for a command.
  const execution = new vscode.ProcessExecution(program, [...args], { cwd });
  const folder = (scope && vscode.workspace.getWorkspaceFolder(scope)) ?? vscode.TaskScope.Workspace;
  const matchers = ['$nomad-ansible', '$nomad-ansible-origin'];
  const task = new vscode.Task(definition, folder, name, 'Ansible', execution, matchers);
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true };
  return task;
}

function given({ playbook, inventory, variables, arguments: more }: AnsibleTask): Partial<AnsibleSettings> {
  const all = { playbook, inventory, variables, arguments: more };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** With slashes; absolute when the file is not inside. */
export function pathFrom(folder: vscode.Uri, file: vscode.Uri): string {
  const inside = file.path.startsWith(`${folder.path.replace(/\/$/, '')}/`);
  return inside ? file.path.slice(folder.path.replace(/\/$/, '').length + 1) : file.fsPath;
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  return (await Promise.resolve(vscode.workspace.fs.stat(uri)).catch(() => undefined)) !== undefined;
}
