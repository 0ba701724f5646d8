/** All commands that talk to a cluster. The manifest has the same list; a test compares them. */
import { agentCommands } from '../agent/commands';
import { deployCommands } from '../deploy/commands';
import { storageCommands } from '../storage/commands';
import { troubleshootCommands } from '../troubleshoot/commands';
import { viewCommands } from '../views/commands';
import { addCluster } from './cluster-add';
import { clearToken, openSettings, setAddress, setToken } from './cluster-settings';
import { switchCluster } from './cluster-switch';
import type { Command } from './command';
import { compare } from './job-compare';
import { plan } from './job-plan';
import { run } from './job-run';
import { stop } from './job-stop';

export type { Command } from './command';

export const commands: readonly Command[] = [
  { id: 'nomad.job.plan', title: 'Plan Job', run: plan },
  { id: 'nomad.job.run', title: 'Run Job', run },
  { id: 'nomad.job.stop', title: 'Stop Job', run: stop },
  { id: 'nomad.job.compare', title: 'Compare with Running Source', run: compare },
  { id: 'nomad.cluster.switch', title: 'Switch Cluster', run: switchCluster },
  { id: 'nomad.cluster.add', title: 'Add Cluster', run: addCluster },
  { id: 'nomad.cluster.setAddress', title: 'Set Cluster Address', run: setAddress },
  { id: 'nomad.cluster.setToken', title: 'Set Token', run: setToken },
  { id: 'nomad.cluster.clearToken', title: 'Forget Token', run: clearToken },
  { id: 'nomad.cluster.openSettings', title: 'Open Cluster Settings', run: openSettings },
  ...viewCommands,
  ...troubleshootCommands,
  ...deployCommands,
  ...storageCommands,
  ...agentCommands,
];
