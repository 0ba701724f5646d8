/** `nomad.job.scale`: another count for a group. */
import type { Job, JobScale } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { confirmInProduction, mayChange } from '../cluster/guard';
import { boundsOf, countProblem, type ScalingBounds } from './count-problem';
import { follow } from './follow';
import { pickJob } from './pick-job';
import { targetOf } from './targets';

/** @param argument may name a `group` and a `count` */
export async function scale(cluster: Cluster, argument?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const job = await pickJob(cluster, argument, {
    title: 'Scale a job',
    fits: ({ Stop, Type, ParameterizedJob }) => !Stop && !ParameterizedJob && Type !== 'system' && Type !== 'sysbatch',
    none: 'No job that can be scaled runs',
    which: 'can be scaled',
  });
  if (!job) return;
  const { id, namespace } = job;
  const read = await cluster.attempt(`Reading job "${id}"`, async (client, signal) => {
    const options = { namespace, signal };
    return Promise.all([client.jobs.scaleStatus(id, options), client.jobs.read(id, options)]);
  });
  if (!read) return;
  const group = await pickGroup(id, read[0], targetOf(argument).group);
  if (!group) return;
  const given = (argument as { count?: unknown } | undefined)?.count;
  const now = read[0].TaskGroups[group]?.Desired ?? 0;
  const bounds = boundsOf(read[1] as Job, group);
  const count = typeof given === 'number' ? given : await askForCount(`group "${group}" of job "${id}"`, now, bounds);
  if (count === undefined || count === now) return;
  const what = `Scale group "${group}" of job "${id}" from ${now} to ${count}`;
  const permit = await confirmInProduction(cluster, what, id);
  if (!permit) return;
  const since = Date.now();
  const title = `Scaling group "${group}" of job "${id}" to ${count} on ${cluster.label()}`;
  const change = await cluster.attempt(
    title,
    (client) => client.jobs.scale(id, group, count, { namespace, message: 'scaled from the editor' }),
    permit,
  );
  if (change?.EvalID) await follow(cluster, { evalId: change.EvalID, jobId: id, namespace, since });
}

async function pickGroup(id: string, { TaskGroups }: JobScale, given: string | undefined): Promise<string | undefined> {
  const names = Object.keys(TaskGroups).sort();
  if (given) return given;
  if (names.length < 2) return names[0];
  const items = names.map((label) => {
    const { Desired = 0, Running = 0 } = TaskGroups[label] ?? {};
    return { label, description: `${Running} of ${Desired} running` };
  });
  return (await vscode.window.showQuickPick(items, { title: `Scale job "${id}"`, placeHolder: 'Which group?' }))?.label;
}

async function askForCount(what: string, now: number, bounds: ScalingBounds): Promise<number | undefined> {
  const { min, max } = bounds;
  const between = max === undefined ? '' : ` Its scaling block allows ${min ?? 0} to ${max}.`;
  const typed = await vscode.window.showInputBox({
    title: `How many of ${what}? Now ${now}.`,
    prompt: `The job file keeps its own count, which the next run of it brings back.${between}`,
    value: String(now),
    validateInput: (text) => countProblem(text, bounds),
  });
  return typed === undefined ? undefined : Number(typed);
}
