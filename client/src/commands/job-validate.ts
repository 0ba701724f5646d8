/** `nomad.job.validate`: what the cluster says about a job file, without changing anything. */
import { serverMessages } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { destination } from '../cluster/submit';
import { validationReport } from '../documents/validation';
import { reportView } from '../troubleshoot/report-view';
import { buildJob } from './build-job';
import { chooseDocument } from './choose-document';

/** @param target a job file, a row of the explorer, or nothing for the active editor */
export async function validate(cluster: Cluster, target?: unknown): Promise<void> {
  const document = await chooseDocument(target);
  const built = document && (await buildJob(cluster, document));
  if (!built) return;
  const { job, submission } = built;
  const title = `Validating job "${job.ID}" on ${cluster.label()}`;
  const answer = await cluster.attempt(title, (client, signal) =>
    client.jobs.validate(job, { ...destination(client, job), signal }),
  );
  if (!answer) return;
  const errors = (answer.ValidationErrors ?? []).flatMap(serverMessages);
  const warnings = serverMessages(answer.Warnings ?? '');
  if (errors.length === 0 && warnings.length === 0) {
    vscode.window.showInformationMessage(`Job "${job.ID}" is valid for ${cluster.label()}, without a warning.`);
    return;
  }
  const facts = { jobId: job.ID, place: cluster.label(), source: submission.Source, file: document.uri.toString() };
  await reportView(cluster).show(validationReport({ ...facts, errors, warnings }));
}
