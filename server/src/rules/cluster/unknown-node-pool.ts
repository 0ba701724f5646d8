/** A node pool that the cluster does not have. */
import { asOf, listed } from '../../cluster/words';
import { didYouMean, nearest } from '../../nearest';
import type { ClusterRule } from '../rule';
import { change, jobThere, spanOf } from './there';

export const unknownNodePool: ClusterRule = {
  id: 'cluster/unknown-node-pool',
  level: 'warning',
  title: 'A node pool that the connected cluster does not have',
  languages: ['nomad'],
  docs: {
    why: 'Nomad refuses a job of a node pool that it does not know; which it knows depends on the cluster. With a connection to one the editor knows its pools. Nothing is said when the token may not see them all.',
    wrong: '# the cluster has the pools "default" and "gpu"\njob "render" {\n  node_pool = "gpus"\n}',
    right: 'job "render" {\n  node_pool = "gpu"\n}',
    sources: ['nomad/job_endpoint_hook_node_pool.go jobNodePoolValidatingHook'],
  },
  check(file, cluster, report) {
    const there = jobThere(file, cluster);
    const attribute = there?.job.attributes.get('node_pool');
    const { nodePools } = cluster;
    if (!there?.pool || !attribute || !nodePools?.whole || nodePools.names.includes(there.pool)) return;
    const suggestion = nearest(there.pool, nodePools.names);
    report({
      ...spanOf(attribute),
      message: `There is no node pool "${there.pool}" on ${cluster.cluster} ${asOf(cluster)}: it has ${listed(nodePools.names)}.${didYouMean(suggestion)} Nomad refuses the job there.`,
      fixes: change(file, spanOf(attribute), suggestion),
    });
  },
};
