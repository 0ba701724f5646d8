/** The views that show a cluster, and what is drawn into job files: only where the extension runs on a machine. */

import type { ExtensionContext } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Cluster } from './cluster';
import { registerAnsibleTasks } from './deploy/ansible-task';
import { useHome } from './extension-home';
import { useServer } from './storage/ask-server';
import { allowWalkthrough } from './views/examples';
import { createExplorer } from './views/explorer';
import { registerJobLenses } from './views/job-lens';

/** Registers them. Nothing is asked of the cluster before one of them is looked at. */
export function activateViews(context: ExtensionContext, cluster: Cluster, server: BaseLanguageClient): void {
  useHome(cluster, context);
  allowWalkthrough();
  useServer(cluster, server);
  createExplorer(cluster);
  cluster.onDispose(registerJobLenses(server), registerAnsibleTasks(cluster));
}
