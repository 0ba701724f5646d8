/** Which job of the cluster a command is for. */
import { isNomadError, type Job, type JobStub, type NomadClient } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { writtenJob } from './choose-document';
import { targetOf } from './targets';

export interface ChosenJob {
  readonly id: string;
  readonly namespace?: string;
}

/** What of a job is looked at. */
export type JobFacts = Pick<JobStub, 'Status' | 'Stop' | 'Type' | 'Periodic' | 'ParameterizedJob'>;

export interface PickJob {
  /** What is asked: `Stop a job`. */
  readonly title: string;
  /** Which jobs are offered; all when left out. Children of dispatched and periodic jobs never are. */
  readonly fits?: (job: JobFacts) => boolean;
  /** What is said when none is there: `No job runs`. */
  readonly none: string;
  /** What such a job is called: `that runs`. */
  readonly which?: string;
}

/** The job that the argument names, the one of the job file when it is there and fits, or one that is picked. */
export async function pickJob(cluster: Cluster, argument: unknown, options: PickJob): Promise<ChosenJob | undefined> {
  const { jobId, namespace, file } = targetOf(argument);
  if (jobId) return { id: jobId, namespace };
  const document = file ? await vscode.workspace.openTextDocument(file) : vscode.window.activeTextEditor?.document;
  const written = document && writtenJob(document.getText());
  const found = await cluster.attempt('Looking for jobs', (client, signal) =>
    lookFor(client, written, options, signal),
  );
  if (!found || !Array.isArray(found)) return found;
  if (found.length === 0) {
    vscode.window.showInformationMessage(`${options.none} on ${cluster.label()}.`);
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(found, {
    title: `${options.title} on ${cluster.label()}`,
    placeHolder: written
      ? `No job "${written.id}" of this file ${options.which ?? 'is there'}. Which one instead?`
      : 'Which job?',
    matchOnDescription: true,
  });
  return picked?.job;
}

type JobItem = vscode.QuickPickItem & { readonly job: ChosenJob };

async function lookFor(
  client: NomadClient,
  written: ChosenJob | undefined,
  { fits = () => true }: PickJob,
  signal: AbortSignal,
): Promise<ChosenJob | JobItem[]> {
  const own = client.namespace ?? 'default';
  if (written) {
    const namespace = written.namespace ?? own;
    const job = await client.jobs.read(written.id, { namespace, signal }).catch((error) => {
      if (isNomadError(error, 'not-found')) return undefined;
      throw error;
    });
    if (job && fits(factsOf(job))) return { id: written.id, namespace };
  }
  const { data } = await client.jobs.list({ namespace: '*', signal }).catch((error) => {
    // A token for one namespace need not be allowed to ask for all.
    if (isNomadError(error, 'forbidden')) return client.jobs.list({ signal });
    throw error;
  });
  return data
    .filter((job) => !job.ParentID && fits(job))
    .sort((a, b) => Number(b.Namespace === own) - Number(a.Namespace === own) || (a.ID < b.ID ? -1 : 1))
    .map(({ ID, Namespace, Type, Status }) => ({
      label: ID,
      description: `${Type} · ${Status} · ${Namespace}`,
      job: { id: ID, namespace: Namespace },
    }));
}

function factsOf({ Status, Stop, Type, Periodic, ParameterizedJob }: Job): JobFacts {
  return {
    Status: (Status ?? 'pending') as JobStub['Status'],
    Stop: Stop === true,
    Type: Type ?? 'service',
    Periodic: Periodic?.Enabled === true,
    ParameterizedJob: Boolean(ParameterizedJob),
  };
}
