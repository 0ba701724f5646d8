/** Why a job does not run as it should, from what Nomad knows of it. Pure. */
import type { AllocationStub, CheckStatus, Deployment, Evaluation, Job, TaskEvent } from '@nomad/api';
import { type AllocationFailure, tellingEvent } from '../cluster/allocation-failures';
import { explainPlacements, firstReason, type Locate, maskText } from '../plan';
import { currentCauses, type ExplainedFailure, explainFailures } from './explained-failures';
import { answersOf, type KnownNode } from './node-answers';
import { type Action, at, type Line, line, part, type Report, verdict } from './report';

export interface DiagnosisFacts {
  readonly id: string;
  readonly namespace: string;
  /** Address of the cluster, without scheme. */
  readonly cluster: string;
  /** Absent when the job is not there. */
  readonly job?: Job;
  /** Where else a job of this name is. */
  readonly elsewhere: readonly string[];
  /** Newest first. */
  readonly evaluations: readonly Evaluation[];
  readonly allocations: readonly AllocationStub[];
  readonly deployment?: Deployment;
  /** Of the newest allocations that failed. */
  readonly failures: readonly AllocationFailure[];
  /** What the checks of allocations say, by allocation. */
  readonly checks?: Readonly<Record<string, readonly CheckStatus[]>>;
  /** Read where something finds no place; undefined too when the token may not list them. */
  readonly nodes?: readonly KnownNode[];
  /** Of the last job file that was found. */
  readonly file?: { readonly uri: string; readonly locate: Locate };
}

export function diagnosis(facts: DiagnosisFacts): Report {
  const { id, namespace, cluster } = facts;
  const place = `${cluster} · ${namespace}`;
  const title = `Diagnose · ${id}`;
  if (!facts.job) return { title, place, lines: notThere(facts), actions: againOnly(facts) };
  const explained = explainFailures({
    ...facts,
    checks: facts.checks ?? {},
    deploymentFailed: facts.deployment?.Status === 'failed',
    locate: facts.file?.locate,
  });
  const [current, earlier] = [true, false].map((now) =>
    explained.filter((one) => one.current === now).flatMap((one) => failureLines(one, facts)),
  );
  const told = new Set(explained.map(({ failure }) => failure.allocationId));
  return {
    title,
    place,
    lines: [
      ...verdicts(facts, explained),
      ...part('What finds no place', placementLines(facts)),
      ...part('What fails', current ?? []),
      ...part('What is not running yet', waitingLines(facts, told)),
      ...part('What failed earlier', earlier ?? []),
      ...part('How it stands', standing(facts)),
    ],
    actions: actionsFor(facts, explained),
  };
}

function notThere({ id, cluster, namespace, elsewhere, file }: DiagnosisFacts): Line[] {
  const others = elsewhere.map((name) => `"${name}"`).join(', ');
  return [
    verdict('bad', `There is no job "${id}" in namespace "${namespace}" of ${cluster}.`),
    ...(elsewhere.length > 0
      ? [line(1, `It is in namespace ${others}. Set that as namespace, or write it into the job.`)]
      : []),
    ...(file ? [line(1, 'It has not been run there, or it was purged. Run the file to register it.')] : []),
  ];
}

/** The sentences that somebody reads first: the worst comes first. */
function verdicts(facts: DiagnosisFacts, explained: readonly ExplainedFailure[]): Line[] {
  const { job, allocations, deployment } = facts;
  const running = allocations.filter(({ ClientStatus }) => ClientStatus === 'running').length;
  const wanted = wantedOf(job);
  const found: Line[] = [];
  if (job?.Stop) return [verdict('warning', 'It is stopped. Run it to start it again.')];
  const homeless = explainPlacements(failedGroups(facts), job, facts.file?.locate);
  for (const failure of homeless) {
    const { group, reasons } = failure;
    const place = at(facts.file?.uri, reasons[0]?.line);
    found.push(verdict('bad', `Group "${group}" finds no place: ${firstReason(failure)}`, ...place, '.'));
  }
  if (homeless.length > 0 && isBlocked(facts)) {
    found.push(line(1, 'Nomad goes on trying as soon as something changes.'));
  }
  const causes = currentCauses(explained);
  for (const { first, cause, count } of causes) {
    const { failure, line: where } = first;
    const what = failure.task ? `Task "${failure.task}" of group "${failure.group}"` : `Group "${failure.group}"`;
    const many = count > 1 ? ` (${count} allocations)` : '';
    found.push(verdict('bad', `${what}${many}: ${cause}`, ...at(facts.file?.uri, where), '.'));
  }
  const failed = latestFailed(facts);
  if (failed.length > 0 && causes.length === 0)
    found.push(verdict('bad', `${plural(failed.length, 'allocation')} of the running version failed.`));
  if (deployment) found.push(...deploymentVerdict(deployment));
  const invalid = facts.evaluations.find(({ Status }) => Status === 'failed');
  if (invalid && invalid === facts.evaluations[0]) {
    found.push(verdict('bad', `The scheduler gave up: ${invalid.StatusDescription || 'it does not say why'}.`));
  }
  if (found.length > 0) return found;
  if (job?.Periodic)
    return [verdict('good', 'It is registered and starts on its schedule; its runs are jobs of their own.')];
  if (job?.ParameterizedJob) return [verdict('good', 'It is registered and starts when it is dispatched.')];
  if (job?.Status === 'dead')
    return [verdict('good', 'It has ended, and nothing of it failed that Nomad still knows.')];
  if (running < wanted)
    return [verdict('warning', `${running} of ${wanted} allocations run; the others are on their way.`)];
  return [verdict('good', `${running} of ${wanted} allocations run, and Nomad knows of nothing wrong.`)];
}

