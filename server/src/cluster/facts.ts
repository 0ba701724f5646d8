/**
 * What is known of a cluster, as plain data: the editor's side reads and sends it, rules, completion and hover use it.
 * It holds names and numbers, never a secret. What may not be seen, or was too much to read, is absent.
 */

export interface ClusterFacts {
  /** What people call it: the name of its context, else host and port. */
  readonly cluster: string;
  /** When it was read: Unix milliseconds. */
  readonly at: number;
  /** The region that all of it is about; undefined when there are several and nobody said which. */
  readonly region?: string;
  /** Of jobs that name none. */
  readonly namespace: string;
  readonly regions?: readonly string[];
  readonly namespaces?: KnownNames;
  readonly nodePools?: KnownNames;
  readonly nodes?: NodeFacts;
  readonly csiVolumes?: CsiVolumes;
  readonly csiPlugins?: readonly CsiPluginFact[];
  /** Ports that jobs have fixed. */
  readonly ports?: readonly UsedPort[];
  /** Services of Nomad's own discovery. */
  readonly services?: readonly string[];
}

export interface KnownNames {
  readonly names: readonly string[];
  /** Whether a name that is not among them is on no list that was kept back: then there is no such thing. */
  readonly whole: boolean;
}

export interface NodeFacts {
  /** Nodes that are alike count as one kind: thousands of nodes are few kinds. */
  readonly kinds: readonly NodeKind[];
  readonly hostVolumes: readonly HostVolume[];
  /** Whether all nodes and their volumes are in the lists. */
  readonly whole: boolean;
  readonly inspected: Inspected;
}

export interface NodeKind {
  readonly datacenter: string;
  readonly pool: string;
  readonly class: string;
  /** Takes new allocations: up, eligible and not draining. */
  readonly ready: boolean;
  /** Drivers that work there. */
  readonly drivers: readonly string[];
  /** Drivers that are there and do not work. */
  readonly sickDrivers: readonly string[];
  readonly count: number;
  /** The first few by name. */
  readonly names: readonly string[];
}

/** How many nodes of a kind, by its place in `kinds`. */
export type NodeCounts = readonly (readonly [kind: number, count: number])[];

/** A host volume; a dynamic one in several namespaces is several. */
export interface HostVolume {
  readonly name: string;
  /** Of a dynamic one, where it may be seen; a static one is in no namespace. */
  readonly namespace?: string;
  readonly dynamic: boolean;
  /** Nothing may write there, on no node that has it. */
  readonly readOnly: boolean;
  readonly nodes: NodeCounts;
  /** The first few nodes by name. */
  readonly names: readonly string[];
}

/** What only a look at single nodes tells; of a large cluster only some are looked at. */
export interface Inspected {
  readonly nodes: number;
  /** Whether these are all nodes. */
  readonly all: boolean;
  /** `attr.kernel.name`, `meta.rack`, `node.class`, … */
  readonly attributes: readonly NodeAttribute[];
  readonly hostNetworks: readonly { readonly name: string; readonly nodes: NodeCounts }[];
  /** Ports that nodes keep for others, as written (`22,8500-8600`). */
  readonly reservedPorts: readonly { readonly ports: string; readonly nodes: NodeCounts }[];
}

export interface NodeAttribute {
  /** As in `${…}`. */
  readonly name: string;
  readonly nodes: number;
  /** The most frequent ones; none where each node has its own. */
  readonly values: readonly { readonly value: string; readonly nodes: number }[];
}

export interface CsiVolumes {
  readonly volumes: readonly CsiVolume[];
  /** Whether those of all namespaces are there; otherwise of those that have any here. */
  readonly whole: boolean;
}

export interface CsiVolume {
  readonly id: string;
  readonly namespace: string;
  readonly plugin: string;
  readonly schedulable: boolean;
  /** Empty until it is claimed. */
  readonly accessMode: string;
}

export interface CsiPluginFact {
  readonly id: string;
  readonly nodesHealthy: number;
  readonly nodesExpected: number;
}

export interface UsedPort {
  readonly port: number;
  /** The host network on whose addresses it is taken. */
  readonly network: string;
  /** Those that have it there: with several addresses, each may have one. */
  readonly jobs: readonly { readonly id: string; readonly namespace: string }[];
  /** Each node is counted once for a port and network. */
  readonly nodes: NodeCounts;
  /** The first few nodes by name. */
  readonly names: readonly string[];
}
