/** What can be done with a job that is there: start, scale, dispatch, force, revert; and what goes with it. */
import { type CallOptions, calling, type ReadOptions, reading, type Send } from '../call';
import { isNomadError } from '../errors';
import type { DispatchAnswer, Job, JobAction, JobChange, JobScale, ServiceRegistration } from '../types';
import type { JobsApi } from './jobs';

export interface DispatchOptions extends CallOptions {
  readonly meta?: Readonly<Record<string, string>>;
  /** At most 16 KiB. */
  readonly payload?: Uint8Array;
  /** Part of the child's ID. */
  readonly idPrefix?: string;
  /** With the same token a second request gives the child of the first. */
  readonly idempotencyToken?: string;
}

export interface ScaleOptions extends CallOptions {
  /** Kept with the event. */
  readonly message?: string;
}

export interface RevertOptions extends CallOptions {
  /** Nomad refuses when the job has another version by then. */
  readonly enforceVersion?: number;
}

export interface JobChangesApi {
  /** Runs a stopped job again as it was, with its source. */
  start(id: string, options?: CallOptions): Promise<JobChange>;
  /** `POST /v1/job/<id>/scale`: another count for a group, as a new version. Refused while a deployment is active. */
  scale(id: string, group: string, count: number, options?: ScaleOptions): Promise<JobChange>;
  /** Counts of each group: wanted, placed, running, healthy. */
  scaleStatus(id: string, options?: ReadOptions): Promise<JobScale>;
  /** Starts a child of a parameterized job. */
  dispatch(id: string, options?: DispatchOptions): Promise<DispatchAnswer>;
  /** Starts a child of a periodic job now. The evaluation's `JobID` names the child. */
  forcePeriodic(id: string, options?: CallOptions): Promise<JobChange>;
  /** Makes a new version that is as an older one was. */
  revert(id: string, version: number, options?: RevertOptions): Promise<JobChange>;
  /** Has the scheduler look at the job again. */
  evaluate(id: string, options?: CallOptions & { readonly forceReschedule?: boolean }): Promise<JobChange>;
  services(id: string, options?: ReadOptions): Promise<readonly ServiceRegistration[]>;
  /** What can be run in its tasks by name (`action` blocks). */
  actions(id: string, options?: ReadOptions): Promise<readonly JobAction[]>;
}

export function jobChangesApi(send: Send, jobs: Pick<JobsApi, 'read' | 'submission' | 'register'>): JobChangesApi {
  const about = async <T>(id: string, what: string, part: string, options?: ReadOptions): Promise<T> => {
    const purpose = `read the ${what} of job "${id}"`;
    const call = { ...reading(options), method: 'GET', path: `${pathOf(id)}${part}`, purpose } as const;
    return (await send({ ...call, needs: 'read-job' })).data as T;
  };
  const change = async <T>(
    id: string,
    part: string,
    words: { readonly purpose: string; readonly needs: string; readonly ifRefused: string },
    options: CallOptions | undefined,
    body?: object,
    query?: Record<string, string | undefined>,
  ): Promise<T> => {
    const call = { ...calling(options), method: 'POST', path: `${pathOf(id)}${part}`, body, query } as const;
    return (await send({ ...call, ...words })).data as T;
  };
  return {
    async start(id, options) {
      const job = await jobs.read(id, options);
      const submission = await jobs.submission(id, job.Version ?? 0, options).catch((error) => {
        if (isNomadError(error, 'not-found')) return undefined;
        throw error;
      });
      const enforceIndex = Number(job.JobModifyIndex);
      return jobs.register({ ...job, Stop: false } as Job, { ...options, submission, enforceIndex });
    },
    scale(id, group, count, options) {
      const words = {
        purpose: `scale group "${group}" of job "${id}" to ${count}`,
        needs: 'scale-job or submit-job',
        ifRefused: 'See the bounds of its scaling block, and whether a deployment is still under way.',
      };
      const body = { Count: count, Target: { Group: group }, Message: options?.message };
      return change(id, '/scale', words, options, body);
    },
    scaleStatus: (id, options) => about(id, 'counts', '/scale', options),
    dispatch(id, options = {}) {
      const { meta, payload, idPrefix, idempotencyToken } = options;
      const words = {
        purpose: `dispatch job "${id}"`,
        needs: 'dispatch-job',
        ifRefused: 'See the parameterized block of the job: which meta it takes, and whether a payload.',
      };
      const body = {
        Meta: meta,
        Payload: payload && Buffer.from(payload).toString('base64'),
        IdPrefixTemplate: idPrefix,
      };
      return change(id, '/dispatch', words, options, body, { idempotency_token: idempotencyToken });
    },
    forcePeriodic(id, options) {
      const words = {
        purpose: `launch periodic job "${id}" now`,
        needs: 'dispatch-job, submit-job or force-periodic-job',
        ifRefused: 'Only jobs with a periodic block can be launched so.',
      };
      return change(id, '/periodic/force', words, options);
    },
    revert(id, version, options) {
      const words = {
        purpose: `revert job "${id}" to version ${version}`,
        needs: 'submit-job or revert-job',
        ifRefused: 'List its versions again.',
      };
      const body = { JobID: id, JobVersion: version, EnforcePriorVersion: options?.enforceVersion };
      return change(id, '/revert', words, options, body);
    },
    evaluate(id, options) {
      const words = {
        purpose: `evaluate job "${id}"`,
        needs: 'submit-job or evaluate-job',
        ifRefused: 'A stopped, periodic or parameterized job cannot be evaluated.',
      };
      const body = { JobID: id, EvalOptions: { ForceReschedule: options?.forceReschedule ?? false } };
      return change(id, '/evaluate', words, options, body);
    },
    services: async (id, options) => (await about(id, 'services', '/services', options)) ?? [],
    actions: async (id, options) => (await about(id, 'actions', '/actions', options)) ?? [],
  };
}

function pathOf(id: string): string {
  return `/v1/job/${encodeURIComponent(id)}`;
}
