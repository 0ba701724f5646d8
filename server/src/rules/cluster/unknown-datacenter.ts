/** Datacenters in which the cluster has no node. */
import { kindsFor, matches, nodesOf } from '../../cluster/nodes';
import { asOf, listed } from '../../cluster/words';
import { didYouMean, nearest } from '../../nearest';
import { itemsOf } from '../facts/items';
import type { ClusterRule } from '../rule';
import { change, jobThere, spanOf } from './there';

export const unknownDatacenter: ClusterRule = {
  id: 'cluster/unknown-datacenter',
  level: 'warning',
  title: 'A datacenter in which the connected cluster has no node',
  languages: ['nomad'],
  docs: {
    why: 'Nomad accepts any datacenter, and a job waits when no node is in one of its own. With a connection to a cluster the editor knows those of its nodes. One wrong name beside a right one is told as information: the job runs, and the name has no effect.',
    wrong: '# the nodes of the cluster are in "dc1"\njob "web" {\n  datacenters = ["dc-1"]\n}',
    right: 'job "web" {\n  datacenters = ["dc1"]\n}',
    sources: ['nomad/structs/structs.go Node.IsInAnyDC', 'scheduler/util.go readyNodesInDCsAndPool'],
  },
  check(file, cluster, report) {
    const there = jobThere(file, cluster);
    const nodes = nodesOf(cluster);
    const attribute = there?.job.attributes.get('datacenters');
    if (!there?.datacenters || !attribute || !nodes?.whole) return;
    const names = [...new Set(nodes.kinds.map(({ datacenter }) => datacenter))];
    const isThere = (pattern: string): boolean => names.some((name) => matches(pattern, name));
    const some = there.datacenters.some(isThere);
    for (const { value, span } of itemsOf(there.job, 'datacenters')) {
      if (typeof value !== 'string' || value === '' || isThere(value)) continue;
      const suggestion = nearest(value, names);
      const effect = some ? 'It has no effect there.' : 'The job waits until one is.';
      report({
        ...span,
        severity: some ? 'information' : 'warning',
        message: `No node of ${cluster.cluster} is in ${value.includes('*') ? 'a datacenter like' : 'the datacenter'} "${value}" ${asOf(cluster)}: there ${names.length === 1 ? 'is' : 'are'} ${listed(names)}.${didYouMean(suggestion)} ${effect}`,
        fixes: change(file, span, suggestion),
      });
    }
    const inPool = kindsFor(nodes, { datacenters: undefined, pool: there.pool });
    if (!some || !there.pool || inPool.size === 0 || kindsFor(nodes, there).size > 0) return;
    const have = [...new Set([...inPool].map((kind) => nodes.kinds[kind]?.datacenter ?? ''))];
    report({
      ...spanOf(attribute),
      message: `No node of the pool "${there.pool}" of ${cluster.cluster} is in ${there.datacenters.length === 1 ? 'this datacenter' : 'these datacenters'} ${asOf(cluster)}: they are in ${listed(have)}. The job waits until one is.`,
    });
  },
};
