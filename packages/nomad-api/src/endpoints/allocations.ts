/** Allocations: where and how a group runs. */
import {
  type Answer,
  type CallOptions,
  calling,
  type ListOptions,
  type ReadOptions,
  reading,
  type Send,
} from '../call';
import type { Allocation, AllocationStub, CheckStatus } from '../types';

export interface AllocationsApi {
  /** @param options.resources what each was given: `AllocatedResources`; the tasks' states are left out then */
  list(options?: ListOptions & { readonly resources?: boolean }): Promise<Answer<readonly AllocationStub[]>>;
  /** By full ID. In a namespace that may not be read Nomad says "Unknown allocation": `not-found`. */
  read(id: string, options?: ReadOptions): Promise<Answer<Allocation>>;
  /** What the checks of its services (provider `nomad`) found last; asked of its node. */
  checks(id: string, options?: CallOptions): Promise<readonly CheckStatus[]>;
}

export function allocationsApi(send: Send): AllocationsApi {
  const needs = 'read-job';
  return {
    async list(options) {
      const purpose = 'list allocations';
      const parts = reading(options);
      const query = { ...parts.query, ...(options?.resources && { resources: true, task_states: false }) };
      const answer = await send({ ...parts, method: 'GET', path: '/v1/allocations', purpose, needs, query });
      return { ...answer, data: (answer.data ?? []) as AllocationStub[] };
    },
    async read(id, options) {
      const path = `/v1/allocation/${encodeURIComponent(id)}`;
      const purpose = `read allocation ${id.slice(0, 8)}`;
      return (await send({ ...reading(options), method: 'GET', path, purpose, needs })) as Answer<Allocation>;
    },
    async checks(id, options) {
      const path = `/v1/client/allocation/${encodeURIComponent(id)}/checks`;
      const purpose = `read the checks of allocation ${id.slice(0, 8)}`;
      const { data } = await send({ ...calling(options), method: 'GET', path, purpose, needs });
      return Object.values((data ?? {}) as Record<string, CheckStatus>);
    },
  };
}
