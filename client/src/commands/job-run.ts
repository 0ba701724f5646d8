/** `nomad.job.run`: plan, ask, register what was planned and nothing else, follow it to its end. */
import { isNomadError, type JobChange } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { confirmInProduction, mayChange } from '../cluster/guard';
import { type BuiltJob, destination, type PlannedJob, planJob, registerJob } from '../cluster/submit';
import { mayRun } from '../deploy/may-run';
import { createLocator } from '../plan';
import { buildJob } from './build-job';
import { chooseDocument } from './choose-document';
import { follow } from './follow';
import { planDocumentOf } from './job-plan';
import { describePlan, PLAN_SCHEME, planView } from './plan-view';

/** @param target a job file, a plan that is shown, or nothing for the active editor */
export async function run(cluster: Cluster, target?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const uri = target instanceof vscode.Uri ? target : target ? undefined : vscode.window.activeTextEditor?.document.uri;
  const shown = uri?.scheme === PLAN_SCHEME ? planView(cluster).find(uri) : undefined;
  const document = await chooseDocument(shown?.source ?? (uri?.scheme === PLAN_SCHEME ? undefined : target));
  if (!document || !(await mayRun(document))) return;
  if (shown) {
    if (shown.cluster !== cluster.label()) return otherCluster(cluster, document, shown.cluster);
    if (document.getText() !== shown.planned.submission.Source) return oldPlan(cluster, document);
    return runPlanned(cluster, document, shown.planned);
  }
  const built = await buildJob(cluster, document);
  if (!built) return;
  if (!vscode.workspace.getConfiguration('nomad').get('run.planFirst', true)) return submit(cluster, document, built);
  const title = `Planning job "${built.job.ID}" on ${cluster.label()}`;
  const planned = await cluster.attempt(title, (client, signal) => planJob(client, built, signal));
  if (planned) await runPlanned(cluster, document, planned);
}

async function runPlanned(cluster: Cluster, document: vscode.TextDocument, planned: PlannedJob): Promise<void> {
  const answer = await confirm(cluster, planned);
  if (answer === 'plan') await planView(cluster).show(planned, document.uri);
  if (answer === 'run') await submit(cluster, document, planned);
}

/** Names the cluster, the namespace and the job, and what would happen. */
async function confirm(cluster: Cluster, planned: PlannedJob): Promise<'run' | 'plan' | undefined> {
  const { summary, nothingToDo } = describePlan(cluster, planned);
  const { namespace = 'default', region } = destination(cluster.client(), planned.job);
  const where = `namespace "${namespace}"${region ? ` of region "${region}"` : ''} on ${cluster.describe()}`;
  const warnings = planned.plan.Warnings ? '\n\nNomad warns about this job; the plan shows it.' : '';
  const chosen = await vscode.window.showWarningMessage(
    `Run job "${planned.job.ID}" in ${where}?`,
    { modal: true, detail: `${summary}${nothingToDo ? ' Running it makes a new evaluation only.' : ''}${warnings}` },
    { title: 'Run', answer: 'run' as const },
    { title: 'Show Plan', answer: 'plan' as const },
  );
  return chosen?.answer;
}

/** Registers once. What is not known to have failed is never sent again. */
async function submit(
  cluster: Cluster,
  document: vscode.TextDocument,
  built: BuiltJob & { readonly checkIndex?: number },
): Promise<void> {
  const { job, submission } = built;
  const permit = await confirmInProduction(cluster, `Run job "${job.ID}"`, job.ID);
  if (!permit) return;
  const since = Date.now();
  const title = `Running job "${job.ID}" on ${cluster.label()}`;
  const change = await cluster.attempt<JobChange | 'conflict'>(
    title,
    async (client) => {
      try {
        return await registerJob(client, built);
      } catch (error) {
        if (!isNomadError(error, 'conflict')) throw error;
        cluster.output.warn(error.message);
        return 'conflict';
      }
    },
    permit,
  );
  if (!change) return;
  if (change === 'conflict') return offerNewPlan(cluster, document, job.ID);
  if (change.Warnings) cluster.output.warn(`job "${job.ID}": ${change.Warnings}`);
  if (change.EvalID === '') {
    const how = job.ParameterizedJob ? 'It starts when it is dispatched.' : 'It starts on its schedule.';
    vscode.window.showInformationMessage(`Job "${job.ID}" is registered on ${cluster.label()}. ${how}`);
    return;
  }
  const locate = createLocator(submission.Source);
  const place = destination(cluster.client(), job);
  await follow(cluster, { ...place, evalId: change.EvalID, jobId: job.ID, job, locate, since });
}

async function offerNewPlan(cluster: Cluster, document: vscode.TextDocument, id: string): Promise<void> {
  const chosen = await vscode.window.showWarningMessage(
    `Somebody else changed job "${id}" on ${cluster.describe()} after this plan was made: theirs stays, and nothing of yours was submitted. Plan again to see what yours would change now.`,
    'Plan Again',
  );
  if (chosen) await planDocumentOf(cluster, document);
}

async function oldPlan(cluster: Cluster, document: vscode.TextDocument): Promise<void> {
  const chosen = await vscode.window.showWarningMessage(
    'The job file has changed since this plan. What runs should be what was planned.',
    'Plan Again',
  );
  if (chosen) await planDocumentOf(cluster, document);
}

async function otherCluster(cluster: Cluster, document: vscode.TextDocument, planned: string): Promise<void> {
  const chosen = await vscode.window.showWarningMessage(
    `This plan is for ${planned}, but commands talk to ${cluster.label()} now. Nothing was submitted.`,
    'Plan Again',
  );
  if (chosen) await planDocumentOf(cluster, document);
}
