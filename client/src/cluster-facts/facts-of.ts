/** What was read of a cluster, put into the few names and numbers that the language server needs. Pure. */

import type { Node, NodeStub } from '@nomad/api';
import type {
  ClusterFacts,
  CsiVolumes,
  HostVolume,
  Inspected,
  KnownNames,
  NodeAttribute,
  NodeCounts,
  NodeFacts,
  NodeKind,
  UsedPort,
} from '../../../server/src/cluster/facts';
import { groupBy } from '../../../server/src/group-by';
import type { Pages, Readings } from './read-cluster';

export interface Origin {
  /** The cluster as people call it. */
  readonly cluster: string;
  readonly namespace: string | undefined;
  readonly region: string | undefined;
  /** Unix milliseconds. */
  readonly at: number;
}

/** Bounds of the message: of a cluster of 5,000 nodes it is a few hundred kilobytes. */
const MOST = { kinds: 300, names: 2_000, volumes: 5_000, attributes: 400, values: 12, ports: 2_000, nodeNames: 3 };
/** Longer values tell nobody anything. */
const LONGEST_VALUE = 80;

/** Undefined when nothing may be seen. */
export function factsOf(readings: Readings, { cluster, namespace, region, at }: Origin): ClusterFacts | undefined {
  const { names, volumes, ports } = readings;
  const own = region ?? names.ownRegion;
  const { facts: nodes, kindOf } = nodeFacts(readings);
  const facts: ClusterFacts = {
    cluster,
    at,
    ...(own !== undefined && { region: own }),
    namespace: namespace ?? 'default',
    regions: sorted(names.regions),
    namespaces: known(names.namespaces, ({ length }) => length > 0),
    // A list that is filtered lacks one of those that are always there, unless these are what it may see.
    nodePools: known(names.nodePools, (all) => names.seesAll || (all.includes('all') && all.includes('default'))),
    nodes,
    csiVolumes: csiFacts(volumes.csi, names.seesAll),
    csiPlugins: volumes.plugins?.slice(0, MOST.names).map(({ ID, NodesHealthy, NodesExpected }) => ({
      id: ID,
      nodesHealthy: NodesHealthy,
      nodesExpected: NodesExpected,
    })),
    ports: kindOf && usedPorts(readings, kindOf),
    services: sorted(names.services),
  };
  const something = [facts.namespaces, facts.nodePools, nodes, facts.csiVolumes, ports.allocations];
  return something.some((one) => one !== undefined) ? facts : undefined;
}

/** Whether two readings say the same, whenever they were made. */
export const sameFacts = (a: ClusterFacts, b: ClusterFacts): boolean =>
  JSON.stringify({ ...a, at: 0 }) === JSON.stringify({ ...b, at: 0 });

function known(
  names: readonly string[] | undefined,
  isWhole: (names: readonly string[]) => boolean,
): KnownNames | undefined {
  if (!names) return undefined;
  return { names: sorted(names) ?? [], whole: isWhole(names) && names.length <= MOST.names };
}

const sorted = (names: readonly string[] | undefined): readonly string[] | undefined =>
  names && [...names].sort().slice(0, MOST.names);

function csiFacts(pages: Pages<CsiStub> | undefined, seesAll: boolean): CsiVolumes | undefined {
  if (!pages) return undefined;
  // A namespace of which a page was cut off is not known.
  const whole = pages.whole && pages.items.length <= MOST.volumes;
  if (!whole) return undefined;
  const volumes = pages.items.map(({ ID, Namespace, PluginID, Schedulable, AccessMode }) => ({
    id: ID,
    namespace: Namespace,
    plugin: PluginID,
    schedulable: Schedulable,
    accessMode: AccessMode ?? '',
  }));
  return { volumes: volumes.sort(by(({ id, namespace }) => `${id} ${namespace}`)), whole: seesAll };
}

type CsiStub = NonNullable<Readings['volumes']['csi']>['items'][number];

interface Counted {
  readonly facts: NodeFacts | undefined;
  /** The kind that a node is of; absent when nodes may not be listed. */
  readonly kindOf?: ReadonlyMap<string, number>;
}