function deploymentVerdict({ Status, StatusDescription, JobVersion, TaskGroups }: Deployment): Line[] {
  const unhealthy = Object.values(TaskGroups).reduce((sum, group) => sum + group.UnhealthyAllocs, 0);
  switch (Status) {
    case 'failed':
      return [verdict('bad', `The deployment of version ${JobVersion} failed: ${whyFailed(StatusDescription)}.`)];
    case 'paused':
      return [verdict('warning', `The deployment of version ${JobVersion} is paused.`)];
    case 'running':
      if (/requires manual promotion/.test(StatusDescription)) {
        return [verdict('warning', `The canaries of version ${JobVersion} wait to be promoted.`)];
      }
      return unhealthy > 0
        ? [
            verdict(
              'warning',
              `The deployment of version ${JobVersion} is under way, with ${unhealthy} unhealthy so far.`,
            ),
          ]
        : [];
    default:
      return [];
  }
}

/** Source: nomad/structs DeploymentStatusDescription…; what follows is what was done about it. */
function whyFailed(description: string): string {
  return lower(description)
    .replace(/^failed due to unhealthy allocations/, 'its allocations did not get healthy')
    .replace(/^failed due to progress deadline/, 'nothing more got healthy within "progress_deadline"')
    .replace(/^deployment marked as failed/, 'somebody said so');
}

function placementLines(facts: DiagnosisFacts): Line[] {
  const { file, job, nodes: known } = facts;
  return explainPlacements(failedGroups(facts), job, file?.locate).flatMap(({ group, count, nodes, reasons }) => [
    line(1, `group "${group}": ${plural(count, 'allocation')} without a place, ${plural(nodes, 'node')} looked at`),
    ...reasons.flatMap((reason) => [
      line(2, '• ', reason.text, ...at(file?.uri, reason.line)),
      ...answersOf(reason, known, job, group).map((pieces) => line(3, '→ ', ...pieces)),
    ]),
  ]);
}

function failureLines(explained: ExplainedFailure, { file, namespace, id }: DiagnosisFacts): Line[] {
  const { failure, checks, advice, line: where } = explained;
  const { allocationId, allocation, node, task, events, group, log } = failure;
  const target = { kind: 'task', namespace, jobId: id, group, allocationId, task };
  return [
    line(
      1,
      `${allocation} · ${allocationId.slice(0, 8)} on ${node}${task ? `, task "${task}"` : ''}   `,
      ...(task ? [{ text: 'logs', link: { command: 'nomad.alloc.logs', args: [target] } }] : []),
    ),
    ...events
      .slice(-5)
      .map((event) => line(2, { text: timeOf(event), kind: 'muted' }, `  ${event.Type}: ${oneLine(event)}`)),
    ...(log
      ? [
          line(2, { text: `the end of ${log.stream}:`, kind: 'muted' }),
          ...lastLines(maskText(log.text)).map((text) => line(3, { text, kind: 'code' })),
        ]
      : []),
    ...checks.map(({ service, asks, said }) =>
      line(2, { text: `✖ check of service "${service}" (${asks})`, kind: 'bad' }, said === '' ? '' : `: ${said}`),
    ),
    ...(advice ? [line(2, { text: `→ ${advice.text}`, kind: 'warning' }, ...at(file?.uri, where))] : []),
  ];
}

/** Tasks of living allocations that have not started, with what they wait for. */
function waitingLines({ allocations, file }: DiagnosisFacts, told: ReadonlySet<string>): Line[] {
  return allocations
    .filter(({ ID }) => !told.has(ID))
    .filter(({ ClientStatus, DesiredStatus }) => ClientStatus === 'pending' && DesiredStatus === 'run')
    .slice(0, 5)
    .flatMap(({ Name, ID, NodeName, TaskStates, TaskGroup }) => [
      line(1, `${Name} · ${ID.slice(0, 8)} on ${NodeName}`),
      ...Object.entries(TaskStates ?? {}).map(([task, { Events }]) => {
        const event = tellingEvent(Events ?? []);
        return line(
          2,
          `task "${task}": ${event ? oneLine(event) : 'no event yet'}`,
          ...at(file?.uri, file?.locate('task', task, TaskGroup)),
        );
      }),
    ]);
}

