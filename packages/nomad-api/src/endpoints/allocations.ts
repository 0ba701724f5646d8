/** Allocations: where and how a group runs, and what can be done to one. */
import {
  type Answer,
  type CallOptions,
  calling,
  type ListOptions,
  type ReadOptions,
  reading,
  type Send,
} from '../call';
import type { Allocation, AllocationStub, AllocationUsage, CheckStatus, ServiceRegistration } from '../types';

export interface AllocationsApi {
  /** @param options.resources what each was given: `AllocatedResources`; the tasks' states are left out then */
  list(options?: ListOptions & { readonly resources?: boolean }): Promise<Answer<readonly AllocationStub[]>>;
  /** By full ID. In a namespace that may not be read Nomad says "Unknown allocation": `not-found`. */
  read(id: string, options?: ReadOptions): Promise<Answer<Allocation>>;
  /** What the checks of its services (provider `nomad`) found last; asked of its node. */
  checks(id: string, options?: CallOptions): Promise<readonly CheckStatus[]>;
  /** Processor and memory, asked of its node; all tasks, or one. */
  usage(id: string, options?: CallOptions & { readonly task?: string }): Promise<AllocationUsage>;
  /** Where its services are registered. */
  services(id: string, options?: ReadOptions): Promise<readonly ServiceRegistration[]>;
  /** Restarts in place: one task that runs, all that run (without more), or all, those that have ended too. */
  restart(id: string, options?: CallOptions & { readonly task?: string; readonly all?: boolean }): Promise<void>;
  /** Sends a signal to one task. Nomad takes any text; a driver that does not know it may send SIGINT instead. */
  signal(id: string, task: string, signal: string, options?: CallOptions): Promise<void>;
  /** Ends it; the scheduler places another one where the job wants one. */
  stop(
    id: string,
    options?: CallOptions & { readonly noShutdownDelay?: boolean },
  ): Promise<{ readonly EvalID: string }>;
}

export function allocationsApi(send: Send): AllocationsApi {
  const needs = 'read-job';
  const lifecycle = 'alloc-lifecycle';
  const onNode = (id: string, verb: string, purpose: string, options: CallOptions | undefined, body: object) =>
    send({
      ...calling(options),
      method: 'PUT',
      path: `/v1/client/allocation/${encodeURIComponent(id)}/${verb}`,
      purpose,
      needs: lifecycle,
      ifRefused: 'Look at the state of its tasks: only a task that runs can be restarted or sent a signal.',
      body,
    });
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
    async usage(id, options) {
      const path = `/v1/client/allocation/${encodeURIComponent(id)}/stats`;
      const purpose = `read what allocation ${id.slice(0, 8)} uses`;
      const query = { task: options?.task };
      return (await send({ ...calling(options), method: 'GET', path, purpose, needs, query })).data as AllocationUsage;
    },
    async services(id, options) {
      const path = `/v1/allocation/${encodeURIComponent(id)}/services`;
      const purpose = `read the services of allocation ${id.slice(0, 8)}`;
      const { data } = await send({ ...reading(options), method: 'GET', path, purpose, needs });
      return (data ?? []) as ServiceRegistration[];
    },
    async restart(id, options) {
      const { task, all } = options ?? {};
      const what = task === undefined ? '' : `task "${task}" of `;
      await onNode(id, 'restart', `restart ${what}allocation ${id.slice(0, 8)}`, options, {
        TaskName: task ?? '',
        AllTasks: all,
      });
    },
    async signal(id, task, signal, options) {
      const purpose = `send ${signal} to task "${task}" of allocation ${id.slice(0, 8)}`;
      await onNode(id, 'signal', purpose, options, { Signal: signal, Task: task });
    },
    async stop(id, options) {
      const answer = await send({
        ...calling(options),
        method: 'PUT',
        path: `/v1/allocation/${encodeURIComponent(id)}/stop`,
        purpose: `stop allocation ${id.slice(0, 8)}`,
        needs: lifecycle,
        query: { no_shutdown_delay: options?.noShutdownDelay },
      });
      return answer.data as { EvalID: string };
    },
  };
}
