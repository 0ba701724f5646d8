/** How a job is: its groups, its deployment, its allocations, what waits for room. No editor needed. */
import type { AllocationStub, Deployment, Evaluation, Job, JobScale, JobStub } from '@nomad/api';
import { explainPlacements } from '../plan';
import { type Line, line, part, type Report, verdict } from '../troubleshoot/report';
import { ago } from './ago';
import { allocationLine, inOrder } from './allocation-lines';

export interface JobStatusFacts {
  readonly job: Job;
  /** Cluster and namespace. */
  readonly place: string;
  /** Absent for jobs that only start others. */
  readonly scale?: JobScale;
  readonly allocations: readonly AllocationStub[];
  readonly deployment?: Deployment;
  readonly evaluations: readonly Evaluation[];
  /** Of periodic and parameterized jobs. */
  readonly children: readonly JobStub[];
  /** Milliseconds, as `Date.now()` gives them. */
  readonly now: number;
}

/** More of what has ended says nothing new. */
const MOST_ENDED = 10;
const MOST_CHILDREN = 10;

export function jobStatusReport(facts: JobStatusFacts): Report {
  const { job, place, allocations, now } = facts;
  const id = job.ID;
  const target = { jobId: id, namespace: job.Namespace ?? undefined };
  const ordered = inOrder(allocations);
  const ended = ordered.filter(({ ClientStatus }) => !['running', 'pending', 'unknown'].includes(ClientStatus));
  const shown = ordered.filter((one) => !ended.includes(one) || ended.indexOf(one) < MOST_ENDED);
  const hidden = ordered.length - shown.length;
  return {
    title: `Job · ${id}`,
    place,
    lines: [
      headline(facts),
      line(0, { text: factsText(job, now), kind: 'muted' }),
      ...part('Groups', groupLines(facts)),
      ...part('Deployment', deploymentLines(facts.deployment)),
      ...part('Without a place', blockedLines(facts)),
      ...part('Allocations', [
        ...shown.map((one) => allocationLine(one, now)),
        ...(hidden > 0 ? [line(1, { text: `and ${hidden} older ones that have ended`, kind: 'muted' })] : []),
      ]),
      ...part('Runs', childLines(facts)),
    ],
    actions: [
      { title: '$(refresh) Refresh', command: 'nomad.job.status', args: [target] },
      { title: 'Logs', command: 'nomad.alloc.logs', args: [target] },
      ...(job.ParameterizedJob ? [{ title: 'Dispatch…', command: 'nomad.job.dispatch', args: [target] }] : []),
      ...(job.Periodic?.Enabled ? [{ title: 'Start now…', command: 'nomad.job.periodicForce', args: [target] }] : []),
      { title: 'Diagnose', command: 'nomad.job.diagnose', args: [target] },
      ...(job.Stop
        ? []
        : [
            { title: 'Restart…', command: 'nomad.job.restart', args: [target] },
            ...(facts.scale ? [{ title: 'Scale…', command: 'nomad.job.scale', args: [target] }] : []),
            { title: 'Revert…', command: 'nomad.job.revert', args: [target] },
            { title: 'Stop…', command: 'nomad.job.stop', args: [target] },
          ]),
    ],
  };
}

function headline({ job, scale, allocations, evaluations }: JobStatusFacts): Line {
  const running = allocations.filter(({ ClientStatus }) => ClientStatus === 'running').length;
  const wanted = Object.values(scale?.TaskGroups ?? {}).reduce((sum, { Desired }) => sum + Desired, 0);
  if (job.Stop) return verdict('warning', 'Stopped.');
  if (job.ParameterizedJob) return verdict('good', 'Waits to be dispatched.');
  if (job.Periodic?.Enabled) return verdict('good', 'Starts on its schedule.');
  const blocked = evaluations.some(({ Status }) => Status === 'blocked');
  const counts = `${running} of ${wanted} running`;
  if (blocked) return verdict('bad', `${counts}; what is missing finds no place.`);
  if (job.Status === 'dead') {
    const failed = allocations.some(({ ClientStatus }) => ClientStatus === 'failed');
    return failed ? verdict('bad', 'Ended; some of it failed.') : verdict('good', 'Ended well.');
  }
  return running < wanted ? verdict('warning', `${counts}.`) : verdict('good', `${counts}.`);
}

