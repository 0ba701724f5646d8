/** Asks Nomad for what the editor wants to know of a cluster: lists in pages, and a look at a few nodes. Knows no editor. */

import {
  type AllocationStub,
  type Answer,
  type CsiPluginStub,
  type CsiVolumeStub,
  type HostVolumeStub,
  isNomadError,
  type ListOptions,
  type Node,
  type NodeStub,
  type NomadClient,
} from '@nomad/api';
import { addTo } from '../../../server/src/group-by';

/** What was read; undefined is what the token may not see, or what this Nomad does not have. */
export interface Readings {
  readonly names: {
    readonly regions: readonly string[] | undefined;
    /** The region that the agent is in; undefined when it is not known. */
    readonly ownRegion: string | undefined;
    readonly namespaces: readonly string[] | undefined;
    readonly nodePools: readonly string[] | undefined;
    readonly services: readonly string[] | undefined;
    /** Nothing is kept back from the token: lists are whole. */
    readonly seesAll: boolean;
  };
  readonly nodes: {
    readonly list: Pages<NodeStub> | undefined;
    /** Those that were looked at one by one. */
    readonly inspected: readonly Node[];
  };
  readonly volumes: {
    readonly host: Pages<HostVolumeStub> | undefined;
    readonly csi: Pages<CsiVolumeStub> | undefined;
    readonly plugins: readonly CsiPluginStub[] | undefined;
  };
  /** Living allocations with fixed ports. */
  readonly ports: { readonly allocations: Pages<AllocationStub> | undefined };
}

export type Part = keyof Readings;

export interface Pages<T> {
  readonly items: readonly T[];
  /** There was no more. */
  readonly whole: boolean;
  /** Of the state that it shows. */
  readonly index: number;
}

export const PARTS: readonly Part[] = ['names', 'nodes', 'volumes', 'ports'];

const PAGE = 500;
/** So many nodes are looked at one by one: their attributes, host networks and reserved ports are in no list. */
export const MOST_INSPECTED = 50;
const AT_A_TIME = 4;
/** Of each list: a cluster may have more, which is then not known. */
const MOST = { nodes: 10_000, volumes: 5_000, allocations: 5_000 };

/** @param before what is known of the parts that are not read now; nodes that did not change are not looked at again */
export async function readCluster(
  client: NomadClient,
  parts: ReadonlySet<Part>,
  signal: AbortSignal,
  before?: Readings,
): Promise<Readings> {
  const part = async <P extends Part>(name: P, read: () => Promise<Readings[P]>): Promise<Readings[P]> =>
    before && !parts.has(name) ? before[name] : read();
  // One after the other: nobody waits for it, and the cluster has other things to do.
  return {
    names: await part('names', () => readNames(client, signal)),
    nodes: await part('nodes', () => readNodes(client, signal, before?.nodes.inspected ?? [])),
    volumes: await part('volumes', () => readVolumes(client, signal)),
    ports: await part('ports', () => readPorts(client, signal)),
  };
}

async function readNames(client: NomadClient, signal: AbortSignal): Promise<Readings['names']> {
  const options = { signal, stale: true };
  const regions = await allowed(() => client.cluster.regions({ signal }));
  const self = regions?.length === 1 ? undefined : await allowed(() => client.cluster.self({ signal }));
  const namespaces = await allowed(() => client.cluster.namespaces(options));
  const nodePools = await allowed(() => client.cluster.nodePools(options));
  const services = await allowed(() => client.services.list({ ...options, namespace: '*' }));
  const token = await allowed(() => client.acl.self({ signal }));
  return {
    regions,
    ownRegion: regions?.length === 1 ? regions[0] : self?.config?.Region,
    namespaces: namespaces?.map(({ Name }) => Name),
    nodePools: nodePools?.map(({ Name }) => Name),
    services: services && [...new Set(services.data.flatMap(({ Services }) => Services.map((s) => s.ServiceName)))],
    seesAll: token?.Type === 'management' || token?.AccessorID === 'acls-disabled',
  };
}