function nodeFacts({ nodes: { list, inspected }, volumes }: Readings): Counted {
  if (!list) return { facts: undefined };
  const nodes = [...list.items].sort(by(({ Name, ID }) => `${Name} ${ID}`));
  const keys = new Map<string, { readonly kind: NodeKind; readonly nodes: NodeStub[] }>();
  for (const node of nodes) {
    const kind = kindOfNode(node);
    const key = JSON.stringify(kind);
    const found = keys.get(key);
    if (found) found.nodes.push(node);
    else keys.set(key, { kind, nodes: [node] });
  }
  const most = [...keys.values()].sort((a, b) => b.nodes.length - a.nodes.length).slice(0, MOST.kinds);
  const kindOf = new Map(most.flatMap(({ nodes: own }, i) => own.map(({ ID }) => [ID, i] as const)));
  const hostVolumes = hostVolumesOf(nodes, kindOf, volumes.host);
  return {
    kindOf,
    facts: {
      kinds: most.map(({ kind, nodes: own }) => ({
        ...kind,
        count: own.length,
        names: own.slice(0, MOST.nodeNames).map(({ Name }) => Name),
      })),
      hostVolumes: hostVolumes.slice(0, MOST.volumes),
      whole: list.whole && keys.size <= MOST.kinds && hostVolumes.length <= MOST.volumes,
      inspected: inspectedFacts(inspected, nodes.length, kindOf),
    },
  };
}

function kindOfNode(node: NodeStub): NodeKind {
  const drivers = Object.entries(node.Drivers ?? {}).filter(([, { Detected }]) => Detected);
  const named = (healthy: boolean): readonly string[] =>
    drivers.filter(([, { Healthy }]) => Healthy === healthy).map(([name]) => name);
  return {
    datacenter: node.Datacenter,
    pool: node.NodePool || 'default',
    class: node.NodeClass ?? '',
    ready: node.Status === 'ready' && node.SchedulingEligibility === 'eligible' && !node.Drain,
    drivers: sorted(named(true)) ?? [],
    sickDrivers: sorted(named(false)) ?? [],
    count: 0,
    names: [],
  };
}

/** Static ones of the nodes, and dynamic ones with the namespace that the list tells. */
function hostVolumesOf(
  nodes: readonly NodeStub[],
  kindOf: ReadonlyMap<string, number>,
  list: Readings['volumes']['host'],
): readonly HostVolume[] {
  const namespaces = new Map(list?.items.map(({ ID, Namespace }) => [ID, Namespace]));
  const uses = nodes.flatMap((node) =>
    Object.entries(node.HostVolumes ?? {}).map(([name, { ID, ReadOnly }]) => {
      const namespace = ID ? namespaces.get(ID) : undefined;
      const key = JSON.stringify([name, Boolean(ID), namespace]);
      return { key, node, name, dynamic: Boolean(ID), namespace, readOnly: ReadOnly === true };
    }),
  );
  return [...groupBy(uses, ({ key }) => [key]).values()]
    .map((group): HostVolume => {
      const [{ name, dynamic, namespace } = { name: '', dynamic: false, namespace: undefined }] = group;
      return {
        name,
        dynamic,
        ...(namespace !== undefined && { namespace }),
        readOnly: group.every(({ readOnly }) => readOnly),
        ...whereFrom(
          group.map(({ node }) => node),
          kindOf,
        ),
      };
    })
    .sort(by(({ name, namespace = '' }) => `${name} ${namespace}`));
}

function inspectedFacts(nodes: readonly Node[], total: number, kindOf: ReadonlyMap<string, number>): Inspected {
  const having = (keysOf: (node: Node) => readonly string[]) =>
    [
      ...groupBy(
        nodes.flatMap((node) => keysOf(node).map((key) => ({ key, node }))),
        ({ key }) => [key],
      ),
    ]
      .map(([key, group]) => ({
        key,
        nodes: countsOf(
          group.map(({ node }) => node),
          kindOf,
        ),
      }))
      .sort(by(({ key }) => key));
  const networksOf = ({ NodeResources, HostNetworks }: Node): readonly string[] => {
    const aliases = NodeResources?.NodeNetworks?.flatMap(({ Addresses }) => (Addresses ?? []).map((one) => one.Alias));
    return [...new Set([...(aliases ?? []), ...Object.keys(HostNetworks ?? {})])].filter((name) => name !== 'default');
  };
  const reservedOf = ({ ReservedResources }: Node): readonly string[] => {
    const ports = ReservedResources?.Networks?.ReservedHostPorts;
    return ports ? [ports] : [];
  };
  return {
    nodes: nodes.length,
    all: nodes.length === total,
    attributes: attributesOf(nodes),
    hostNetworks: having(networksOf).map(({ key, nodes: on }) => ({ name: key, nodes: on })),
    reservedPorts: having(reservedOf).map(({ key, nodes: on }) => ({ ports: key, nodes: on })),
  };
}

