/** Evaluations: what the scheduler made of a change. */
import { type Answer, type ListOptions, type ReadOptions, reading, type Send } from '../call';
import type { AllocationStub, Evaluation } from '../types';

export interface EvaluationsApi {
  /** By full ID; blocks with `index` and `wait`. */
  read(id: string, options?: ReadOptions): Promise<Answer<Evaluation>>;
  /** What the evaluation has made or changed; blocks with `index` and `wait`. */
  allocations(id: string, options?: ReadOptions): Promise<Answer<readonly AllocationStub[]>>;
  list(
    options?: ListOptions & { readonly job?: string; readonly status?: string },
  ): Promise<Answer<readonly Evaluation[]>>;
}

export function evaluationsApi(send: Send): EvaluationsApi {
  const needs = 'read-job';
  return {
    async read(id, options) {
      const path = `/v1/evaluation/${encodeURIComponent(id)}`;
      const purpose = `read evaluation ${id.slice(0, 8)}`;
      return (await send({ ...reading(options), method: 'GET', path, purpose, needs })) as Answer<Evaluation>;
    },
    async allocations(id, options) {
      const path = `/v1/evaluation/${encodeURIComponent(id)}/allocations`;
      const purpose = `read the allocations of evaluation ${id.slice(0, 8)}`;
      const answer = await send({ ...reading(options), method: 'GET', path, purpose, needs });
      return { ...answer, data: (answer.data ?? []) as AllocationStub[] };
    },
    async list(options) {
      const parts = reading(options);
      const query = { ...parts.query, job: options?.job, status: options?.status };
      const purpose = 'list evaluations';
      const answer = await send({ ...parts, method: 'GET', path: '/v1/evaluations', purpose, needs, query });
      return { ...answer, data: (answer.data ?? []) as Evaluation[] };
    },
  };
}
