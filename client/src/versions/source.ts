/** `nomad.job.source`: the text that a version of a job was run from, as Nomad keeps it, with its variables. */
import { isNomadError, type JobSubmission, type NomadClient } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { type ChosenJob, pickJob } from '../commands/pick-job';
import { readOnlyText } from '../commands/read-only-text';
import { isSecretName } from '../plan';

/** @param argument may name a `version`; the current one counts without it */
export async function showSource(cluster: Cluster, argument?: unknown): Promise<void> {
  const job = await pickJob(cluster, argument, {
    title: 'Show the source of a job',
    none: 'There is no job',
    which: 'is there',
  });
  if (!job) return;
  const given = (argument as { readonly version?: unknown } | undefined)?.version;
  const found = await cluster.attempt(`Reading the source of job "${job.id}"`, (client, signal) =>
    read(client, job, typeof given === 'number' ? given : undefined, signal),
  );
  if (!found) return;
  const { version, submission } = found;
  if (!submission) {
    vscode.window.showInformationMessage(
      `Version ${version} of job "${job.id}" on ${cluster.label()} was registered without its source: the API takes a job without one.`,
    );
    return;
  }
  const { Source, Format } = submission;
  const extension = Format === 'json' ? 'json' : 'nomad.hcl';
  const name = `${job.id.replaceAll('/', ' ')} version ${version}.${extension}`;
  const uri = readOnlyText(cluster, name, `${Source.trimEnd()}\n${variablesComment(submission)}`);
  await vscode.window.showTextDocument(uri, { preview: true });
}

async function read(
  client: NomadClient,
  { id, namespace }: ChosenJob,
  given: number | undefined,
  signal: AbortSignal,
): Promise<{ readonly version: number; readonly submission?: JobSubmission }> {
  const version = given ?? Number((await client.jobs.read(id, { namespace, signal })).Version ?? 0);
  try {
    return { version, submission: await client.jobs.submission(id, version, { namespace, signal }) };
  } catch (error) {
    if (isNomadError(error, 'not-found')) return { version };
    throw error;
  }
}

/** What the variables were, below the text; secrets by their names only. */
function variablesComment({ Variables = '', VariableFlags }: JobSubmission): string {
  const shown = (name: string, value: string) => `# ${name} = ${isSecretName(name) ? '•••' : JSON.stringify(value)}`;
  const flags = Object.entries(VariableFlags ?? {}).map(([name, value]) => shown(name, value));
  const file = Variables.split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `# ${isSecretName(/^\s*([\w-]+)\s*=/.exec(line)?.[1] ?? '') ? line.replace(/=.*/, '= •••') : line}`);
  const lines = [...file, ...flags];
  return lines.length === 0 ? '' : ['', '# It was run with these variables:', ...lines, ''].join('\n');
}
