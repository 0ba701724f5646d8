/** What talks to a cluster: only where the extension runs on a machine, since a browser may not reach one. */

import { commands, type ExtensionContext, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { activateViews } from './activate-views';
import { createCluster } from './cluster';
import { createClusterKnowledge } from './cluster-facts';
import { commands as clusterCommands } from './commands';
import { createAskForJob } from './job-for-api';
import type { Status } from './status';

/**
 * Registers the cluster's commands. Nothing is asked of it before one of them is used, or a job file is open and somebody
 * has said which cluster is meant; before that the status bar is quiet about it.
 */
export function activateCluster(context: ExtensionContext, status: Status, server: BaseLanguageClient): void {
  const output = window.createOutputChannel('Nomad Cluster', { log: true });
  const cluster = createCluster(context, output, createAskForJob(server));
  let wanted = cluster.isNamed();

  const knowledge = createClusterKnowledge(cluster, server);
  const show = () =>
    status.setCluster(
      wanted ? { text: cluster.label(), known: knowledge.describe(), ...cluster.context() } : undefined,
    );
  const registrations = clusterCommands.map(({ id, run, apart }) =>
    commands.registerCommand(id, (...args: unknown[]) => {
      if (!apart) {
        wanted = true;
        knowledge.want();
        show();
      }
      return run(cluster, ...args);
    }),
  );
  const changes = cluster.onDidChange(() => {
    wanted ||= cluster.isNamed();
    show();
  });
  context.subscriptions.push(output, cluster, changes, knowledge, knowledge.onDidChange(show), ...registrations);
  activateViews(context, cluster, server);
  show();
}
