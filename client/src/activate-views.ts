/** The views that show a cluster, and what is drawn into job files: only where the extension runs on a machine. */

import type { Cluster } from './cluster';
import { registerAnsibleTasks } from './deploy/ansible-task';
import { createExplorer } from './views/explorer';
import { registerJobLenses } from './views/job-lens';

/** Registers them. Nothing is asked of the cluster before one of them is looked at. */
export function activateViews(cluster: Cluster): void {
  createExplorer(cluster);
  cluster.onDispose(registerJobLenses(), registerAnsibleTasks());
}
