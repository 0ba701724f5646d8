/** A namespace that the cluster does not have. */
import { asOf, listed } from '../../cluster/words';
import { didYouMean, nearest } from '../../nearest';
import type { ClusterRule } from '../rule';
import { change, jobThere, spanOf } from './there';

export const unknownNamespace: ClusterRule = {
  id: 'cluster/unknown-namespace',
  level: 'warning',
  title: 'A namespace that the connected cluster does not have',
  languages: ['nomad'],
  docs: {
    why: 'Nomad refuses a job of a namespace that it does not know; which it knows depends on the cluster. With a connection to one the editor knows the namespaces that the token may use; in another one the job could not be run either.',
    wrong: '# the cluster has the namespaces "default" and "platform"\njob "web" {\n  namespace = "plattform"\n}',
    right: 'job "web" {\n  namespace = "platform"\n}',
    sources: ['nomad/job_endpoint.go Job.Register', 'nomad/namespace_endpoint.go Namespace.ListNamespaces'],
  },
  check(file, cluster, report) {
    const there = jobThere(file, cluster);
    const attribute = there?.job.attributes.get('namespace');
    const { namespaces } = cluster;
    if (!there?.namespace || !attribute || !namespaces?.whole || namespaces.names.includes(there.namespace)) return;
    const suggestion = nearest(there.namespace, namespaces.names);
    report({
      ...spanOf(attribute),
      message: `There is no namespace "${there.namespace}" on ${cluster.cluster} that may be used ${asOf(cluster)}: it has ${listed(namespaces.names)}.${didYouMean(suggestion)} Nomad refuses the job there.`,
      fixes: change(file, spanOf(attribute), suggestion),
    });
  },
};