/** Attributes, meta and the node's own names as `${…}` has them, with the values that several nodes may share. */
function attributesOf(nodes: readonly Node[]): readonly NodeAttribute[] {
  const values = new Map<string, Map<string, number>>();
  const note = (name: string, value: string | undefined): void => {
    if (value === undefined || value === '') return;
    const counts = values.get(name) ?? new Map<string, number>();
    counts.set(value, (counts.get(value) ?? 0) + 1);
    values.set(name, counts);
  };
  for (const node of nodes) {
    for (const [name, value] of Object.entries(node.Attributes ?? {})) note(`attr.${name}`, value);
    for (const [name, value] of Object.entries(node.Meta ?? {})) note(`meta.${name}`, value);
    note('node.class', node.NodeClass);
    note('node.datacenter', node.Datacenter);
    note('node.pool', node.NodePool);
    note('node.unique.name', node.Name);
  }
  return [...values]
    .map(([name, counts]) => ({
      name,
      nodes: [...counts.values()].reduce((sum, count) => sum + count, 0),
      values: [...counts]
        .filter(([value]) => value.length <= LONGEST_VALUE && !value.includes('${'))
        .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
        .slice(0, MOST.values)
        .map(([value, count]) => ({ value, nodes: count })),
    }))
    .sort(by(({ name }) => name))
    .slice(0, MOST.attributes);
}

/**
 * Fixed ports that are taken: where a node has several addresses on a host network, only when all of them have it. On
 * nodes that were not looked at one is taken to be all, when no node that was has more.
 */
function usedPorts({ ports, nodes }: Readings, kindOf: ReadonlyMap<string, number>): readonly UsedPort[] {
  const addresses = new Map(nodes.inspected.map((node) => [node.ID, addressesOf(node)]));
  const simple = [...addresses.values()].every((networks) => [...networks.values()].every(({ size }) => size === 1));
  const uses = (ports.allocations?.items ?? []).flatMap(
    ({ NodeID, NodeName, JobID, Namespace, AllocatedResources }) => {
      const { Ports, Networks } = AllocatedResources?.Shared ?? {};
      const fixed = new Set(Networks?.flatMap(({ ReservedPorts }) => (ReservedPorts ?? []).map(({ Label }) => Label)));
      return (Ports ?? [])
        .filter(({ Label }) => fixed.has(Label))
        .map(({ Value, HostIP = '' }) => {
          const job = { id: JobID, namespace: Namespace ?? 'default' };
          return { node: { ID: NodeID, Name: NodeName }, port: Value, address: HostIP, job };
        });
    },
  );
  const blocked = [...groupBy(uses, ({ node, port }) => [`${node.ID} ${port}`]).values()].flatMap((there) => {
    const [{ node, port } = { node: { ID: '', Name: '' }, port: 0 }] = there;
    const networks = addresses.get(node.ID) ?? (simple ? new Map([['default', undefined]]) : new Map());
    return [...networks].flatMap(([network, its]) => {
      const on = there.filter(({ address }) => its === undefined || its.has(address));
      if (its !== undefined && new Set(on.map(({ address }) => address)).size < its.size) return [];
      const jobs = [...new Map(on.map(({ job }) => [`${job.id} ${job.namespace}`, job])).values()];
      return [{ node, port, network, jobs: jobs.sort(by(({ id, namespace }) => `${id} ${namespace}`)) }];
    });
  });
  return [...groupBy(blocked, ({ port, network, jobs }) => [JSON.stringify([port, network, jobs])]).values()]
    .flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const { port, network, jobs } = first;
      return [
        {
          port,
          network,
          jobs,
          ...whereFrom(
            group.map(({ node }) => node),
            kindOf,
          ),
        },
      ];
    })
    .sort((a, b) => a.port - b.port || (a.network < b.network ? -1 : 1))
    .slice(0, MOST.ports);
}

/** The addresses of a node by host network. */
function addressesOf({ NodeResources }: Node): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { Addresses } of NodeResources?.NodeNetworks ?? []) {
    for (const { Alias, Address } of Addresses ?? []) {
      const own = found.get(Alias) ?? new Set();
      found.set(Alias, own.add(Address));
    }
  }
  return found;
}

interface Named {
  readonly ID: string;
  readonly Name: string;
}

const whereFrom = (nodes: readonly Named[], kindOf: ReadonlyMap<string, number>) => ({
  nodes: countsOf(nodes, kindOf),
  names: nodes
    .map(({ Name }) => Name)
    .sort()
    .slice(0, MOST.nodeNames),
});

function countsOf(nodes: readonly Named[], kindOf: ReadonlyMap<string, number>): NodeCounts {
  const counts = new Map<number, number>();
  for (const { ID } of nodes) {
    const kind = kindOf.get(ID);
    if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b);
}

const by =
  <T>(keyOf: (item: T) => string) =>
  (a: T, b: T): number => {
    const [one, other] = [keyOf(a), keyOf(b)];
    return one < other ? -1 : one > other ? 1 : 0;
  };
