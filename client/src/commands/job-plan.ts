/** `nomad.job.plan`: what would happen if the job were run. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { planJob } from '../cluster/submit';
import { buildJob } from './build-job';
import { chooseDocument } from './choose-document';
import { PLAN_SCHEME, planView, type ShownPlan } from './plan-view';

/** @param target a job file, a plan to make again, or nothing for the active editor */
export async function plan(cluster: Cluster, target?: unknown): Promise<ShownPlan | undefined> {
  const document = await chooseDocument(sourceOf(cluster, target));
  return document && planDocumentOf(cluster, document);
}

/** Plans a job file and shows the plan. */
export async function planDocumentOf(cluster: Cluster, document: vscode.TextDocument): Promise<ShownPlan | undefined> {
  const built = await buildJob(cluster, document);
  if (!built) return undefined;
  const title = `Planning job "${built.job.ID}" on ${cluster.label()}`;
  const planned = await cluster.attempt(title, (client, signal) => planJob(client, built, signal));
  return planned && planView(cluster).show(planned, document.uri);
}

/** The job file of a plan document. */
function sourceOf(cluster: Cluster, target: unknown): unknown {
  const uri = target instanceof vscode.Uri ? target : target ? undefined : vscode.window.activeTextEditor?.document.uri;
  return uri?.scheme === PLAN_SCHEME ? planView(cluster).find(uri)?.source : target;
}
