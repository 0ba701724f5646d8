/** Progress and outcome of a run in words. Pure. */
import type { Deployment, Job, TaskEvent } from '@nomad/api';
import { explainPlacements, type Locate, maskText } from '../plan';
import { type AllocationFailure, newestEvent, tellingEvent } from './allocation-failures';
import type { Outcome, Progress } from './follow-run';

/** One line for a progress notification. */
export function progressText(progress: Progress): string {
  switch (progress.kind) {
    case 'evaluation':
      return progress.evaluation.Status === 'pending' ? 'waiting for the scheduler' : 'placed by the scheduler';
    case 'allocations': {
      const { allocations } = progress;
      const count = (status: string) => allocations.filter(({ ClientStatus }) => ClientStatus === status).length;
      const parts = (['running', 'pending', 'complete', 'failed', 'lost'] as const)
        .filter((status) => count(status) > 0)
        .map((status) => `${count(status)} ${status}`);
      return withEvent(parts.join(', '), progress.allocations);
    }
    case 'deployment': {
      const { deployment, allocations, goingBack } = progress;
      const parts = byName(deployment.TaskGroups).map(([name, group]) => {
        const bad = group.UnhealthyAllocs > 0 ? `, ${group.UnhealthyAllocs} unhealthy` : '';
        const canaries = group.DesiredCanaries > 0 && !group.Promoted;
        const wanted = canaries ? group.DesiredCanaries : group.DesiredTotal;
        return `${name} ${group.HealthyAllocs}/${wanted}${canaries ? ' canaries' : ''} healthy${bad}`;
      });
      return withEvent(`${goingBack ? 'going back: ' : ''}${parts.join(' · ')}`, allocations);
    }
    case 'end':
      return '';
  }
}

export interface OutcomeText {
  readonly level: 'information' | 'warning' | 'error';
  /** One or two sentences. */
  readonly message: string;
  /** Everything that is known, for the log. */
  readonly details: readonly string[];
}

export interface RunFacts {
  readonly jobId: string;
  readonly cluster: string;
  readonly job?: Job;
  readonly locate?: Locate;
  /** Milliseconds since it was submitted. */
  readonly took: number;
}

/** What is said when it is over. */
export function outcomeText(outcome: Outcome, facts: RunFacts): OutcomeText {
  const name = `Job "${facts.jobId}" on ${facts.cluster}`;
  const took = duration(facts.took);
  const good = (message: string): OutcomeText => ({ level: 'information', message, details: [] });
  switch (outcome.result) {
    case 'healthy':
      return good(
        `${name} is healthy: ${healthyText(outcome.deployment)}, version ${outcome.deployment.JobVersion}, after ${took}.`,
      );
    case 'running':
      return good(`${name} runs: ${plural(outcome.count, 'allocation')} after ${took}.`);
    case 'complete':
      return good(`${name} is complete: ${plural(outcome.count, 'allocation')} ended well after ${took}.`);
    case 'unchanged':
      return good(`${name}: Nomad had nothing to change.`);
    case 'stopped':
      return good(`${name} is stopped.`);
    case 'needs-promotion':
      return {
        level: 'warning',
        message: `${name}: the canaries of version ${outcome.deployment.JobVersion} are healthy and wait to be promoted.`,
        details: [],
      };
    case 'interrupted':
      return { level: 'warning', message: `${name}: ${sentence(outcome.reason)}`, details: [] };
    case 'not-placed':
      return notPlaced(outcome, name, facts);
    case 'failed':
      return failed(outcome, name);
  }
}

