/** A driver that no node has on which the job may run. */
import { kindsFor, nodesOf, totalOf } from '../../cluster/nodes';
import { asOf, listed } from '../../cluster/words';
import { didYouMean, nearest } from '../../nearest';
import { tasksIn } from '../facts/walk';
import type { ClusterRule } from '../rule';
import { change, jobThere, spanOf, textThere } from './there';

export const driverMissing: ClusterRule = {
  id: 'cluster/driver-missing',
  level: 'warning',
  title: 'A driver that no node of the connected cluster has',
  languages: ['nomad'],
  docs: {
    why: 'Drivers are plugins of the clients: Nomad accepts any name, and a group is placed only where the drivers of all its tasks are there and healthy. With a connection to a cluster the editor knows those of its nodes.',
    wrong: '# the nodes of the cluster have docker\ntask "web" {\n  driver = "podman"\n}',
    right: 'task "web" {\n  driver = "docker"\n}',
    sources: ['scheduler/feasible/feasible.go DriverChecker'],
  },
  check(file, cluster, report) {
    const there = jobThere(file, cluster);
    const nodes = nodesOf(cluster);
    if (!there || !nodes?.whole) return;
    const kinds = [...kindsFor(nodes, there)].flatMap((kind) => nodes.kinds[kind] ?? []);
    // Where no node is at all another rule has spoken, or they come and go.
    if (kinds.length === 0) return;
    const inside = `${cluster.cluster}${kinds.length === nodes.kinds.length ? '' : ' on which the job may run'}`;
    const total = totalOf({ ...nodes, kinds });
    for (const { task } of tasksIn(file.instance)) {
      const attribute = task.attributes.get('driver');
      const driver = textThere(file, task, 'driver');
      if (!attribute || !driver || kinds.some(({ drivers }) => drivers.includes(driver))) continue;
      const sick = kinds.filter(({ sickDrivers }) => sickDrivers.includes(driver));
      const names = [...new Set(kinds.flatMap(({ drivers }) => drivers))];
      const suggestion = sick.length > 0 ? undefined : nearest(driver, names);
      report({
        ...spanOf(attribute),
        message:
          sick.length > 0
            ? `Driver "${driver}" works on no node of ${inside} ${asOf(cluster)}: it is there and not healthy on ${totalOf({ ...nodes, kinds: sick })} of ${total}. The job waits until it is.`
            : `No node of ${inside} has the driver "${driver}" ${asOf(cluster)}: ${names.length === 0 ? 'none is healthy there' : `there ${names.length === 1 ? 'is' : 'are'} ${listed(names, 8)}`}.${didYouMean(suggestion)} The job waits until one has it.`,
        fixes: change(file, spanOf(attribute), suggestion),
      });
    }
  },
};
