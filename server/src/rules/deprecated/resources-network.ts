/** A network inside the resources of a task: the form before group networks. */
import { childrenOf, groupsOf, tasksOf } from '../facts/job-view';
import { taskNetworks } from '../facts/ports';
import type { Rule } from '../rule';
import { groupNetworkEdits } from './group-network';

export const resourcesNetwork: Rule = {
  id: 'deprecated/resources-network',
  level: 'warning',
  title: 'A network in the resources of a task',
  languages: ['nomad'],
  about: 'resources',
  docs: {
    why: 'Since Nomad 0.12 a network belongs to the group: all its tasks share the ports, and only there `to`, `bridge` mode and Consul Connect work. Nomad still reads the old form and warns at every submission.',
    wrong: 'task "web" {\n  resources {\n    network {\n      port "http" {}\n    }\n  }\n}',
    right: 'network {\n  port "http" {}\n}\ntask "web" {\n  # …\n}',
    sources: ['nomad/structs/structs.go Task.Warnings'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      for (const { task, network } of tasksOf(group).flatMap((task) =>
        taskNetworks(task).map((network) => ({ task, network })),
      )) {
        const free = group.type === 'group' && childrenOf(group, 'network').length === 0;
        const edits = groupNetworkEdits(file, group, task);
        report({
          start: network.header.start,
          end: network.header.end,
          message: `A network in a task's resources is deprecated since Nomad 0.12. ${free ? 'Move it to the group.' : 'Declare its ports in the network of a group.'}`,
          deprecated: true,
          fixes: edits ? [{ title: 'Move the network to the group', preferred: true, edits }] : [],
        });
      }
    }
  },
};