function notPlaced(outcome: Extract<Outcome, { result: 'not-placed' }>, name: string, facts: RunFacts): OutcomeText {
  const failures = explainPlacements(outcome.failed, facts.job, facts.locate);
  const groups = failures.map(({ group, count, reasons }) => {
    const [first, ...others] = reasons;
    const place = first?.line === undefined ? '' : ` (line ${first.line})`;
    const more = others.length > 0 ? `, and ${plural(others.length, 'other reason')}` : '';
    return `${plural(count, 'allocation')} of group "${group}" found no place: ${first?.text ?? ''}${place}${more}`;
  });
  const waits = outcome.blockedEval ? ' Nomad goes on trying as soon as there is room.' : '';
  return {
    level: 'error',
    message: `${name}: ${groups.join('; ')}.${waits}`,
    details: failures.flatMap(({ group, count, nodes, reasons }) => [
      `group "${group}": ${plural(count, 'allocation')} without a place, ${plural(nodes, 'node')} looked at`,
      ...reasons.map(({ text, line }) => `  ${text}${line === undefined ? '' : ` (line ${line})`}`),
    ]),
  };
}

function failed(outcome: Extract<Outcome, { result: 'failed' }>, name: string): OutcomeText {
  const [first] = outcome.failures;
  const why = first ? ` ${failureText(first)}` : '';
  // "Failed due to progress deadline" and the like are Nomad's words; evaluations fail with other ones.
  const said = outcome.reason.replace(/ - rolling back.*$/, '');
  const reason = said.startsWith('Failed ') ? `f${said.slice(1)}` : `failed: ${said}`;
  const back = outcome.wentBack
    ? outcome.wentBack.healthy
      ? ` It is back at version ${outcome.wentBack.version}, healthy.`
      : ` It goes back to version ${outcome.wentBack.version}, which is not healthy yet.`
    : '';
  return {
    level: 'error',
    message: `${name} ${sentence(reason)}${why}${back}`,
    details: outcome.failures.flatMap(failureDetails),
  };
}

/** `Group "app", task "main": Exit Code: 3. Its last words: "cannot open the database".` */
function failureText({ group, task, events, log }: AllocationFailure): string {
  const event = tellingEvent(events);
  const said = log && lastLine(log.text);
  const words = said ? ` Its last words on ${log.stream}: "${said}".` : '';
  return `Group "${group}"${task ? `, task "${task}"` : ''}: ${event ? sentence(oneLine(event)) : 'no event tells why.'}${words}`;
}

/** Without secrets and colours, and short enough for a notification. */
function lastLine(text: string): string | undefined {
  const plain = maskText(text).replace(/\x1b\[[\d;]*[A-Za-z]/g, '');
  const last = plain
    .split('\n')
    .map((one) => one.trim())
    .findLast((one) => one !== '');
  return last && last.length > 120 ? `${last.slice(0, 119)}…` : last;
}

/** Events and last words of one allocation, for the log. Secrets in them become dots. */
export function failureDetails({ allocation, allocationId, node, task, events, log }: AllocationFailure): string[] {
  return [
    `allocation ${allocationId.slice(0, 8)} (${allocation}) on ${node}${task ? `, task "${task}"` : ''}`,
    ...events.map((event) => `  ${new Date(event.Time / 1e6).toISOString()}  ${event.Type}: ${oneLine(event)}`),
    ...(log
      ? [
          `  the end of ${log.stream}:`,
          ...maskText(log.text.trimEnd())
            .split('\n')
            .slice(-20)
            .map((text) => `    ${text}`),
        ]
      : []),
  ];
}

function healthyText({ TaskGroups }: Deployment): string {
  return byName(TaskGroups)
    .map(([name, group]) => `${name} ${group.HealthyAllocs}/${group.DesiredTotal}`)
    .join(', ');
}

/** Nomad's objects come in no order. */
function byName<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

function withEvent(text: string, allocations: Parameters<typeof newestEvent>[0]): string {
  const newest = newestEvent(allocations);
  return newest ? `${text} · ${newest.task}: ${oneLine(newest.event)}` : text;
}

function oneLine({ DisplayMessage, Type }: TaskEvent): string {
  const text = maskText(DisplayMessage || Type)
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `8 s`, `2 min 5 s`. */
function duration(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
