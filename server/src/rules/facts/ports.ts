/** The ports of a group: those of its networks, and those of its tasks' own (deprecated) networks. */

import { remembered } from '../../remembered';
import type { BlockInstance } from '../../schema/instance';
import { childrenOf, tasksOf } from './job-view';
import { sidecarTasksOf } from './walk';

export interface OwnedPort {
  readonly port: BlockInstance;
  readonly network: BlockInstance;
  /** The task whose resources hold the network; undefined for a port of the group. */
  readonly task: BlockInstance | undefined;
}

export const groupNetworks = (group: BlockInstance): readonly BlockInstance[] =>
  group.type === 'task' ? [] : childrenOf(group, 'network');

export const taskNetworks = (task: BlockInstance): readonly BlockInstance[] =>
  childrenOf(task, 'resources').flatMap((resources) => childrenOf(resources, 'network'));

export const portsOf = (network: BlockInstance): readonly BlockInstance[] => [
  ...childrenOf(network, 'port'),
  // Nomad forgets these when the network has a port block too.
  ...(childrenOf(network, 'port').length === 0 ? childrenOf(network, 'reserved_ports') : []),
];

export const groupPorts = remembered((group: BlockInstance): readonly OwnedPort[] =>
  groupNetworks(group).flatMap((network) => portsOf(network).map((port) => ({ port, network, task: undefined }))),
);

/** All ports that the validator compares with one another, in its order. */
export const allPorts = remembered((group: BlockInstance): readonly OwnedPort[] => {
  const ofTasks = tasksOf(group).flatMap((task) =>
    taskNetworks(task).flatMap((network) => portsOf(network).map((port) => ({ port, network, task }))),
  );
  // Nomad forgets no reserved_ports of a proxy.
  const ofProxies = sidecarTasksOf(group).flatMap((task) =>
    taskNetworks(task).flatMap((network) =>
      [...childrenOf(network, 'port'), ...childrenOf(network, 'reserved_ports')].map((port) => ({
        port,
        network,
        task,
      })),
    ),
  );
  return [...groupPorts(group), ...ofTasks, ...ofProxies];
});

/** Ports may be declared that are not in the text: by a `dynamic` block, or in a body that could not be read. */
export function mayHaveOtherPorts(network: BlockInstance): boolean {
  return (
    network.open ||
    network.openTypes.has('port') ||
    network.openTypes.has('reserved_ports') ||
    childrenOf(network, 'port').some((port) => typeof port.labels[0]?.value !== 'string')
  );
}
