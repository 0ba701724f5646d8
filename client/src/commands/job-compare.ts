/** `nomad.job.compare`: the source that runs, as Nomad keeps it with the version, beside the file or the plan. */
import { isNomadError, type NomadClient } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { destination } from '../cluster/submit';
import { chooseDocument, writtenJob } from './choose-document';
import { PLAN_SCHEME, planView, type ShownPlan } from './plan-view';
import { readOnlyText } from './read-only-text';

/** What is compared: a version on the cluster with a file here. */
interface Compared {
  readonly id: string;
  readonly where: { readonly namespace?: string; readonly region?: string };
  readonly version: number;
  readonly file: vscode.Uri;
}

/** @param target the document of a plan, a job file, or a row of the explorer */
export async function compare(cluster: Cluster, target?: unknown): Promise<void> {
  const uri = target instanceof vscode.Uri ? target : target ? undefined : vscode.window.activeTextEditor?.document.uri;
  const compared =
    uri?.scheme === PLAN_SCHEME
      ? fromPlan(cluster, planView(cluster).find(uri))
      : await fromFile(cluster, await chooseDocument(target));
  if (!compared) return;
  const { id, where, version, file } = compared;
  const source = await cluster.attempt(`Reading the source of job "${id}"`, (client, signal) =>
    unlessMissing(async () => (await client.jobs.submission(id, version, { ...where, signal })).Source),
  );
  if (source === undefined) return;
  if (source === null) {
    vscode.window.showInformationMessage(
      `Version ${version} of job "${id}" was registered without its source, so there is nothing to compare with. A plan shows what would change.`,
    );
    return;
  }
  const running = readOnlyText(cluster, `${id.replaceAll('/', ' ')} version ${version}.nomad.hcl`, source);
  await vscode.commands.executeCommand('vscode.diff', running, file, `${id}: version ${version} ↔ this file`);
}

function fromPlan(cluster: Cluster, shown: ShownPlan | undefined): Compared | undefined {
  const version = shown?.planned.version;
  if (!shown || version === undefined) {
    vscode.window.showInformationMessage('Plan the job first: what runs is compared with what was planned.');
    return undefined;
  }
  const { job } = shown.planned;
  return { id: job.ID, where: destination(cluster.client(), job), version, file: shown.source };
}

async function fromFile(cluster: Cluster, document: vscode.TextDocument | undefined): Promise<Compared | undefined> {
  if (!document) return undefined;
  const written = writtenJob(document.getText());
  if (!written) {
    vscode.window.showInformationMessage('The name of this job is computed. Plan it: the plan can be compared.');
    return undefined;
  }
  const { id, namespace } = written;
  const version = await cluster.attempt(`Looking for job "${id}"`, (client, signal) =>
    versionOf(client, written, signal),
  );
  if (version === undefined) return undefined;
  if (version === null) {
    vscode.window.showInformationMessage(`Job "${id}" is not on ${cluster.label()}: all of this file would be new.`);
    return undefined;
  }
  return { id, where: { namespace }, version, file: document.uri };
}

function versionOf(
  client: NomadClient,
  { id, namespace }: { readonly id: string; readonly namespace?: string },
  signal: AbortSignal,
): Promise<number | null> {
  return unlessMissing(async () => (await client.jobs.read(id, { namespace, signal })).Version ?? 0);
}

async function unlessMissing<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isNomadError(error, 'not-found')) return null;
    throw error;
  }
}
