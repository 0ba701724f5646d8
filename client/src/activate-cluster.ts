/** What talks to a cluster: only where the extension runs on a machine, since a browser may not reach one. */

import { commands, type ExtensionContext, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { activateViews } from './activate-views';
import { type Cluster, createCluster } from './cluster';
import { commands as clusterCommands } from './commands';
import { createAskForJob } from './job-for-api';
import type { Status } from './status';

/** Registers the cluster's commands. Nothing is asked of it, and nothing said about it, before one of them is used. */
export function activateCluster(context: ExtensionContext, status: Status, server: BaseLanguageClient): void {
  const output = window.createOutputChannel('Nomad Cluster', { log: true });
  const cluster = createCluster(context, output, createAskForJob(server));
  let wanted = isNamed();

  const show = () => status.setCluster(wanted ? { text: labelOf(cluster), production: false } : undefined);
  const registrations = clusterCommands.map(({ id, run }) =>
    commands.registerCommand(id, (...args: unknown[]) => {
      wanted = true;
      show();
      return run(cluster, ...args);
    }),
  );
  const changes = cluster.onDidChange(() => {
    wanted ||= isNamed();
    show();
  });
  context.subscriptions.push(output, cluster, changes, ...registrations);
  activateViews(cluster);
  show();
}

/** Whether the person has said which cluster is meant; until then the status bar is quiet about the usual address. */
function isNamed(): boolean {
  return Boolean(process.env.NOMAD_ADDR || workspace.getConfiguration('nomad').get<string>('address'));
}

/** An address that is none has no label; the command that needs it says what is wrong with it. */
function labelOf(cluster: Cluster): string {
  try {
    return cluster.label();
  } catch {
    return 'no valid address';
  }
}
