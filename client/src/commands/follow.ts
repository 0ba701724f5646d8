/** Shows how a change of a job goes on, and what came of it. */
import { isNomadError, type Job } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { showFailure } from '../cluster/failure-message';
import { type FollowOptions, followRun, type Outcome } from '../cluster/follow-run';
import { confirmInProduction, mayChange } from '../cluster/guard';
import { outcomeText, progressText } from '../cluster/progress-text';
import type { Locate } from '../plan';
import { readOnlyText } from './read-only-text';

export interface Followed {
  readonly evalId: string;
  readonly jobId: string;
  readonly namespace?: string;
  readonly region?: string;
  readonly job?: Job;
  readonly locate?: Locate;
  /** Milliseconds of `Date.now()` when it was submitted. */
  readonly since: number;
  /** `followRun` unless it says otherwise. */
  readonly how?: typeof followRun;
}

/** Returns when it is over or nobody watches any more; the buttons of the last message work on. */
export async function follow(cluster: Cluster, followed: Followed): Promise<Outcome | undefined> {
  const { jobId } = followed;
  const title = `Job "${jobId}" on ${cluster.label()}`;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const watched = await vscode.window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    try {
      return await watchIt(cluster, followed, controller.signal, (message) => progress.report({ message }));
    } catch (error) {
      return { error };
    }
  });
  if ('error' in watched) {
    if (isNomadError(watched.error, 'cancelled')) {
      vscode.window.showInformationMessage(`No longer watching. Job "${jobId}" goes on on ${cluster.describe()}.`);
      return undefined;
    }
    return (await showFailure(cluster, watched.error)) ? follow(cluster, followed) : undefined;
  }
  // Not awaited: the message may stay for a long time.
  void tell(cluster, followed, watched.outcome);
  return watched.outcome;
}

async function watchIt(
  cluster: Cluster,
  followed: Followed,
  signal: AbortSignal,
  report: (text: string) => void,
): Promise<{ outcome: Outcome }> {
  const { evalId, jobId, namespace, region, how = followRun } = followed;
  const onInterruption: FollowOptions['onInterruption'] = (error) => {
    cluster.output.warn(error.message);
    report('the connection is lost, trying again');
  };
  let last = '';
  for await (const progress of how(cluster.client(), { evalId, jobId, namespace, region, signal, onInterruption })) {
    if (progress.kind === 'end') return { outcome: progress.outcome };
    const text = progressText(progress);
    if (text !== last) cluster.output.info(`job "${jobId}": ${text}`);
    last = text;
    report(text);
  }
  throw new Error('the watch ended without an outcome');
}

async function tell(cluster: Cluster, followed: Followed, outcome: Outcome): Promise<void> {
  const facts = { ...followed, cluster: cluster.label(), took: Date.now() - followed.since };
  const { level, message, details } = outcomeText(outcome, facts);
  cluster.output[level === 'information' ? 'info' : level === 'warning' ? 'warn' : 'error'](
    [message, ...details].join('\n'),
  );
  const actions = await actionsFor(cluster, followed, outcome);
  const show = {
    information: vscode.window.showInformationMessage,
    warning: vscode.window.showWarningMessage,
    error: vscode.window.showErrorMessage,
  }[level];
  const chosen = await show<string>(message, ...Object.keys(actions));
  if (chosen !== undefined) await actions[chosen]?.();
}

type Actions = Readonly<Record<string, () => unknown>>;

/** What can be done about an outcome, by the title of its button. */
async function actionsFor(cluster: Cluster, followed: Followed, outcome: Outcome): Promise<Actions> {
  const { jobId, namespace } = followed;
  const command =
    (id: string, more: object = {}) =>
    () =>
      vscode.commands.executeCommand(id, { jobId, namespace, ...more });
  const details = { Details: command('nomad.explorer.reveal') };
  const log = { 'Show Log': () => cluster.output.show() };
  switch (outcome.result) {
    case 'healthy':
    case 'running':
    case 'complete':
      return { ...details, Logs: command('nomad.alloc.logs') };
    case 'unchanged':
    case 'stopped':
      return {};
    case 'needs-promotion':
      return { Promote: () => promote(cluster, followed, outcome), ...details };
    case 'not-placed':
      return { Diagnose: command('nomad.job.diagnose'), ...details, ...log };
    case 'interrupted':
      return { ...details, ...log };
    case 'failed': {
      const hasLogs = outcome.failures.some(({ log }) => log);
      // The log has no more than these, and a message has room for four buttons.
      const logs: Actions = hasLogs ? { Logs: () => showLogs(cluster, followed, outcome) } : log;
      const version = outcome.wentBack ? undefined : await stableVersion(cluster, followed);
      const back = version === undefined ? {} : { [`Revert to ${version}…`]: command('nomad.job.revert', { version }) };
      return { ...logs, ...back, Diagnose: command('nomad.job.diagnose'), ...details };
    }
  }
}

/** The newest version before the current one that was healthy. */
async function stableVersion(cluster: Cluster, { jobId, namespace, region }: Followed): Promise<number | undefined> {
  try {
    const { Versions } = await cluster.client().jobs.versions(jobId, { namespace, region });
    return Versions.slice(1).find(({ Stable }) => Stable)?.Version ?? undefined;
  } catch (error) {
    // Only a button less.
    cluster.output.debug(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** More of what the failed tasks wrote than the message's details have. */
async function showLogs(cluster: Cluster, { jobId, namespace, region }: Followed, outcome: Outcome): Promise<void> {
  if (outcome.result !== 'failed') return;
  const texts = await cluster.attempt('Reading logs', (client, signal) =>
    Promise.all(
      outcome.failures.flatMap(({ allocationId, allocation, task, log }) => {
        if (!log) return [];
        const options = { namespace, region, signal, task, type: log.stream, bytes: 64 * 1024 };
        const head = `# ${allocation}, task "${task}", ${log.stream}: the last 64 KB at most\n`;
        return client.logs.tail(allocationId, options).then((text) => head + text);
      }),
    ),
  );
  if (!texts) return;
  const uri = readOnlyText(cluster, `${jobId.replaceAll('/', ' ')}.log`, texts.join('\n\n'));
  await vscode.window.showTextDocument(uri, { preview: true });
}

async function promote(
  cluster: Cluster,
  followed: Followed,
  { deployment }: Extract<Outcome, { result: 'needs-promotion' }>,
): Promise<void> {
  const { namespace, region } = followed;
  const what = `Promote the canaries of job "${followed.jobId}"`;
  if (!(await mayChange(cluster))) return;
  const permit = await confirmInProduction(cluster, what, followed.jobId);
  if (!permit) return;
  const title = `Promoting job "${followed.jobId}" on ${cluster.label()}`;
  const change = await cluster.attempt(
    title,
    (client) => client.deployments.promote(deployment.ID, { namespace, region }),
    permit,
  );
  if (change?.EvalID) await follow(cluster, { ...followed, evalId: change.EvalID, since: Date.now() });
}
