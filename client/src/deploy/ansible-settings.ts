/** The settings `nomad.ansible.*` as VS Code has them now. */
import * as vscode from 'vscode';
import type { AnsibleSettings } from './ansible-command';

export function ansibleSettings(scope: vscode.Uri | undefined): AnsibleSettings {
  const settings = vscode.workspace.getConfiguration('nomad.ansible', scope);
  const text = (name: string) => settings.get<string>(name)?.trim() ?? '';
  return {
    program: settings.get<string[]>('program') ?? [],
    playbook: text('playbook'),
    volumePlaybook: text('volumePlaybook'),
    inventory: text('inventory'),
    jobVariable: text('jobVariable'),
    volumeVariable: text('volumeVariable'),
    variables: settings.get<Record<string, unknown>>('variables') ?? {},
    arguments: settings.get<string[]>('arguments') ?? [],
  };
}

/** Where Ansible runs: the folder of the settings, inside the workspace folder of a file. */
export function ansibleFolder(scope: vscode.Uri | undefined): vscode.Uri | undefined {
  const folder = (scope && vscode.workspace.getWorkspaceFolder(scope)) ?? vscode.workspace.workspaceFolders?.[0];
  const inside = vscode.workspace.getConfiguration('nomad.ansible', scope).get<string>('folder')?.trim();
  return folder && (inside ? vscode.Uri.joinPath(folder.uri, inside) : folder.uri);
}
