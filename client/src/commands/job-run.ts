/** `nomad.job.run`: plan, ask, register what was planned and nothing else, follow it to its end. */
import { isNomadError, type JobChange } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { confirmInProduction, mayChange } from '../cluster/guard';
import { destination, type PlannedJob, planJob, type Registration, registerJob } from '../cluster/submit';
import { mayRun } from '../deploy/may-run';
import { createLocator, scaledText } from '../plan';
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
    if (shown.submitted) return planAgain(cluster, document, 'This plan has been run already.');
    if (shown.cluster !== cluster.label()) {
      const why = `This plan is for ${shown.cluster}, but commands talk to ${cluster.label()} now. Nothing was submitted.`;
      return planAgain(cluster, document, why);
    }
    if (document.getText() !== shown.planned.submission.Source) {
      return planAgain(
        cluster,
        document,
        'The job file has changed since this plan. What runs should be what was planned.',
      );
    }
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
  if (answer === 'run' || answer === 'keep-counts') {
    const registration = { ...planned, preserveCounts: answer === 'keep-counts' };
    await submit(cluster, document, registration, () => planView(cluster).markSubmitted(planned));
  }
}

/** Names the cluster, the namespace and the job, and what would happen. */
async function confirm(cluster: Cluster, planned: PlannedJob): Promise<'run' | 'keep-counts' | 'plan' | undefined> {
  const { summary, nothingToDo } = describePlan(cluster, planned);
  const { namespace = 'default', region } = destination(cluster.client(), planned.job);
  const where = `namespace "${namespace}"${region ? ` of region "${region}"` : ''} on ${cluster.describe()}`;
  const { scaled, plan } = planned;
  const detail = [
    `${summary}${nothingToDo ? ' Running it makes a new evaluation only.' : ''}`,
    ...scaled.map(scaledText),
    ...(scaled.length > 0 ? ['Keeping counts keeps those of all groups that are there.'] : []),
    ...(plan.Warnings ? ['Nomad warns about this job; the plan shows it.'] : []),
  ].join('\n\n');
  const chosen = await vscode.window.showWarningMessage(
    `Run job "${planned.job.ID}" in ${where}?`,
    { modal: true, detail },
    { title: 'Run', answer: 'run' as const },
    ...(scaled.length > 0 ? [{ title: 'Run and Keep Counts', answer: 'keep-counts' as const }] : []),
    { title: 'Show Plan', answer: 'plan' as const },
  );
  return chosen?.answer;
}

/** Registers once. What is not known to have failed is never sent again. */
async function submit(
  cluster: Cluster,
  document: vscode.TextDocument,
  registration: Registration,
  onSubmitted: () => void = () => {},
): Promise<void> {
  const { job, submission } = registration;
  const permit = await confirmInProduction(cluster, `Run job "${job.ID}"`, job.ID);
  if (!permit) return;
  const since = Date.now();
  const title = `Running job "${job.ID}" on ${cluster.label()}`;
  const change = await cluster.attempt<JobChange | 'conflict'>(
    title,
    async (client) => {
      try {
        return await registerJob(client, registration);
      } catch (error) {
        if (!isNomadError(error, 'conflict')) throw error;
        cluster.output.warn(error.message);
        return 'conflict';
      }
    },
    permit,
  );
  if (!change) return;
  if (change === 'conflict') {
    const what = `Job "${job.ID}" on ${cluster.describe()} has changed since this plan was made: what is there stays, and nothing of yours was submitted. Plan again to see what yours would change now.`;
    return planAgain(cluster, document, what);
  }
  onSubmitted();
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

/** Says why this plan cannot be run, and offers a new one. */
async function planAgain(cluster: Cluster, document: vscode.TextDocument, why: string): Promise<void> {
  if (await vscode.window.showWarningMessage(why, 'Plan Again')) await planDocumentOf(cluster, document);
}
