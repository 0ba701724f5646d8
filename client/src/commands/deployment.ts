/** `nomad.deployment.promote`, `.fail`, `.pause`: what a deployment under way can be told. */
import type { Deployment, JobChange, NomadClient } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { confirmChange, mayChange } from '../cluster/guard';
import { follow } from './follow';
import { targetOf } from './targets';

interface Order {
  /** As an infinitive, with a capital. */
  readonly verb: string;
  readonly doing: string;
  readonly detail: string;
  /** Which deployments it is for. */
  readonly fits: (deployment: Deployment) => boolean;
  /** What is said where none fits: `No deployment waits to be promoted`. */
  readonly none: string;
  readonly send: (client: NomadClient, id: string, namespace: string | undefined) => Promise<JobChange>;
}

const ORDERS = {
  promote: {
    verb: 'Promote',
    doing: 'Promoting',
    detail: 'The canaries stay, and the rest of the job follows them to the new version.',
    fits: ({ TaskGroups }) =>
      Object.values(TaskGroups ?? {}).some(({ DesiredCanaries, Promoted }) => DesiredCanaries > 0 && !Promoted),
    none: 'No deployment has canaries that wait to be promoted',
    send: (client, id, namespace) => client.deployments.promote(id, { namespace }),
  },
  fail: {
    verb: 'Fail',
    doing: 'Failing',
    detail: 'It ends as failed; groups with "auto_revert" go back to the last stable version.',
    fits: () => true,
    none: 'No deployment is under way',
    send: (client, id, namespace) => client.deployments.fail(id, { namespace }),
  },
  pause: {
    verb: 'Pause',
    doing: 'Pausing',
    detail: 'Nothing more is placed until it goes on. What runs, runs on.',
    fits: ({ Status }) => Status !== 'paused',
    none: 'No deployment is under way',
    send: (client, id, namespace) => client.deployments.pause(id, true, { namespace }),
  },
  resume: {
    verb: 'Resume',
    doing: 'Resuming',
    detail: 'The scheduler goes on where it was.',
    fits: ({ Status }) => Status === 'paused',
    none: 'No deployment is paused',
    send: (client, id, namespace) => client.deployments.pause(id, false, { namespace }),
  },
} satisfies Record<string, Order>;

export const promoteDeployment = (cluster: Cluster, argument?: unknown) => tell(cluster, argument, ORDERS.promote);
export const failDeployment = (cluster: Cluster, argument?: unknown) => tell(cluster, argument, ORDERS.fail);
export const pauseDeployment = (cluster: Cluster, argument?: unknown) => tell(cluster, argument, ORDERS.pause);
export const resumeDeployment = (cluster: Cluster, argument?: unknown) => tell(cluster, argument, ORDERS.resume);

async function tell(cluster: Cluster, argument: unknown, order: Order): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const deployment = await pickDeployment(cluster, argument, order);
  if (!deployment) return;
  const { ID, JobID, JobVersion, Namespace } = deployment;
  const what = `${order.verb} the deployment of job "${JobID}" to version ${JobVersion}`;
  const permit = await confirmChange(cluster, what, { button: order.verb, detail: order.detail, job: JobID });
  if (!permit) return;
  const since = Date.now();
  const title = `${order.doing} the deployment of job "${JobID}" on ${cluster.label()}`;
  const change = await cluster.attempt(title, (client) => order.send(client, ID, Namespace), permit);
  if (!change) return;
  if (change.EvalID) await follow(cluster, { evalId: change.EvalID, jobId: JobID, namespace: Namespace, since });
  else vscode.window.showInformationMessage(`Done: ${what} on ${cluster.label()}.`);
}

const UNDER_WAY = 'Status == "running" or Status == "paused" or Status == "pending" or Status == "blocked"';

/** The one of the job that is named, the only one, or one that is picked. */
async function pickDeployment(
  cluster: Cluster,
  argument: unknown,
  { verb, fits, none }: Order,
): Promise<Deployment | undefined> {
  const { jobId, namespace } = targetOf(argument);
  const found = await cluster.attempt('Looking for deployments', (client, signal) =>
    client.deployments.list({ namespace: namespace ?? '*', filter: UNDER_WAY, signal }),
  );
  if (!found) return undefined;
  const fitting = found.data.filter((one) => fits(one) && (jobId === undefined || one.JobID === jobId));
  const [only, ...others] = fitting;
  if (!only) {
    const of = jobId ? ` of job "${jobId}"` : '';
    vscode.window.showInformationMessage(`${none}${of} on ${cluster.label()}.`);
    return undefined;
  }
  if (others.length === 0) return only;
  const items = fitting.map((deployment) => ({
    label: deployment.JobID,
    description: [`version ${deployment.JobVersion}`, deployment.Status, deployment.Namespace].join(' · '),
    detail: deployment.StatusDescription,
    deployment,
  }));
  const options = { title: `${verb} a deployment on ${cluster.label()}`, placeHolder: 'Of which job?' };
  return (await vscode.window.showQuickPick(items, options))?.deployment;
}
