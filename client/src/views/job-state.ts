/** How a job is, in a word, an icon and a colour: from the job list alone, which has counts but no allocations. */
import type { Deployment, GroupSummary, JobStub } from '@nomad/api';
import type { Tone } from './tree-node';

/** Allocations that are wanted, by group. */
export type GroupCounts = Readonly<Record<string, number>>;

export interface State {
  readonly text: string;
  readonly icon: string;
  readonly tone: Tone;
  /** Somebody should look at it. */
  readonly attention: boolean;
}

/**
 * @param deployment the one that is under way
 * @param failed that of the job as it is now, which ended badly
 * @param counts how many allocations each group wants, where that is known: the list counts only what Nomad goes on with,
 *   and what failed and is not replaced is missing there
 */
export function jobState(job: JobStub, deployment?: Deployment, failed?: Deployment, counts: GroupCounts = {}): State {
  const sum = total(job);
  if (job.Stop) return state('stopped', 'circle-slash', 'quiet');
  if (!job.ParentID && (job.Periodic || job.ParameterizedJob)) return launcherState(job);
  if (job.Status === 'dead') return endState(sum);
  const going = goingOf(sum);
  const wanted = Object.entries(job.JobSummary?.Summary ?? {}).reduce(
    (all, [name, group]) => all + wantedOf(group, counts[name]),
    0,
  );
  const running = `${sum.Running}/${wanted}`;
  if (deployment) return deploymentState(deployment, running, sum.Queued);
  if (going === 0 && sum.Failed + sum.Lost > 0) return state('fails, nothing runs', 'error', 'bad', true);
  if (failed && sum.Queued === 0) {
    return state(`${running} running, v${failed.JobVersion} failed`, 'warning', 'bad', true);
  }
  if (wanted === 0)
    return job.Status === 'pending' ? state('pending', 'watch', 'busy') : state('0 wanted', 'circle-outline', 'quiet');
  if (sum.Queued > 0) return state(`${running} running, ${sum.Queued} without a place`, 'warning', 'bad', true);
  if (wanted > going) return state(`${running} running, ${wanted - going} not replaced`, 'warning', 'bad', true);
  if (sum.Unknown > 0) return state(`${running} running, ${sum.Unknown} unknown`, 'question', 'busy', true);
  if (sum.Starting > 0) return state(`${running} running, ${sum.Starting} starting`, 'sync', 'busy');
  return state(`${running} running`, 'pass', 'good');
}

/** A group's counts in words, with a dot for each allocation as long as they are few. */
export function groupState(group: GroupSummary, job: JobStub, count?: number): State {
  const going = goingOf(group);
  const wanted = job.Stop ? going : wantedOf(group, count);
  const gone = wanted - going;
  if (going === 0) {
    if (job.Stop) return state('stopped', 'circle-slash', 'quiet');
    if (group.Complete > 0 && gone === 0) return state(`${group.Complete} complete`, 'pass', 'quiet');
    return group.Failed + group.Lost > 0
      ? state(`nothing runs, ${group.Failed + group.Lost} failed`, 'error', 'bad', true)
      : state('nothing runs', 'circle-outline', 'quiet');
  }
  const counts = [
    `${group.Running} of ${wanted} running`,
    group.Starting > 0 && `${group.Starting} starting`,
    group.Queued > 0 && `${group.Queued} without a place`,
    group.Unknown > 0 && `${group.Unknown} unknown`,
    gone > 0 && `${gone} not replaced`,
  ];
  const text = [dots(group, gone), counts.filter(Boolean).join(', ')].filter(Boolean).join('  ');
  if (group.Queued + gone > 0) return state(text, 'warning', 'bad', true);
  return group.Running === wanted ? state(text, 'pass', 'good') : state(text, 'sync', 'busy');
}

/** Periodic and parameterized jobs run nothing themselves: their children do. */
function launcherState(job: JobStub): State {
  const { Running = 0, Pending = 0 } = job.JobSummary?.Children ?? {};
  const what = job.Periodic ? 'on its schedule' : 'on demand';
  const busy = [Running > 0 && `${Running} running`, Pending > 0 && `${Pending} pending`].filter(Boolean);
  return state(
    [what, ...busy].join(' · '),
    job.Periodic ? 'history' : 'symbol-event',
    busy.length > 0 ? 'good' : 'quiet',
  );
}

/** Counts of what has failed never go down; a batch job that completed after a second try is complete. */
function endState(sum: GroupSummary): State {
  if (sum.Complete > 0) return state('complete', 'pass', 'quiet');
  if (sum.Failed + sum.Lost > 0) return state('failed', 'error', 'bad', true);
  return state('ended', 'circle-slash', 'quiet');
}

function deploymentState(deployment: Deployment, running: string, queued: number): State {
  const groups = Object.values(deployment.TaskGroups ?? {});
  const healthy = groups.reduce((count, group) => count + group.HealthyAllocs, 0);
  const desired = groups.reduce((count, group) => count + group.DesiredTotal, 0);
  const unhealthy = groups.reduce((count, group) => count + group.UnhealthyAllocs, 0);
  const version = `v${deployment.JobVersion}`;
  if (deployment.Status === 'paused')
    return state(`${running} running · deployment of ${version} is paused`, 'debug-pause', 'busy', true);
  if (waitsForPromotion(deployment)) return state(`canaries of ${version} wait to be promoted`, 'bell', 'busy', true);
  const bad = unhealthy > 0 ? `, ${unhealthy} unhealthy` : '';
  const homeless = queued > 0 ? `, ${queued} without a place` : '';
  const text = `${healthy}/${desired} healthy${bad}${homeless} ▲ deploying ${version}`;
  const trouble = unhealthy + queued > 0;
  return state(text, trouble ? 'warning' : 'sync', trouble ? 'bad' : 'busy', trouble);
}

/** All canaries of a group are well, and nobody but a person promotes them. */
export function waitsForPromotion({ TaskGroups }: Deployment): boolean {
  return Object.values(TaskGroups ?? {}).some(({ DesiredCanaries, Promoted, HealthyAllocs, AutoPromote }) => {
    return DesiredCanaries > 0 && !Promoted && !AutoPromote && HealthyAllocs >= DesiredCanaries;
  });
}

function total(job: JobStub): GroupSummary {
  const sum = { Queued: 0, Starting: 0, Running: 0, Complete: 0, Failed: 0, Lost: 0, Unknown: 0 };
  for (const group of Object.values(job.JobSummary?.Summary ?? {})) {
    for (const key of Object.keys(sum) as (keyof GroupSummary)[]) sum[key] += group[key] ?? 0;
  }
  return sum;
}

/** What runs, and what Nomad still wants to run. */
function goingOf({ Running, Starting, Queued, Unknown }: GroupSummary): number {
  return Running + Starting + Queued + Unknown;
}

/** While a version replaces another there may be more than the count. */
const wantedOf = (group: GroupSummary, count = 0): number => Math.max(goingOf(group), count);

function dots({ Running, Starting, Queued, Unknown }: GroupSummary, gone: number): string {
  const marks = ['●'.repeat(Running), '◐'.repeat(Starting), '○'.repeat(Queued + Unknown + gone)].join('');
  return marks.length > 10 ? '' : [...marks].join(' ');
}

function state(text: string, icon: string, tone: Tone, attention = false): State {
  return { text, icon, tone, attention };
}
