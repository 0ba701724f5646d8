/** `nomad.job.menu`: everything that can be done with a job, one list away from its lens. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';

/** In the order in which they are wanted; empty texts part groups. */
const COMMANDS = [
  'nomad.job.status',
  'nomad.alloc.logs',
  'nomad.job.diagnose',
  'nomad.explorer.reveal',
  '',
  'nomad.job.restart',
  'nomad.job.scale',
  'nomad.job.versions',
  'nomad.job.revert',
  'nomad.job.start',
  'nomad.job.stop',
  '',
  'nomad.job.dispatch',
  'nomad.job.periodicForce',
  'nomad.job.action',
  'nomad.alloc.exec',
  '',
  'nomad.job.validate',
  'nomad.volume.check',
  'nomad.service.check',
  'nomad.port.who',
  '',
  'nomad.deploy.ansible',
  'nomad.deploy.provisionVolume',
  'nomad.job.archive',
  'nomad.ui.open',
] as const;

interface Item extends vscode.QuickPickItem {
  readonly command?: string;
}

/** @param target a job file, or nothing for the active editor */
export async function openJobMenu(cluster: Cluster, target?: unknown): Promise<void> {
  const title = titles();
  const items = COMMANDS.map((command): Item => {
    if (command === '') return { label: '', kind: vscode.QuickPickItemKind.Separator };
    return { label: title(command), command };
  });
  const picked = await vscode.window.showQuickPick(items, { title: `Job of this file, on ${cluster.label()}` });
  if (picked?.command === 'nomad.port.who') return vscode.commands.executeCommand(picked.command);
  if (picked?.command) await vscode.commands.executeCommand(picked.command, target);
}

/** As the palette has them: with the icon of their buttons. */
function titles(): (command: string) => string {
  const declared = vscode.extensions.all
    .flatMap(({ packageJSON }) => (packageJSON.contributes?.commands ?? []) as readonly Declared[])
    .filter(({ command }) => command.startsWith('nomad.'));
  const found = new Map(declared.map(({ command, title, icon }) => [command, `${icon ?? '$(blank)'} ${title}`]));
  return (command) => found.get(command) ?? command;
}

interface Declared {
  readonly command: string;
  readonly title: string;
  readonly icon?: string;
}
