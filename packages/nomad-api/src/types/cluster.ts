/** Agents, nodes, namespaces (api/agent.go, api/nodes.go, api/namespace.go): the fields that are used here. */

export interface AgentSelf {
  readonly config?: {
    readonly Region?: string;
    readonly Datacenter?: string;
    readonly Version?: { readonly Version?: string; readonly VersionPrerelease?: string } | null;
    readonly [field: string]: unknown;
  } | null;
  readonly member?: { readonly Name?: string; readonly Tags?: Readonly<Record<string, string>> | null } | null;
  readonly stats?: Readonly<Record<string, Readonly<Record<string, string>>>> | null;
}

export interface AgentHealth {
  readonly server?: { readonly ok: boolean; readonly message?: string } | null;
  readonly client?: { readonly ok: boolean; readonly message?: string } | null;
}

export interface Namespace {
  readonly Name: string;
  readonly Description?: string;
  readonly Meta?: Readonly<Record<string, string>> | null;
}

/** A server, as the gossip protocol knows it. */
export interface Member {
  /** `s1.global`: with the region. */
  readonly Name: string;
  readonly Addr: string;
  readonly Status: 'alive' | 'leaving' | 'left' | 'failed' | 'none';
  /** `port` is the RPC port, `build` the version. */
  readonly Tags: Readonly<Record<string, string>>;
}

export interface NodeStub {
  readonly ID: string;
  readonly Name: string;
  readonly Datacenter: string;
  readonly NodeClass?: string;
  readonly NodePool?: string;
  readonly Version?: string;
  readonly Status: 'initializing' | 'ready' | 'down' | 'disconnected';
  readonly SchedulingEligibility: 'eligible' | 'ineligible';
  readonly Drain: boolean;
  readonly Drivers?: Readonly<
    Record<string, { readonly Detected: boolean; readonly Healthy: boolean; readonly HealthDescription?: string }>
  > | null;
  /** Static and dynamic ones; the latter have an ID. */
  readonly HostVolumes?: Readonly<
    Record<
      string,
      { readonly ID?: string; readonly Name?: string; readonly Path?: string; readonly ReadOnly?: boolean }
    >
  > | null;
  readonly Address?: string;
  /** Only where resources were asked for, as is the next one. */
  readonly NodeResources?: {
    /** Addresses with the host network that each belongs to (`Alias`); `default` for those of no other. */
    readonly NodeNetworks?:
      | readonly {
          readonly Addresses?: readonly { readonly Alias: string; readonly Address: string }[] | null;
        }[]
      | null;
    readonly MinDynamicPort?: number;
    readonly MaxDynamicPort?: number;
    /** MHz. */
    readonly Cpu?: { readonly CpuShares?: number } | null;
    readonly Memory?: { readonly MemoryMB?: number } | null;
  } | null;
  /** `ReservedHostPorts` as in the configuration: `22,8000-8010`. */
  readonly ReservedResources?: {
    readonly Networks?: { readonly ReservedHostPorts?: string } | null;
    readonly Cpu?: { readonly CpuShares?: number } | null;
    readonly Memory?: { readonly MemoryMB?: number } | null;
  } | null;
  readonly ModifyIndex: number;
}

export interface Node extends NodeStub {
  readonly Attributes?: Readonly<Record<string, string>> | null;
  readonly Meta?: Readonly<Record<string, string>> | null;
  /** `host_network` blocks of the client's configuration. */
  readonly HostNetworks?: Readonly<Record<string, { readonly Name: string; readonly ReservedPorts?: string }>> | null;
  readonly [field: string]: unknown;
}

/** What a node measures of itself (api/nodes.go `HostStats`). Sizes in bytes. */
export interface NodeUsage {
  readonly Memory?: {
    readonly Total: number;
    readonly Available: number;
    readonly Used: number;
    readonly Free: number;
  } | null;
  readonly CPU?: readonly { readonly CPU: string; readonly Idle: number; readonly TotalPercent: number }[] | null;
  readonly DiskStats?: readonly DiskUsage[] | null;
  readonly AllocDirStats?: DiskUsage | null;
  /** Seconds. */
  readonly Uptime: number;
}

export interface DiskUsage {
  readonly Device: string;
  readonly Mountpoint: string;
  readonly Size: number;
  readonly Used: number;
  readonly Available: number;
  readonly UsedPercent: number;
}

/** What eligibility and drain answer. */
export interface NodeChange {
  readonly EvalIDs?: readonly string[] | null;
  readonly NodeModifyIndex: number;
}

export interface NodePool {
  /** `all` and `default` are always there. */
  readonly Name: string;
  readonly Description?: string;
  readonly Meta?: Readonly<Record<string, string>> | null;
}
