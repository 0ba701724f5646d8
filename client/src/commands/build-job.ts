/** Builds the job of a document as the commands need it: with its variables asked for and its problems shown. */
import type * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import type { BuiltJob } from '../cluster/submit';
import { askVariables, forgetVariables, recallVariables } from './ask-variables';
import { type JobReading, readingOf, readOnCluster } from './job-document';
import { showJobProblems } from './job-problems';
import { NO_VARIABLES, type Variables, variablesOf, variablesOrigin } from './variables';

/** Undefined when the person gave up, or when it failed and that was shown. */
export async function buildJob(cluster: Cluster, document: vscode.TextDocument): Promise<BuiltJob | undefined> {
  let variables = await recallVariables(cluster, document);
  if (!variables) return undefined;
  for (;;) {
    const reading = await read(cluster, document, variables);
    if (!reading) return undefined;
    const { built, problems, unset } = reading;
    if (problems.length === 0 && unset.length > 0) {
      const given = await askVariables(cluster, document, variables, unset);
      if (!given) return undefined;
      variables = given;
      continue;
    }
    if (built && problems.length === 0) return { ...built, variables: variablesOrigin(variables) };
    for (const { message, line } of problems) {
      cluster.output.error(`${document.uri.path}${line === undefined ? '' : `:${line}`}: ${message}`);
    }
    const answer = await showJobProblems(document, reading, variables !== NO_VARIABLES);
    if (answer === 'go-on') return built && { ...built, variables: variablesOrigin(variables) };
    if (answer !== 'variables') return undefined;
    await forgetVariables(cluster, document);
    variables = NO_VARIABLES;
  }
}

async function read(
  cluster: Cluster,
  document: vscode.TextDocument,
  variables: Variables,
): Promise<JobReading | undefined> {
  const source = document.getText();
  const answer = await cluster
    .askForJob(document, { ...variables, environment: variablesOf(process.env) })
    .catch((error) => void cluster.output.error(error));
  if (answer && (answer.job || answer.problems.length > 0)) return readingOf(answer, source, variables);
  cluster.output.warn(
    `The language server gives no job for ${document.uri.path}; the cluster is asked to read the file.`,
  );
  return cluster.attempt('Reading the job file', (client, signal) =>
    readOnCluster(client, source, variables, process.env, signal),
  );
}
