/** All commands that talk to a cluster. The manifest has the same list; a test compares them. */
import { agentCommands } from '../agent/commands';
import { deployCommands } from '../deploy/commands';
import { nodeCommands } from '../nodes/commands';
import { storageCommands } from '../storage/commands';
import { troubleshootCommands } from '../troubleshoot/commands';
import { variableCommands } from '../variables/commands';
import { versionCommands } from '../versions/commands';
import { viewCommands } from '../views/commands';
import { volumeCommands } from '../volumes/commands';
import { exec } from './alloc-exec';
import { browseFiles } from './alloc-fs';
import { followLogs } from './alloc-logs';
import { restartAllocation } from './alloc-restart';
import { sendSignal } from './alloc-signal';
import { showAllocation } from './alloc-status';
import { stopAllocation } from './alloc-stop';
import { addCluster } from './cluster-add';
import { clearToken, openSettings, setAddress, setToken } from './cluster-settings';
import { switchCluster } from './cluster-switch';
import type { Command } from './command';
import { failDeployment, pauseDeployment, promoteDeployment, resumeDeployment } from './deployment';
import { showEvaluations } from './eval-list';
import { runAction } from './job-action';
import { compare } from './job-compare';
import { dispatch } from './job-dispatch';
import { forcePeriodic } from './job-periodic-force';
import { plan } from './job-plan';
import { restart } from './job-restart';
import { revert } from './job-revert';
import { run } from './job-run';
import { scale } from './job-scale';
import { start } from './job-start';
import { showJob } from './job-status';
import { stop } from './job-stop';
import { validate } from './job-validate';
import { chooseVariables } from './job-variables';
import { showNode } from './node-status';
import { showServers } from './server-members';

export type { Command } from './command';

export const commands: readonly Command[] = [
  { id: 'nomad.job.plan', title: 'Plan Job', run: plan },
  { id: 'nomad.job.run', title: 'Run Job', run },
  { id: 'nomad.job.stop', title: 'Stop Job', run: stop },
  { id: 'nomad.job.compare', title: 'Compare with Running Source', run: compare },
  { id: 'nomad.job.validate', title: 'Validate Job on Cluster', run: validate },
  { id: 'nomad.job.variables', title: 'Choose Variables of Job', run: chooseVariables },
  { id: 'nomad.job.status', title: 'Show Job', run: showJob },
  { id: 'nomad.job.restart', title: 'Restart Job', run: restart },
  { id: 'nomad.job.scale', title: 'Scale Job', run: scale },
  { id: 'nomad.job.dispatch', title: 'Dispatch Job', run: dispatch },
  { id: 'nomad.job.periodicForce', title: 'Start Periodic Job Now', run: forcePeriodic },
  { id: 'nomad.job.revert', title: 'Revert Job', run: revert },
  { id: 'nomad.job.start', title: 'Start Stopped Job', run: start },
  { id: 'nomad.job.action', title: 'Run Action of Job', run: runAction },
  { id: 'nomad.deployment.promote', title: 'Promote Canaries', run: promoteDeployment },
  { id: 'nomad.deployment.pause', title: 'Pause Deployment', run: pauseDeployment },
  { id: 'nomad.deployment.resume', title: 'Resume Deployment', run: resumeDeployment },
  { id: 'nomad.deployment.fail', title: 'Fail Deployment', run: failDeployment },
  { id: 'nomad.alloc.status', title: 'Show Allocation', run: showAllocation },
  { id: 'nomad.alloc.logs', title: 'Follow Logs', run: followLogs },
  { id: 'nomad.alloc.exec', title: 'Open Shell in Task', run: exec },
  { id: 'nomad.alloc.fs', title: 'Browse Files of Allocation', run: browseFiles },
  { id: 'nomad.alloc.signal', title: 'Send Signal to Task', run: sendSignal },
  { id: 'nomad.alloc.restart', title: 'Restart Allocation', run: restartAllocation },
  { id: 'nomad.alloc.stop', title: 'Stop Allocation', run: stopAllocation },
  { id: 'nomad.node.status', title: 'Show Node', run: showNode },
  { id: 'nomad.server.members', title: 'Show Servers', run: showServers },
  { id: 'nomad.eval.list', title: 'Show Evaluations', run: showEvaluations },
  { id: 'nomad.cluster.switch', title: 'Switch Cluster', run: switchCluster },
  { id: 'nomad.cluster.add', title: 'Add Cluster', run: addCluster },
  { id: 'nomad.cluster.setAddress', title: 'Set Cluster Address', run: setAddress },
  { id: 'nomad.cluster.setToken', title: 'Set Token', run: setToken },
  { id: 'nomad.cluster.clearToken', title: 'Forget Token', run: clearToken },
  { id: 'nomad.cluster.openSettings', title: 'Open Cluster Settings', run: openSettings, apart: true },
  { id: 'nomad.cluster.showLog', title: 'Show Cluster Log', run: ({ output }) => output.show(), apart: true },
  ...nodeCommands,
  ...volumeCommands,
  ...variableCommands,
  ...versionCommands,
  ...viewCommands,
  ...troubleshootCommands,
  ...deployCommands,
  ...storageCommands,
  ...agentCommands,
];
