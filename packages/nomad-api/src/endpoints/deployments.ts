/** Deployments: the way of a new version to health. */
import {
  type Answer,
  type CallOptions,
  calling,
  type ListOptions,
  type ReadOptions,
  reading,
  type Send,
} from '../call';
import type { AllocationStub, Deployment, JobChange } from '../types';

export interface DeploymentsApi {
  /** By full ID; blocks with `index` and `wait`. */
  read(id: string, options?: ReadOptions): Promise<Answer<Deployment>>;
  allocations(id: string, options?: ReadOptions): Promise<Answer<readonly AllocationStub[]>>;
  list(options?: ListOptions): Promise<Answer<readonly Deployment[]>>;
  /** Promotes the canaries of all groups, or of those named. */
  promote(id: string, options?: CallOptions & { readonly groups?: readonly string[] }): Promise<JobChange>;
  /** Marks it as failed; groups with `auto_revert` go back. */
  fail(id: string, options?: CallOptions): Promise<JobChange>;
  pause(id: string, pause: boolean, options?: CallOptions): Promise<JobChange>;
}

export function deploymentsApi(send: Send): DeploymentsApi {
  const write = async (id: string, verb: 'promote' | 'fail' | 'pause', body: object, options?: CallOptions) => {
    const answer = await send({
      ...calling(options),
      method: 'PUT',
      path: `/v1/deployment/${verb}/${encodeURIComponent(id)}`,
      purpose: `${verb} deployment ${id.slice(0, 8)}`,
      needs: `submit-job or ${verb}-deployment`,
      ifRefused: 'See the state of the deployment.',
      body: { DeploymentID: id, ...body },
    });
    return answer.data as JobChange;
  };
  const needs = 'read-job';
  return {
    async read(id, options) {
      const path = `/v1/deployment/${encodeURIComponent(id)}`;
      const purpose = `read deployment ${id.slice(0, 8)}`;
      return (await send({ ...reading(options), method: 'GET', path, purpose, needs })) as Answer<Deployment>;
    },
    async allocations(id, options) {
      const path = `/v1/deployment/allocations/${encodeURIComponent(id)}`;
      const purpose = `read the allocations of deployment ${id.slice(0, 8)}`;
      const answer = await send({ ...reading(options), method: 'GET', path, purpose, needs });
      return { ...answer, data: (answer.data ?? []) as AllocationStub[] };
    },
    async list(options) {
      const purpose = 'list deployments';
      const answer = await send({ ...reading(options), method: 'GET', path: '/v1/deployments', purpose, needs });
      return { ...answer, data: (answer.data ?? []) as Deployment[] };
    },
    promote: (id, options) =>
      write(id, 'promote', options?.groups ? { Groups: options.groups } : { All: true }, options),
    fail: (id, options) => write(id, 'fail', {}, options),
    pause: (id, pause, options) => write(id, 'pause', { Pause: pause }, options),
  };
}