function factsText(job: Job, now: number): string {
  const submitted = Number(job.SubmitTime ?? 0) / 1e6;
  return [
    job.Type,
    `version ${job.Version ?? '?'}`,
    submitted > 0 && `submitted ${ago(now - submitted)}`,
    job.NodePool && `node pool ${job.NodePool}`,
    job.Datacenters && `datacenters ${job.Datacenters.join(', ')}`,
    job.Priority !== undefined && `priority ${job.Priority}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function groupLines({ scale, job }: JobStatusFacts): readonly Line[] {
  return Object.entries(scale?.TaskGroups ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { Desired, Running, Healthy, Unhealthy }]) => {
      const tasks = job.TaskGroups?.find((group) => group.Name === name)?.Tasks?.map((task) => task.Name) ?? [];
      const health =
        Healthy + Unhealthy > 0 ? `, ${Healthy} healthy${Unhealthy > 0 ? `, ${Unhealthy} unhealthy` : ''}` : '';
      const bad = Running < Desired || Unhealthy > 0;
      return line(
        1,
        `${name}  `,
        { text: `${Running} of ${Desired} running${health}`, kind: bad ? 'warning' : 'good' },
        { text: tasks.length > 0 ? `  tasks ${tasks.join(', ')}` : '', kind: 'muted' },
      );
    });
}

function deploymentLines(deployment: Deployment | undefined): readonly Line[] {
  if (!deployment) return [];
  const groups = Object.entries(deployment.TaskGroups ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const kind = { successful: 'good', failed: 'bad', cancelled: 'muted' } as const;
  return [
    line(1, `Version ${deployment.JobVersion}: `, {
      text: deployment.StatusDescription,
      kind: kind[deployment.Status as keyof typeof kind] ?? 'warning',
    }),
    ...groups.map(([name, group]) => {
      const canaries = group.DesiredCanaries > 0 && !group.Promoted ? ` of ${group.DesiredCanaries} canaries` : '';
      const wanted = canaries || ` of ${group.DesiredTotal}`;
      return line(2, `${name}: ${group.HealthyAllocs}${wanted} healthy, ${group.UnhealthyAllocs} unhealthy`);
    }),
  ];
}

/** The newest evaluation that waits tells why. */
function blockedLines({ evaluations, job }: JobStatusFacts): readonly Line[] {
  const [blocked] = evaluations
    .filter(({ Status }) => Status === 'blocked')
    .sort((a, b) => b.ModifyIndex - a.ModifyIndex);
  if (!blocked) return [];
  return explainPlacements(blocked.FailedTGAllocs, job).flatMap(({ group, count, nodes, reasons }) => [
    line(1, {
      text: `${group}: ${count} without a place, ${nodes} ${nodes === 1 ? 'node' : 'nodes'} looked at`,
      kind: 'bad',
    }),
    ...reasons.map(({ text }) => line(2, text)),
  ]);
}

function childLines({ children }: JobStatusFacts): readonly Line[] {
  const newest = [...children].sort((a, b) => b.ModifyIndex - a.ModifyIndex);
  const shown = newest.slice(0, MOST_CHILDREN).map(({ ID, Status, Namespace }) =>
    line(
      1,
      {
        text: ID,
        link: { command: 'nomad.job.status', args: [{ jobId: ID, namespace: Namespace }] },
      },
      `  ${Status}`,
    ),
  );
  const rest = children.length - shown.length;
  return rest > 0 ? [...shown, line(1, { text: `and ${rest} older ones`, kind: 'muted' })] : shown;
}
