/**
 * Follows a change of a job from its evaluation over the allocations to the end of the deployment: to health, or to
 * the reason why not. Knows no editor; what is asked of Nomad is what `nomad job run` asks (command/monitor.go).
 */
import {
  type AllocationMetric,
  type AllocationStub,
  type Deployment,
  type Evaluation,
  isNomadError,
  type NomadClient,
  type NomadError,
  type ReadOptions,
  watch,
} from '@nomad/api';
import { type AllocationFailure, findFailures } from './allocation-failures';

export interface FollowOptions {
  readonly evalId: string;
  readonly jobId: string;
  readonly namespace?: string;
  readonly region?: string;
  readonly signal?: AbortSignal;
  /** Milliseconds between two looks when nothing changes. Default 2000. */
  readonly tick?: number;
  /** Told when the connection is lost and will be tried again. */
  readonly onInterruption?: (error: NomadError) => void;
}

export type Progress =
  | { readonly kind: 'evaluation'; readonly evaluation: Evaluation }
  | { readonly kind: 'allocations'; readonly allocations: readonly AllocationStub[] }
  | {
      readonly kind: 'deployment';
      readonly deployment: Deployment;
      readonly allocations: readonly AllocationStub[];
      /** True while the job goes back to an older version. */
      readonly goingBack: boolean;
    }
  | { readonly kind: 'end'; readonly outcome: Outcome };

export type Outcome =
  /** The deployment is over and well. */
  | { readonly result: 'healthy'; readonly deployment: Deployment }
  /** No deployment (batch, system): everything that was placed runs. */
  | { readonly result: 'running'; readonly count: number }
  /** No deployment: everything that was placed has ended well. */
  | { readonly result: 'complete'; readonly count: number }
  /** Nomad had nothing to do. */
  | { readonly result: 'unchanged' }
  /** Stopped, and nothing of it runs any more. */
  | { readonly result: 'stopped' }
  /** The canaries are healthy; somebody has to promote them. */
  | { readonly result: 'needs-promotion'; readonly deployment: Deployment }
  /** Paused or cancelled by somebody, or replaced by a newer version. */
  | { readonly result: 'interrupted'; readonly reason: string }
  | {
      readonly result: 'not-placed';
      readonly failed: Readonly<Record<string, AllocationMetric>>;
      /** The evaluation that waits for room. */
      readonly blockedEval?: string;
    }
  | {
      readonly result: 'failed';
      readonly reason: string;
      readonly failures: readonly AllocationFailure[];
      /** The version that the job went back to, and whether that one is healthy. */
      readonly wentBack?: { readonly version: number; readonly healthy: boolean };
    };

/** Follows a registration. Ends with `end`; ends with a `NomadError` when the cluster cannot be asked any more. */
export async function* followRun(client: NomadClient, options: FollowOptions): AsyncGenerator<Progress> {
  const evaluation = yield* followEvaluation(client, options);
  if (evaluation.Status !== 'complete') {
    const reason = evaluation.StatusDescription || `The evaluation ended as "${evaluation.Status}".`;
    return yield end({ result: 'failed', reason, failures: [] });
  }
  const failed = evaluation.FailedTGAllocs ?? {};
  if (Object.keys(failed).length > 0) {
    return yield end({ result: 'not-placed', failed, blockedEval: evaluation.BlockedEval || undefined });
  }
  if (evaluation.DeploymentID) yield* followDeployment(client, evaluation.DeploymentID, options);
  else yield* followAllocations(client, evaluation, options);
}

/** Follows the stop of a job, until nothing of it runs any more. */
export async function* followStop(client: NomadClient, options: FollowOptions): AsyncGenerator<Progress> {
  const evaluation = yield* followEvaluation(client, options);
  if (evaluation.Status !== 'complete') {
    const reason = evaluation.StatusDescription || `The evaluation ended as "${evaluation.Status}".`;
    return yield end({ result: 'failed', reason, failures: [] });
  }
  for (;;) {
    const all = await patiently(options, () => client.jobs.allocations(options.jobId, where(options)));
    const allocations = all.filter(({ ClientStatus }) => ClientStatus === 'running' || ClientStatus === 'pending');
    if (allocations.length === 0) return yield end({ result: 'stopped' });
    yield { kind: 'allocations', allocations };
    await pause(options.tick ?? TICK, options.signal);
  }
}

const TICK = 2_000;

async function* followEvaluation(client: NomadClient, options: FollowOptions): AsyncGenerator<Progress, Evaluation> {
  let id = options.evalId;
  for (;;) {
    let last: Evaluation | undefined;
    for await (const evaluation of watch((read) => client.evaluations.read(id, read), watching(options))) {
      yield { kind: 'evaluation', evaluation };
      last = evaluation;
      if (evaluation.Status !== 'pending') break;
    }
    if (!last?.NextEval) return last as Evaluation;
    // A rolling change goes on in another evaluation, after a while (nanoseconds).
    await pause((last.Wait ?? 0) / 1e6, options.signal);
    id = last.NextEval;
  }
}