async function readNodes(client: NomadClient, signal: AbortSignal, known: readonly Node[]): Promise<Readings['nodes']> {
  const list = await pages((options) => client.cluster.nodes({ ...options, signal }), MOST.nodes);
  const before = new Map(known.map((node) => [`${node.ID} ${node.ModifyIndex}`, node]));
  const inspected: Node[] = [];
  const wanted = chosen(list?.items ?? []);
  for (let at = 0; at < wanted.length; at += AT_A_TIME) {
    const some = wanted.slice(at, at + AT_A_TIME).map(async ({ ID, ModifyIndex }) => {
      const node = before.get(`${ID} ${ModifyIndex}`);
      return node ?? slim((await allowed(() => client.cluster.node(ID, { signal, stale: true })))?.data);
    });
    inspected.push(...(await Promise.all(some)).filter((node) => node !== undefined));
  }
  return { list, inspected };
}

/** All nodes of a small cluster; of a large one as many different ones as may be: each kind gives one in turn. */
export function chosen(nodes: readonly NodeStub[]): readonly NodeStub[] {
  if (nodes.length <= MOST_INSPECTED) return nodes;
  const kinds = new Map<string, NodeStub[]>();
  for (const node of [...nodes].sort((a, b) => (a.Name < b.Name ? -1 : 1))) {
    const key = JSON.stringify([node.Datacenter, node.NodePool, node.NodeClass]);
    addTo(kinds, key, node);
  }
  const found: NodeStub[] = [];
  for (let round = 0; found.length < MOST_INSPECTED; round++) {
    for (const kind of kinds.values()) {
      const node = kind[round];
      if (node && found.length < MOST_INSPECTED) found.push(node);
    }
  }
  return found;
}

/** What is kept of a node: not its secret, nor the many things that nobody asks for. */
function slim(node: Node | undefined): Node | undefined {
  if (!node) return undefined;
  const { ID, Name, Datacenter, NodeClass, NodePool, Status, SchedulingEligibility, Drain, ModifyIndex } = node;
  const { Attributes, Meta, HostNetworks, NodeResources, ReservedResources } = node;
  return {
    ...{ ID, Name, Datacenter, NodeClass, NodePool, Status, SchedulingEligibility, Drain, ModifyIndex },
    ...{ Attributes, Meta, HostNetworks, ReservedResources },
    NodeResources: { NodeNetworks: NodeResources?.NodeNetworks },
  };
}

async function readVolumes(client: NomadClient, signal: AbortSignal): Promise<Readings['volumes']> {
  const all = { namespace: '*', signal };
  return {
    host: await pages((options) => client.volumes.hostVolumes({ ...options, ...all }), MOST.volumes),
    csi: await pages((options) => client.volumes.csiVolumes({ ...options, ...all }), MOST.volumes),
    plugins: (await allowed(() => client.volumes.plugins({ signal, stale: true })))?.data,
  };
}

async function readPorts(client: NomadClient, signal: AbortSignal): Promise<Readings['ports']> {
  // The server picks them out: of fifty thousand allocations a few hundred have a fixed port.
  const filter = `(${LIVING}) and any AllocatedResources.Shared.Networks as n { n.ReservedPorts is not empty }`;
  const read = (given: string) =>
    pages(
      (options) => client.allocations.list({ ...options, namespace: '*', resources: true, filter: given, signal }),
      MOST.allocations,
    );
  // Older servers have no `any`.
  return { allocations: (await read(filter)) ?? (await read(LIVING)) };
}

const LIVING = 'ClientStatus == "running" or ClientStatus == "pending"';

async function pages<T>(
  read: (options: ListOptions) => Promise<Answer<readonly T[]>>,
  most: number,
): Promise<Pages<T> | undefined> {
  const items: T[] = [];
  let nextToken: string | undefined;
  let index = 0;
  do {
    const options: ListOptions = { perPage: PAGE, nextToken, stale: true };
    const answer = await allowed(() => read(options));
    if (!answer) return undefined;
    items.push(...answer.data);
    ({ nextToken, index } = answer);
  } while (nextToken !== undefined && items.length < most);
  return { items, whole: nextToken === undefined, index };
}

/** What the token may not see, and what an older Nomad does not have, is not known; the rest is. */
async function allowed<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isNomadError(error, 'forbidden', 'not-found', 'server')) return undefined;
    throw error;
  }
}
