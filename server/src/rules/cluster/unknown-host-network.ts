/** A host network that no node of the cluster has. */
import { countIn, kindsFor, nodesOf } from '../../cluster/nodes';
import { asOf, listed } from '../../cluster/words';
import { didYouMean, nearest } from '../../nearest';
import { blocksWith } from '../facts/walk';
import type { ClusterRule } from '../rule';
import { change, jobThere, spanOf, textThere } from './there';

export const unknownHostNetwork: ClusterRule = {
  id: 'cluster/unknown-host-network',
  level: 'warning',
  title: 'A host network that no node of the connected cluster has',
  languages: ['nomad'],
  docs: {
    why: 'A host network is a `host_network` block in the configuration of clients. Nomad accepts any name, and a group is placed only where every host network of its ports exists. With a connection to a cluster the editor knows those of its nodes; of a very large cluster it does not look at every node, and says nothing.',
    wrong:
      '# the clients have a host_network "public"\nnetwork {\n  port "http" {\n    host_network = "publik"\n  }\n}',
    right: 'network {\n  port "http" {\n    host_network = "public"\n  }\n}',
    sources: ['nomad/structs/network.go NetworkIndex.AssignPorts', 'scheduler/feasible NetworkChecker'],
  },
  check(file, cluster, report) {
    const there = jobThere(file, cluster);
    const nodes = nodesOf(cluster);
    if (!there || !nodes?.whole || !nodes.inspected.all) return;
    const { hostNetworks } = nodes.inspected;
    const names = hostNetworks.map(({ name }) => name);
    const kinds = kindsFor(nodes, there);
    for (const port of blocksWith(file.instance, 'port')) {
      const attribute = port.attributes.get('host_network');
      const network = textThere(file, port, 'host_network');
      if (!attribute || !network || network === 'default') continue;
      const found = hostNetworks.find(({ name }) => name === network);
      if (!found) {
        const suggestion = nearest(network, names);
        const others =
          names.length > 0 ? `there ${names.length === 1 ? 'is' : 'are'} ${listed(names)}` : 'none has one';
        report({
          ...spanOf(attribute),
          message: `No node of ${cluster.cluster} has a host network "${network}" ${asOf(cluster)}: ${others}.${didYouMean(suggestion)} The job waits until one has it.`,
          fixes: change(file, spanOf(attribute), suggestion),
        });
      } else if (kinds.size > 0 && countIn(found.nodes, kinds) === 0) {
        report({
          ...spanOf(attribute),
          message: `Host network "${network}" of ${cluster.cluster} is only on nodes outside of the job's datacenters and node pool ${asOf(cluster)}. The job waits until a node inside has it.`,
        });
      }
    }
  },
};
