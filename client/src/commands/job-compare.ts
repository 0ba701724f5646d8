/** `nomad.job.compare`: the source that runs beside the one that was planned, as Nomad keeps it with the version. */
import { isNomadError } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { destination } from '../cluster/submit';
import { PLAN_SCHEME, planView } from './plan-view';
import { readOnlyText } from './read-only-text';

/** @param target the document of a plan */
export async function compare(cluster: Cluster, target?: unknown): Promise<void> {
  const uri = target instanceof vscode.Uri ? target : vscode.window.activeTextEditor?.document.uri;
  const shown = uri?.scheme === PLAN_SCHEME ? planView(cluster).find(uri) : undefined;
  const version = shown?.planned.version;
  if (!shown || version === undefined) {
    vscode.window.showInformationMessage('Plan the job first: what runs is compared with what was planned.');
    return;
  }
  const { job } = shown.planned;
  const source = await cluster.attempt(`Reading the source of job "${job.ID}"`, async (client, signal) => {
    try {
      return (await client.jobs.submission(job.ID, version, { ...destination(client, job), signal })).Source;
    } catch (error) {
      if (isNomadError(error, 'not-found')) return null;
      throw error;
    }
  });
  if (source === undefined) return;
  if (source === null) {
    vscode.window.showInformationMessage(
      `Version ${version} of job "${job.ID}" was registered without its source, so there is nothing to compare with. The plan shows what changes.`,
    );
    return;
  }
  const running = readOnlyText(cluster, `${job.ID.replaceAll('/', ' ')} version ${version}.nomad.hcl`, source);
  const title = `${job.ID}: version ${version} ↔ this file`;
  await vscode.commands.executeCommand('vscode.diff', running, shown.source, title);
}
