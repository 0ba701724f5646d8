/** What talks to a cluster: only where the extension runs on a machine, since a browser may not reach one. */

import { commands, type ExtensionContext, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { activateViews } from './activate-views';
import { createCluster } from './cluster';
import { commands as clusterCommands } from './commands';
import { createAskForJob } from './job-for-api';
import type { Status } from './status';

/**
 * Registers the cluster's commands. Nothing is asked of it before one of them is used; the status bar is quiet about it
 * until somebody has said which one is meant, or used a command.
 */
export function activateCluster(context: ExtensionContext, status: Status, server: BaseLanguageClient): void {
  const output = window.createOutputChannel('Nomad Cluster', { log: true });
  const cluster = createCluster(context, output, createAskForJob(server));
  let wanted = cluster.isNamed();

  const show = () => status.setCluster(wanted ? { text: cluster.label(), ...cluster.context() } : undefined);
  const registrations = clusterCommands.map(({ id, run }) =>
    commands.registerCommand(id, (...args: unknown[]) => {
      wanted = true;
      show();
      return run(cluster, ...args);
    }),
  );
  const changes = cluster.onDidChange(() => {
    wanted ||= cluster.isNamed();
    show();
  });
  context.subscriptions.push(output, cluster, changes, ...registrations);
  activateViews(context, cluster, server);
  show();
}