function standing({ job, allocations, evaluations, deployment }: DiagnosisFacts): Line[] {
  const count = (status: string) => allocations.filter(({ ClientStatus }) => ClientStatus === status).length;
  const counts = ['running', 'pending', 'complete', 'failed', 'lost', 'unknown']
    .filter((status) => count(status) > 0)
    .map((status) => `${count(status)} ${status}`);
  const [newest] = evaluations;
  return [
    line(1, `job         version ${job?.Version ?? 0}, ${job?.Status ?? ''}, type ${job?.Type ?? 'service'}`),
    line(1, `allocations ${counts.join(', ') || 'none'}`),
    ...(deployment ? [line(1, `deployment  ${lower(deployment.StatusDescription)}`)] : []),
    ...(newest
      ? [
          line(
            1,
            `evaluation  ${newest.ID.slice(0, 8)} (${newest.TriggeredBy}): ${newest.Status}${newest.StatusDescription ? `, ${newest.StatusDescription}` : ''}`,
          ),
        ]
      : []),
  ];
}

function actionsFor(facts: DiagnosisFacts, explained: readonly ExplainedFailure[]): Action[] {
  const { id, namespace, file, failures, allocations } = facts;
  const target = { kind: 'job', jobId: id, namespace, file: file?.uri };
  const [failure] = failures;
  const [allocation] = failure ? [] : allocations;
  const shown = failure
    ? { allocationId: failure.allocationId, group: failure.group, task: failure.task }
    : allocation && { allocationId: allocation.ID, group: allocation.TaskGroup };
  return [
    ...againOnly(facts),
    ...(shown
      ? [
          {
            title: '$(output) Logs',
            command: 'nomad.alloc.logs',
            args: [{ kind: 'allocation', namespace, jobId: id, ...shown }],
          },
        ]
      : []),
    ...nextSteps(facts, explained),
    ...(hasVolumes(facts)
      ? [{ title: '$(database) Check Volumes', command: 'nomad.volume.check', args: [target] }]
      : []),
    ...(file
      ? [{ title: '$(checklist) Plan', command: 'nomad.job.plan', args: [{ kind: 'job', file: file.uri }] }]
      : []),
    ...(file
      ? [{ title: '$(go-to-file) Job File', command: 'nomad.explorer.openFile', args: [{ file: file.uri }] }]
      : []),
  ];
}

/** What the first of the current failures asks for. */
function nextSteps({ namespace }: DiagnosisFacts, explained: readonly ExplainedFailure[]): Action[] {
  const actions = explained
    .filter(({ current }) => current)
    .flatMap(({ advice, checks: [check] }): Action[] => {
      const target = check && { kind: 'service', service: check.service, namespace };
      return [
        ...(target ? [{ title: '$(pulse) Check the Service', command: 'nomad.service.check', args: [target] }] : []),
        ...(advice?.action ? [advice.action] : []),
      ];
    });
  return actions.filter(({ title }, i) => actions.findIndex((one) => one.title === title) === i).slice(0, 2);
}

function hasVolumes({ job }: DiagnosisFacts): boolean {
  return (job?.TaskGroups ?? []).some(({ Volumes }) => Object.keys(Volumes ?? {}).length > 0);
}

function againOnly({ id, namespace, file }: DiagnosisFacts): Action[] {
  const target = { kind: 'job', jobId: id, namespace, file: file?.uri };
  return [{ title: '$(refresh) Diagnose again', command: 'nomad.job.diagnose', args: [target] }];
}

/** Of the newest evaluation that says it: what it placed later is no longer homeless. */
function failedGroups({ evaluations }: DiagnosisFacts): NonNullable<Evaluation['FailedTGAllocs']> {
  const [newest] = evaluations.filter(({ Status }) => Status === 'complete' || Status === 'blocked');
  return newest?.FailedTGAllocs ?? {};
}

function isBlocked({ evaluations }: DiagnosisFacts): boolean {
  return evaluations.some(({ Status }) => Status === 'blocked');
}

/** Failed, of the job's version of now, and not made good by another allocation. */
function latestFailed({ allocations, job }: DiagnosisFacts): readonly AllocationStub[] {
  return allocations.filter(
    ({ ClientStatus, JobVersion, NextAllocation }) =>
      (ClientStatus === 'failed' || ClientStatus === 'lost') && !NextAllocation && JobVersion === job?.Version,
  );
}

function wantedOf(job: Job | undefined): number {
  return (job?.TaskGroups ?? []).reduce((sum, { Count }) => sum + (Count ?? 1), 0);
}

const MOST_LINES = 8;

/** The end of a log; a line that comes again and again stands there once. */
function lastLines(log: string): readonly string[] {
  const lines: { readonly text: string; times: number }[] = [];
  for (const text of log.trimEnd().split('\n')) {
    const last = lines.at(-1);
    if (last?.text === text) last.times++;
    else lines.push({ text, times: 1 });
  }
  return lines.slice(-MOST_LINES).map(({ text, times }) => (times > 1 ? `${text}   (${times} times)` : text));
}

function timeOf({ Time }: TaskEvent): string {
  return new Date(Time / 1e6).toLocaleTimeString('en-GB');
}

function oneLine({ DisplayMessage, Type }: TaskEvent): string {
  const text = maskText(DisplayMessage || Type)
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}

/** Nomad's sentences begin with a capital and have no full stop. */
function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
