/** Jobs: parse, validate, plan, register, stop, and what can be read about them. */
import {
  type Answer,
  type CallOptions,
  calling,
  type ListOptions,
  type ReadOptions,
  reading,
  type Send,
} from '../call';
import type {
  AllocationStub,
  Deployment,
  Evaluation,
  Job,
  JobChange,
  JobPlan,
  JobStub,
  JobSubmission,
  JobValidation,
  JobVersions,
} from '../types';

export interface ParseOptions extends CallOptions {
  /** Text of a var file (HCL), not an object. */
  readonly variables?: string;
  /** Fill in every default. Region and namespace too: what the job leaves open is then no longer open. */
  readonly canonicalize?: boolean;
}

export interface PlanOptions extends CallOptions {
  /** Sentinel soft-mandatory policies (Enterprise). */
  readonly policyOverride?: boolean;
}

export interface RegisterOptions extends CallOptions {
  /** `JobModifyIndex` of a plan: Nomad refuses when the job has another one by then. 0: only if there is no such job. */
  readonly enforceIndex?: number;
  readonly submission?: JobSubmission;
  readonly policyOverride?: boolean;
  readonly preserveCounts?: boolean;
  /** 1 to 100. */
  readonly evalPriority?: number;
}

export interface StopOptions extends CallOptions {
  /** Forget the job at once instead of keeping it as dead. */
  readonly purge?: boolean;
  /** In all regions of a multiregion job. */
  readonly global?: boolean;
  readonly noShutdownDelay?: boolean;
}

export interface VersionsOptions extends ReadOptions {
  readonly diffs?: boolean;
  /** Compare each version with this one instead of the one before it. */
  readonly diffVersion?: number;
}

export interface JobsApi {
  /** `POST /v1/jobs/parse`: HCL to a job. File functions do not work there; `serverText` of a refusal tells the place. */
  parse(hcl: string, options?: ParseOptions): Promise<Job>;
  /** `POST /v1/validate/job`. Driver configurations are not checked by Nomad's servers, whatever the answer says. */
  validate(job: Job, options?: CallOptions): Promise<JobValidation>;
  /** `POST /v1/job/<id>/plan`: what register would do. Changes nothing. */
  plan(job: Job, options?: PlanOptions): Promise<JobPlan>;
  /** `POST /v1/jobs`. Never tried again by itself. */
  register(job: Job, options?: RegisterOptions): Promise<JobChange>;
  /** `DELETE /v1/job/<id>`. A job that is not there is no error: `EvalID` is empty then. */
  stop(id: string, options?: StopOptions): Promise<JobChange>;
  /** `GET /v1/jobs`; namespace `*` for all that the token may see. */
  list(options?: ListOptions & { readonly meta?: boolean }): Promise<Answer<readonly JobStub[]>>;
  read(id: string, options?: ReadOptions): Promise<Job>;
  versions(id: string, options?: VersionsOptions): Promise<JobVersions>;
  /** The source that was sent with this version; `not-found` when none was. */
  submission(id: string, version: number, options?: ReadOptions): Promise<JobSubmission>;
  evaluations(id: string, options?: ReadOptions): Promise<readonly Evaluation[]>;
  allocations(id: string, options?: ReadOptions & { readonly all?: boolean }): Promise<readonly AllocationStub[]>;
  deployments(id: string, options?: ReadOptions & { readonly all?: boolean }): Promise<readonly Deployment[]>;
  latestDeployment(id: string, options?: ReadOptions): Promise<Deployment | undefined>;
}

const REPAIR = 'Repair the job file and try again.';
const READ = 'read-job';

