/** What is known of a small cluster that tests of rules, completion and hover share. */
import type { ClusterFacts, NodeFacts, NodeKind } from '../../server/src/cluster/facts';

const kind = (of: Partial<NodeKind>): NodeKind => ({
  datacenter: 'dc1',
  pool: 'default',
  class: '',
  ready: true,
  drivers: ['docker', 'exec'],
  sickDrivers: [],
  count: 1,
  names: [],
  ...of,
});

/** Three nodes in dc1, two of the pool gpu in dc2. */
export const nodes: NodeFacts = {
  kinds: [
    kind({ count: 3, names: ['n1', 'n2', 'n3'] }),
    kind({ count: 2, names: ['g1', 'g2'], datacenter: 'dc2', pool: 'gpu', drivers: ['docker'], sickDrivers: ['exec'] }),
  ],
  whole: true,
  hostVolumes: [
    { name: 'wiki-data', dynamic: false, readOnly: false, nodes: [[0, 1]], names: ['n1'] },
    { name: 'models', dynamic: false, readOnly: false, nodes: [[1, 2]], names: ['g1', 'g2'] },
    { name: 'shared', dynamic: false, readOnly: true, nodes: [[0, 3]], names: ['n1', 'n2', 'n3'] },
    { name: 'team-data', namespace: 'team', dynamic: true, readOnly: false, nodes: [[0, 1]], names: ['n2'] },
    { name: 'shard[0]', namespace: 'default', dynamic: true, readOnly: false, nodes: [[0, 1]], names: ['n2'] },
  ],
  inspected: {
    nodes: 5,
    all: true,
    attributes: [
      { name: 'attr.kernel.name', nodes: 5, values: [{ value: 'linux', nodes: 5 }] },
      { name: 'attr.unique.hostname', nodes: 5, values: [] },
      {
        name: 'meta.rack',
        nodes: 3,
        values: [
          { value: 'r1', nodes: 2 },
          { value: 'r2', nodes: 1 },
        ],
      },
    ],
    hostNetworks: [
      { name: 'public', nodes: [[0, 2]] },
      { name: 'storage', nodes: [[1, 2]] },
    ],
    reservedPorts: [
      {
        ports: '22,9100-9110',
        nodes: [
          [0, 3],
          [1, 2],
        ],
      },
    ],
  },
};

export const lab: ClusterFacts = {
  cluster: 'lab',
  at: new Date(2026, 10, 23, 14, 32).getTime(),
  region: 'global',
  namespace: 'default',
  namespaces: { names: ['default', 'platform', 'team'], whole: true },
  nodePools: { names: ['all', 'default', 'gpu'], whole: true },
  nodes,
  csiVolumes: {
    volumes: [
      { id: 'photos', namespace: 'default', plugin: 'nfs', schedulable: true, accessMode: '' },
      { id: 'backups', namespace: 'team', plugin: 'nfs', schedulable: true, accessMode: '' },
    ],
    whole: true,
  },
  csiPlugins: [{ id: 'nfs', nodesHealthy: 4, nodesExpected: 5 }],
  regions: ['global'],
  ports: [
    {
      port: 8080,
      network: 'default',
      jobs: [{ id: 'proxy', namespace: 'default' }],
      nodes: [[0, 3]],
      names: ['n1', 'n2', 'n3'],
    },
    { port: 8081, network: 'default', jobs: [{ id: 'one', namespace: 'team' }], nodes: [[0, 1]], names: ['n2'] },
    {
      port: 8082,
      network: 'default',
      jobs: [{ id: 'web', namespace: 'default' }],
      nodes: [[0, 3]],
      names: ['n1', 'n2', 'n3'],
    },
    { port: 8083, network: 'public', jobs: [{ id: 'proxy', namespace: 'default' }], nodes: [[0, 3]], names: [] },
  ],
};
