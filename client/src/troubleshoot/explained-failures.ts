/** Failures of allocations with their reasons: what the events, the last words and the checks say together. Pure. */
import type { AllocationStub, CheckStatus, Job } from '@nomad/api';
import { type AllocationFailure, tellingEvent } from '../cluster/allocation-failures';
import { type Locate, maskText } from '../plan';
import { adviceFor } from './advice';
import { type FailingCheck, failingChecks } from './failing-checks';
import type { Advice } from './report';

export interface ExplainedFailure {
  readonly failure: AllocationFailure;
  /** It is what keeps the job from running well now, and no other allocation has made it good. */
  readonly current: boolean;
  readonly checks: readonly FailingCheck[];
  /** Of the check that fails, or of the event that says most. */
  readonly advice?: Advice;
  /** Line of the job file that it is about. */
  readonly line?: number;
}

export interface FailureFacts {
  readonly job?: Job;
  readonly allocations: readonly AllocationStub[];
  readonly failures: readonly AllocationFailure[];
  /** Of the newest deployment. */
  readonly deploymentFailed: boolean;
  /** By allocation; an allocation that could not be asked is missing. */
  readonly checks: Readonly<Record<string, readonly CheckStatus[]>>;
  readonly locate?: Locate;
}

export function explainFailures(facts: FailureFacts): readonly ExplainedFailure[] {
  const { job, failures, allocations, checks, locate } = facts;
  return failures.map((failure) => {
    const { group, task, allocationId, events, log } = failure;
    const allocation = allocations.find(({ ID }) => ID === allocationId);
    const failing = failingChecks(job, group, checks[allocationId] ?? []);
    const advice = failing[0] ?? adviceFor(tellingEvent(events), maskText(log?.text ?? ''));
    return {
      failure,
      current: allocation !== undefined && isCurrent(allocation, facts),
      checks: failing,
      advice,
      line: advice?.place && lineOf(advice.place, group, task, locate),
    };
  });
}

/** The causes of what is wrong now, each once, with how many allocations have it. */
export function currentCauses(explained: readonly ExplainedFailure[]) {
  const found = new Map<string, { readonly first: ExplainedFailure; readonly cause: string; count: number }>();
  for (const one of explained) {
    const { failure, advice, current } = one;
    if (!current || !advice) continue;
    // Paths and ports differ from allocation to allocation.
    const key = [failure.group, failure.task, advice.cause.replace(/\d+/g, '')].join('\t');
    const known = found.get(key);
    if (known) known.count++;
    else found.set(key, { first: one, cause: advice.cause, count: 1 });
  }
  return [...found.values()];
}

function isCurrent(allocation: AllocationStub, { job, deploymentFailed }: FailureFacts): boolean {
  const { ClientStatus, DesiredStatus, JobVersion, NextAllocation, DeploymentStatus } = allocation;
  if (JobVersion !== job?.Version) return false;
  if (ClientStatus === 'failed' || ClientStatus === 'lost') return !NextAllocation;
  if (DesiredStatus !== 'run') return false;
  return isRestarting(allocation) || (DeploymentStatus?.Healthy === false && deploymentFailed);
}

function isRestarting({ TaskStates }: AllocationStub): boolean {
  return Object.values(TaskStates ?? {}).some(({ State, Restarts }) => State === 'pending' && (Restarts ?? 0) > 0);
}

function lineOf(
  { kind, name }: NonNullable<Advice['place']>,
  group: string,
  task: string,
  locate: Locate | undefined,
): number | undefined {
  // Volumes, services and their checks stand in the group, or in the task.
  const inTask = ['config', 'command', 'image', 'user', 'template', 'artifact', 'memory'].includes(kind);
  return inTask ? locate?.(kind, name, group, task || undefined) : locate?.(kind, name, group);
}
