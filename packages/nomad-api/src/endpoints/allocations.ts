/** Allocations: where and how a group runs. */
import { type Answer, type ListOptions, type ReadOptions, reading, type Send } from '../call';
import type { Allocation, AllocationStub } from '../types';

export interface AllocationsApi {
  list(options?: ListOptions): Promise<Answer<readonly AllocationStub[]>>;
  /** By full ID. In a namespace that may not be read Nomad says "Unknown allocation": `not-found`. */
  read(id: string, options?: ReadOptions): Promise<Answer<Allocation>>;
}

export function allocationsApi(send: Send): AllocationsApi {
  const needs = 'read-job';
  return {
    async list(options) {
      const purpose = 'list allocations';
      const answer = await send({ ...reading(options), method: 'GET', path: '/v1/allocations', purpose, needs });
      return { ...answer, data: (answer.data ?? []) as AllocationStub[] };
    },
    async read(id, options) {
      const path = `/v1/allocation/${encodeURIComponent(id)}`;
      const purpose = `read allocation ${id.slice(0, 8)}`;
      return (await send({ ...reading(options), method: 'GET', path, purpose, needs })) as Answer<Allocation>;
    },
  };
}