async function* followDeployment(client: NomadClient, id: string, options: FollowOptions): AsyncGenerator<Progress> {
  const { deployment, allocations } = yield* untilOver(client, id, options, false);
  switch (deployment.Status) {
    case 'successful':
      return yield end({ result: 'healthy', deployment });
    case 'failed': {
      const reason = deployment.StatusDescription;
      const failures = await findFailures(client, allocations, where(options));
      const wentBack = yield* followWayBack(client, deployment, options);
      return yield end({ result: 'failed', reason, failures, wentBack });
    }
    case 'running':
      return yield end({ result: 'needs-promotion', deployment });
    default:
      return yield end({ result: 'interrupted', reason: deployment.StatusDescription });
  }
}

interface State {
  readonly deployment: Deployment;
  readonly allocations: readonly AllocationStub[];
}

/** Looks at each tick, also without a change of the deployment: the tasks' events change in between. */
async function* untilOver(
  client: NomadClient,
  id: string,
  options: FollowOptions,
  goingBack: boolean,
): AsyncGenerator<Progress, State> {
  const read = (more: ReadOptions) => client.deployments.read(id, more);
  for await (const deployment of watch(read, { ...watching(options), ticks: true })) {
    const { data: allocations } = await patiently(options, () => client.deployments.allocations(id, where(options)));
    yield { kind: 'deployment', deployment, allocations, goingBack };
    if (isOver(deployment) || (deployment.Status === 'running' && needsPromotion(deployment))) {
      return { deployment, allocations };
    }
  }
  throw new Error('a watch does not end by itself');
}

function isOver({ Status }: Deployment): boolean {
  return ['successful', 'failed', 'cancelled', 'blocked', 'paused'].includes(Status);
}

/** All canaries are healthy, and Nomad waits for a person. */
function needsPromotion({ TaskGroups }: Deployment): boolean {
  const waiting = Object.values(TaskGroups).filter((group) => group.DesiredCanaries > 0 && !group.Promoted);
  return (
    waiting.length > 0 && waiting.every((group) => !group.AutoPromote && group.HealthyAllocs >= group.DesiredCanaries)
  );
}

/** With `auto_revert` Nomad starts a deployment of the last stable version a moment after the failure. */
async function* followWayBack(
  client: NomadClient,
  failed: Deployment,
  options: FollowOptions,
): AsyncGenerator<Progress, { version: number; healthy: boolean } | undefined> {
  const promised = /rolling back to job version (\d+)/.exec(failed.StatusDescription);
  if (!promised) return undefined;
  for (let looks = 0; looks < 5; looks++) {
    const latest = await patiently(options, () => client.jobs.latestDeployment(options.jobId, where(options)));
    if (latest && latest.ID !== failed.ID && latest.CreateIndex > failed.CreateIndex) {
      const { deployment } = yield* untilOver(client, latest.ID, options, true);
      return { version: Number(promised[1]), healthy: deployment.Status === 'successful' };
    }
    await pause(Math.min(1_000, options.tick ?? TICK), options.signal);
  }
  return { version: Number(promised[1]), healthy: false };
}

/** Without a deployment, what the evaluation has placed tells how it goes. */
async function* followAllocations(
  client: NomadClient,
  evaluation: Evaluation,
  options: FollowOptions,
): AsyncGenerator<Progress> {
  let index = 0;
  for (;;) {
    const wait = index === 0 ? undefined : (options.tick ?? TICK);
    const answer = await patiently(options, () =>
      client.evaluations.allocations(evaluation.ID, { ...where(options), index, wait }),
    );
    const allocations = answer.data.filter(({ DesiredStatus }) => DesiredStatus === 'run');
    if (allocations.length === 0) return yield end({ result: 'unchanged' });
    yield { kind: 'allocations', allocations };
    const failed = allocations.filter(({ ClientStatus }) => ClientStatus === 'failed' || ClientStatus === 'lost');
    if (failed.length > 0) {
      const reason = `${failed.length} of ${allocations.length} allocations failed`;
      return yield end({ result: 'failed', reason, failures: await findFailures(client, failed, where(options)) });
    }
    if (allocations.every(({ ClientStatus }) => ClientStatus !== 'pending')) {
      const count = allocations.length;
      const over = allocations.every(({ ClientStatus }) => ClientStatus === 'complete');
      return yield end({ result: over ? 'complete' : 'running', count });
    }
    if (answer.index === 0 || answer.index === index) await pause(options.tick ?? TICK, options.signal);
    index = answer.index;
  }
}

/** Waits for a lost connection, as `watch` does for single objects. */
async function patiently<T>(options: FollowOptions, read: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await read();
    } catch (error) {
      if (tries >= 30 || !isNomadError(error, 'unreachable', 'no-leader', 'timeout')) throw error;
      options.onInterruption?.(error);
      await pause(options.tick ?? TICK, options.signal);
    }
  }
}

function end(outcome: Outcome): Progress {
  return { kind: 'end', outcome };
}

function where({ namespace, region, signal }: FollowOptions): ReadOptions {
  return { namespace, region, signal };
}

function watching(options: FollowOptions) {
  return { ...where(options), wait: options.tick ?? TICK, onInterruption: options.onInterruption };
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => [clearTimeout(timer), resolve()], { once: true });
  });
}