export function jobsApi(send: Send): JobsApi {
  const about = async <T>(id: string, what: string, part: string, options?: ReadOptions, more?: object): Promise<T> => {
    const parts = reading(options);
    const query = { ...parts.query, ...more };
    const purpose = what ? `read the ${what} of job "${id}"` : `read job "${id}"`;
    const call = { ...parts, method: 'GET', path: `${pathOf(id)}${part}`, purpose, needs: READ, query } as const;
    return (await send({ ...call, exact: part === '' || part === '/versions' })).data as T;
  };
  return {
    async parse(hcl, options) {
      const body = { JobHCL: hcl, Variables: options?.variables ?? '', Canonicalize: options?.canonicalize ?? false };
      const answer = await send({
        ...calling(options),
        method: 'POST',
        path: '/v1/jobs/parse',
        purpose: 'read the job file',
        needs: 'parse-job or submit-job',
        ifRefused: REPAIR,
        readOnly: true,
        exact: true,
        body,
      });
      return answer.data as Job;
    },
    async validate(job, options) {
      const answer = await send({
        ...calling(options),
        method: 'POST',
        path: '/v1/validate/job',
        purpose: `validate job "${job.ID}"`,
        needs: READ,
        ifRefused: REPAIR,
        readOnly: true,
        body: { Job: job },
      });
      return answer.data as JobValidation;
    },
    async plan(job, options) {
      const answer = await send({
        ...calling(options),
        method: 'POST',
        path: `${pathOf(job.ID)}/plan`,
        purpose: `plan job "${job.ID}"`,
        needs: 'submit-job or plan-job',
        ifRefused: REPAIR,
        readOnly: true,
        body: { Job: job, Diff: true, PolicyOverride: options?.policyOverride ?? false },
      });
      return answer.data as JobPlan;
    },
    async register(job, options = {}) {
      const enforced = options.enforceIndex !== undefined;
      const answer = await send({
        ...calling(options),
        method: 'POST',
        path: '/v1/jobs',
        purpose: `run job "${job.ID}"`,
        needs: 'submit-job or register-job',
        ifRefused: REPAIR,
        body: {
          Job: job,
          ...(enforced && { EnforceIndex: true, JobModifyIndex: options.enforceIndex }),
          Submission: options.submission,
          PolicyOverride: options.policyOverride,
          PreserveCounts: options.preserveCounts,
          EvalPriority: options.evalPriority,
        },
      });
      return answer.data as JobChange;
    },
    async stop(id, options = {}) {
      const { purge, global, noShutdownDelay } = options;
      const answer = await send({
        ...calling(options),
        method: 'DELETE',
        path: pathOf(id),
        purpose: `${purge ? 'stop and purge' : 'stop'} job "${id}"`,
        needs: purge ? 'submit-job or purge-job' : 'submit-job or deregister-job',
        query: { purge, global, no_shutdown_delay: noShutdownDelay },
      });
      return answer.data as JobChange;
    },
    async list(options) {
      const parts = reading(options);
      const answer = await send({
        ...parts,
        method: 'GET',
        path: '/v1/jobs',
        purpose: 'list jobs',
        needs: 'list-jobs',
        query: { ...parts.query, meta: options?.meta },
      });
      return { ...answer, data: (answer.data ?? []) as JobStub[] };
    },
    read: (id, options) => about(id, '', '', options),
    versions: (id, options) => {
      const query = { diffs: options?.diffs, diff_version: options?.diffVersion };
      return about(id, 'versions', '/versions', options, query);
    },
    submission: (id, version, options) => about(id, 'source', '/submission', options, { version }),
    evaluations: async (id, options) => (await about(id, 'evaluations', '/evaluations', options)) ?? [],
    allocations: async (id, options) =>
      (await about(id, 'allocations', '/allocations', options, { all: options?.all })) ?? [],
    deployments: async (id, options) =>
      (await about(id, 'deployments', '/deployments', options, { all: options?.all })) ?? [],
    latestDeployment: async (id, options) =>
      (await about<Deployment | null>(id, 'deployment', '/deployment', options)) ?? undefined,
  };
}

function pathOf(id: string): string {
  return `/v1/job/${encodeURIComponent(id)}`;
}
