/** What a cluster has of the kind that stands at a place: the names, and where they are. For completion and hover. */
import type { Expression } from '@hcl/parser';
import type { ClusterFacts, NodeAttribute, NodeFacts } from '../cluster/facts';
import { countIn, nodesOf, totalOf } from '../cluster/nodes';
import { listed, onNodes } from '../cluster/words';
import { attributeOf, type Cursor } from './cursor';
import { literal } from './likely-values';

export interface ClusterName {
  readonly name: string;
  /** A few words: `on 3 of 5 nodes`. */
  readonly detail: string;
  /** Only told where the name stands already, not offered. */
  readonly quiet?: boolean;
}

/**
 * The names for the value of an attribute.
 *
 * @param name of the attribute
 * @param text of the file
 */
export function clusterNames(
  cluster: ClusterFacts,
  cursor: Cursor,
  name: string,
  text: string,
): readonly ClusterName[] {
  const block = cursor.inner.block?.name.name;
  const nodes = nodesOf(cluster);
  switch (name) {
    case 'source':
      return block === 'volume' ? volumes(cluster, cursor) : [];
    case 'node_pool':
      return (cluster.nodePools?.names ?? []).map((pool) => ({ name: pool, detail: poolDetail(nodes, pool) }));
    case 'namespace':
      return isOfNomad(block) ? plain(cluster.namespaces?.names, 'namespace') : [];
    case 'region':
      return block === 'job' ? plain(cluster.regions, 'region') : [];
    case 'datacenters':
    case 'datacenter':
      return nodes ? counted(nodes, ({ datacenter }) => [datacenter]) : [];
    case 'driver':
      return block === 'task' && nodes ? drivers(nodes) : [];
    case 'host_network':
      return nodes ? hostNetworks(nodes) : [];
    case 'static':
      return block === 'port' ? usedPorts(cluster, nodes) : [];
    case 'plugin_id':
      return (cluster.csiPlugins ?? []).map(({ id, nodesHealthy, nodesExpected }) => ({
        name: id,
        detail: `storage plugin, healthy ${onNodes(nodesHealthy, nodesExpected)}`,
      }));
    case 'attribute':
      return nodes ? attributeNames(nodes).map((one) => ({ ...one, name: `\${${one.name}}` })) : [];
    case 'value':
      return nodes ? attributeValues(nodes, attributeOf(cursor.inner.body, 'attribute'), text) : [];
    default:
      return [];
  }
}

/** The names inside of `${…}`, where Nomad looks at nodes. */
export function attributeNames({ inspected }: NodeFacts): readonly ClusterName[] {
  return inspected.attributes.map((one) => ({ name: one.name, detail: attributeDetail(one, inspected.nodes) }));
}

/** What an attribute of nodes may be compared with. */
function attributeValues(
  { inspected }: NodeFacts,
  attribute: Expression | undefined,
  text: string,
): readonly ClusterName[] {
  const name = attribute && /^"\$\{(.+)\}"$/.exec(text.slice(attribute.start, attribute.end))?.[1];
  const found = inspected.attributes.find((one) => one.name === name);
  return (found?.values ?? []).map(({ value, nodes }) => ({ name: value, detail: onNodes(nodes, inspected.nodes) }));
}

function attributeDetail({ nodes, values }: NodeAttribute, total: number): string {
  const [first, ...others] = values;
  if (!first) return onNodes(nodes, total);
  if (others.length === 0) return `${first.value}, ${onNodes(first.nodes, total)}`;
  return `${values
    .slice(0, 3)
    .map(({ value }) => value)
    .join(', ')}${values.length > 3 ? ', …' : ''}, ${onNodes(nodes, total)}`;
}

function volumes(cluster: ClusterFacts, cursor: Cursor): readonly ClusterName[] {
  const type = literal(attributeOf(cursor.inner.body, 'type'));
  const nodes = nodesOf(cluster);
  const host = (nodes?.hostVolumes ?? []).map((volume) => ({
    name: volume.name,
    detail: [
      `${volume.dynamic ? 'dynamic host' : 'host'} volume`,
      nodes && `${onNodes(countIn(volume.nodes), totalOf(nodes))}${names(volume.names, countIn(volume.nodes))}`,
      volume.readOnly && 'read only',
      volume.namespace && `namespace ${volume.namespace}`,
    ]
      .filter(Boolean)
      .join(', '),
  }));
  const csi = (cluster.csiVolumes?.volumes ?? []).map(({ id, namespace, plugin, accessMode, schedulable }) => ({
    name: id,
    detail: [
      `CSI volume, plugin ${plugin}`,
      `namespace ${namespace}`,
      accessMode,
      !schedulable && 'not schedulable now',
    ]
      .filter(Boolean)
      .join(', '),
  }));
  if (type === 'host') return host;
  return type === 'csi' ? csi : [...host, ...csi];
}

function drivers(nodes: NodeFacts): readonly ClusterName[] {
  const healthy = counted(nodes, (kind) => kind.drivers);
  const sick = counted(nodes, (kind) => kind.sickDrivers).filter(
    ({ name }) => !healthy.some((one) => one.name === name),
  );
  return [...healthy, ...sick.map(({ name, detail }) => ({ name, detail: `not healthy ${detail}`, quiet: true }))];
}

function hostNetworks(nodes: NodeFacts): readonly ClusterName[] {
  const { hostNetworks: networks, nodes: total } = nodes.inspected;
  return networks.map((network) => ({ name: network.name, detail: onNodes(countIn(network.nodes), total) }));
}

function usedPorts({ ports = [] }: ClusterFacts, nodes: NodeFacts | undefined): readonly ClusterName[] {
  return ports.map(({ port, network, jobs, nodes: on }) => ({
    name: String(port),
    detail: `held by ${listed(jobs.map(({ id }) => id))}${nodes ? ` ${onNodes(countIn(on), totalOf(nodes))}` : ''}${network === 'default' ? '' : `, host network ${network}`}`,
    quiet: true,
  }));
}

function poolDetail(nodes: NodeFacts | undefined, pool: string): string {
  if (!nodes) return 'node pool';
  const count =
    pool === 'all' ? totalOf(nodes) : totalOf({ ...nodes, kinds: nodes.kinds.filter((k) => k.pool === pool) });
  return `${count} of ${totalOf(nodes)} nodes`;
}

/** Names with the number of nodes that have them, the most frequent first. */
function counted(nodes: NodeFacts, namesOf: (kind: NodeFacts['kinds'][number]) => readonly string[]): ClusterName[] {
  const counts = new Map<string, number>();
  for (const kind of nodes.kinds)
    for (const name of namesOf(kind)) counts.set(name, (counts.get(name) ?? 0) + kind.count);
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([name, count]) => ({ name, detail: onNodes(count, totalOf(nodes)) }));
}

const plain = (given: readonly string[] = [], what: string): readonly ClusterName[] =>
  given.map((name) => ({ name, detail: what }));

const names = (given: readonly string[], count: number): string =>
  count > 0 && count <= given.length ? `: ${given.join(', ')}` : '';

/** `namespace` of these blocks is Nomad's own, not that of Vault or Consul. */
const isOfNomad = (block: string | undefined): boolean => block === 'job' || block === undefined;
