/** The services of a group with what they inherit: who owns them, their provider, their checks. */

import { remembered } from '../../remembered';
import type { BlockInstance } from '../../schema/instance';
import { childrenOf, jobOf, labelOf, tasksOf, valueOf } from './job-view';
import { blockOf, flagOf, isCertain, textOf } from './known';

/** A service with the task that holds it; the service of a group has none. */
export interface OwnedService {
  readonly service: BlockInstance;
  readonly task: BlockInstance | undefined;
}

export const groupServices = (group: BlockInstance): readonly BlockInstance[] =>
  group.type === 'task' ? [] : childrenOf(group, 'service');

/** In Nomad's order: those of the tasks, then those of the group. */
export const servicesOf = remembered((group: BlockInstance): readonly OwnedService[] => {
  const ofTasks = tasksOf(group).flatMap((task) => childrenOf(task, 'service').map((service) => ({ service, task })));
  return [...ofTasks, ...groupServices(group).map((service) => ({ service, task: undefined }))];
});

/** `consul` unless it says otherwise; undefined when it cannot be known. */
export function providerOf(service: BlockInstance): string | undefined {
  const provider = textOf(service, 'provider');
  return provider === '' ? 'consul' : provider;
}

/** The name, or Nomad's default `<job>-<group>[-<task>]`; undefined when it cannot be known. */
export function serviceName(
  root: BlockInstance,
  group: BlockInstance,
  { service, task }: OwnedService,
): string | undefined {
  const name = textOf(service, 'name');
  if (name !== '') return name;
  const job = jobOf(root);
  const named = job && valueOf(job, 'name');
  const jobName = named === undefined ? job && labelOf(job) : named;
  const groupName = labelOf(group);
  const taskName = task && labelOf(task);
  if (typeof jobName !== 'string' || groupName === undefined || (task && taskName === undefined)) return undefined;
  return [jobName, groupName, ...(taskName === undefined ? [] : [taskName])].join('-');
}

/** For messages. */
export const describeService = (service: BlockInstance): string => {
  const name = textOf(service, 'name');
  return name ? `service "${name}"` : 'this service';
};

export const describeCheck = (check: BlockInstance): string => {
  const name = textOf(check, 'name');
  return name ? `check "${name}"` : 'this check';
};

/** What a service's `connect` block makes of it; undefined when it cannot be known, null when there is none. */
export type ConnectKind = 'sidecar' | 'native' | 'gateway';

export function connectKind(service: BlockInstance): ConnectKind | null | undefined {
  const connect = blockOf(service, 'connect');
  if (!connect) return connect;
  const sidecar = blockOf(connect, 'sidecar_service');
  if (sidecar) return 'sidecar';
  const native = flagOf(connect, 'native');
  const gateway = blockOf(connect, 'gateway');
  if (sidecar === undefined || native === undefined) return undefined;
  if (native) return 'native';
  return gateway ? 'gateway' : gateway;
}

/** The `sidecar_service` block of a service that certainly has one. */
export function sidecarOf(service: BlockInstance): BlockInstance | undefined {
  const connect = blockOf(service, 'connect');
  return (connect && blockOf(connect, 'sidecar_service')) || undefined;
}

/** Services that certainly are in the job. */
export const certain = (services: readonly OwnedService[]): readonly OwnedService[] =>
  services.filter(({ service }) => isCertain(service));
