/** Allocations and their tasks (api/allocations.go, api/tasks.go). Times named `…Time` are Unix nanoseconds, rounded. */

/** Why a group found no place: the scheduler's counts (api/allocations.go `AllocationMetric`). */
export interface AllocationMetric {
  readonly NodesEvaluated: number;
  readonly NodesFiltered: number;
  readonly NodesInPool?: number;
  readonly NodePool?: string;
  /** Ready nodes by datacenter. */
  readonly NodesAvailable?: Readonly<Record<string, number>> | null;
  readonly ClassFiltered?: Readonly<Record<string, number>> | null;
  /** Nodes that do not fit, by constraint: `missing drivers`, `${attr.kernel.name} = windows`, … */
  readonly ConstraintFiltered?: Readonly<Record<string, number>> | null;
  readonly NodesExhausted: number;
  readonly ClassExhausted?: Readonly<Record<string, number>> | null;
  /** Nodes that are full, by dimension: `memory`, `cpu`, `network: reserved port collision http=8080`, … */
  readonly DimensionExhausted?: Readonly<Record<string, number>> | null;
  readonly QuotaExhausted?: readonly string[] | null;
  /** Further allocations of the group that failed for the same reasons. */
  readonly CoalescedFailures: number;
}

export interface TaskEvent {
  readonly Type: string;
  /** Unix nanoseconds. */
  readonly Time: number;
  /** The text to show. */
  readonly DisplayMessage: string;
  readonly Details?: Readonly<Record<string, string>> | null;
  readonly FailsTask?: boolean;
}

export interface TaskState {
  readonly State: 'pending' | 'running' | 'dead';
  readonly Failed: boolean;
  readonly Restarts?: number;
  readonly StartedAt?: string | null;
  readonly FinishedAt?: string | null;
  /** The last ten, oldest first. */
  readonly Events?: readonly TaskEvent[] | null;
}

/** What the scheduler has given an allocation (api/resources.go). */
export interface AllocatedResources {
  readonly Shared?: {
    readonly DiskMB?: number;
    readonly Ports?: readonly AllocatedPort[] | null;
    /** What the group asked for: which of the ports are fixed. */
    readonly Networks?: readonly AllocatedNetwork[] | null;
  } | null;
  readonly Tasks?: Readonly<
    Record<
      string,
      {
        readonly Cpu?: { readonly CpuShares?: number } | null;
        readonly Memory?: { readonly MemoryMB?: number } | null;
      }
    >
  > | null;
}

export interface AllocatedNetwork {
  readonly ReservedPorts?: readonly { readonly Label: string; readonly Value: number }[] | null;
}

export interface AllocatedPort {
  readonly Label: string;
  /** The port on the host. */
  readonly Value: number;
  /** The port inside, 0 when it is the same. */
  readonly To?: number;
  readonly HostIP?: string;
}

export type ClientStatus = 'pending' | 'running' | 'complete' | 'failed' | 'lost' | 'unknown';

export interface AllocationStub {
  readonly ID: string;
  /** `web.app[0]`. */
  readonly Name: string;
  readonly Namespace?: string;
  readonly EvalID?: string;
  readonly NodeID: string;
  readonly NodeName: string;
  readonly JobID: string;
  readonly JobType?: string;
  readonly JobVersion?: number;
  readonly TaskGroup: string;
  readonly DesiredStatus: 'run' | 'stop' | 'evict';
  readonly DesiredDescription?: string;
  readonly ClientStatus: ClientStatus;
  readonly ClientDescription?: string;
  readonly TaskStates?: Readonly<Record<string, TaskState>> | null;
  readonly DeploymentStatus?: { readonly Healthy?: boolean | null; readonly Canary?: boolean } | null;
  readonly FollowupEvalID?: string;
  readonly NextAllocation?: string;
  readonly PreemptedByAllocation?: string;
  /** Only where it was asked for. */
  readonly AllocatedResources?: AllocatedResources | null;
  readonly CreateIndex: number;
  readonly ModifyIndex: number;
  readonly CreateTime?: number;
  readonly ModifyTime?: number;
}

export interface Allocation extends AllocationStub {
  readonly Job?: unknown;
  readonly DeploymentID?: string;
  readonly Metrics?: AllocationMetric | null;
  readonly PreviousAllocation?: string;
}

/** What an allocation uses, as its node measures it (api/allocations.go `AllocResourceUsage`). */
export interface AllocationUsage {
  readonly ResourceUsage?: ResourceUsage | null;
  readonly Tasks?: Readonly<Record<string, { readonly ResourceUsage?: ResourceUsage | null }>> | null;
}

/** Only what `Measured` names has been measured; the other values are zero. */
export interface ResourceUsage {
  readonly CpuStats?: {
    readonly Measured?: readonly string[] | null;
    readonly Percent: number;
    /** MHz. */
    readonly TotalTicks: number;
  } | null;
  readonly MemoryStats?: {
    readonly Measured?: readonly string[] | null;
    /** Bytes. */
    readonly RSS: number;
    readonly Usage: number;
    readonly MaxUsage: number;
  } | null;
}
