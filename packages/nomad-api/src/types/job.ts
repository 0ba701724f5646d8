/** Jobs (api/jobs.go, api/tasks.go): the fields that are used here; the others travel along untouched. */

export interface Task {
  readonly Name: string;
  readonly Driver?: string;
  readonly Resources?: {
    readonly CPU?: number | null;
    readonly MemoryMB?: number | null;
    readonly Cores?: number | null;
  } | null;
  readonly [field: string]: unknown;
}

export interface VolumeRequest {
  readonly Name?: string;
  readonly Type?: string;
  readonly Source?: string;
  readonly ReadOnly?: boolean;
  readonly AccessMode?: string;
  /** Each allocation has its own, `<source>[<index>]`. */
  readonly PerAlloc?: boolean;
}

export interface TaskGroup {
  readonly Name: string | null;
  readonly Count?: number | null;
  readonly Tasks?: readonly Task[] | null;
  readonly Volumes?: Readonly<Record<string, VolumeRequest>> | null;
  readonly [field: string]: unknown;
}

/** A job as Nomad takes and gives it. Integers above 2^53 are `bigint`. */
export interface Job {
  readonly ID: string;
  readonly Name?: string | null;
  readonly Namespace?: string | null;
  readonly Region?: string | null;
  /** `service` when null. */
  readonly Type?: string | null;
  readonly Datacenters?: readonly string[] | null;
  readonly NodePool?: string | null;
  readonly Stop?: boolean | null;
  readonly Status?: string | null;
  readonly Version?: number | null;
  readonly Periodic?: { readonly Enabled?: boolean | null; readonly [field: string]: unknown } | null;
  readonly ParameterizedJob?: object | null;
  readonly Multiregion?: object | null;
  readonly TaskGroups?: readonly TaskGroup[] | null;
  readonly JobModifyIndex?: number | null;
  readonly ModifyIndex?: number | null;
  readonly [field: string]: unknown;
}

/** One line of the job list (api/jobs.go `JobListStub`). */
export interface JobStub {
  readonly ID: string;
  readonly Name: string;
  readonly Namespace: string;
  readonly Type: string;
  readonly Status: 'pending' | 'running' | 'dead';
  readonly StatusDescription?: string;
  readonly Periodic: boolean;
  readonly ParameterizedJob: boolean;
  readonly Stop: boolean;
  /** Set for children of periodic and parameterized jobs. */
  readonly ParentID?: string;
  readonly Meta?: Readonly<Record<string, string>> | null;
  readonly JobSummary?: JobSummary | null;
  readonly NodePool?: string;
  readonly Priority?: number;
  readonly JobModifyIndex: number;
  readonly ModifyIndex: number;
  readonly SubmitTime?: number;
}

export interface JobSummary {
  readonly Summary?: Readonly<Record<string, GroupSummary>> | null;
  readonly Children?: { readonly Pending: number; readonly Running: number; readonly Dead: number } | null;
}

export interface GroupSummary {
  readonly Queued: number;
  readonly Starting: number;
  readonly Running: number;
  readonly Complete: number;
  readonly Failed: number;
  readonly Lost: number;
  readonly Unknown: number;
}

/** The source that came with a registration; the web UI shows and edits it. */
export interface JobSubmission {
  readonly Source: string;
  readonly Format: 'hcl2' | 'json';
  /** Texts of the var files, joined by a blank line. */
  readonly Variables?: string;
  /** Values of single variables, as texts. */
  readonly VariableFlags?: Readonly<Record<string, string>> | null;
}

export interface JobVersions {
  /** Newest first; Nomad keeps six, and the tagged ones. */
  readonly Versions: readonly Job[];
  /** `Diffs[i]` is between `Versions[i]` and the one before it, when asked for. */
  readonly Diffs?: readonly import('./plan').JobDiff[] | null;
}

export interface JobValidation {
  readonly DriverConfigValidated: boolean;
  readonly ValidationErrors?: readonly string[] | null;
  readonly Error?: string;
  readonly Warnings?: string;
}

/** What register, stop, revert and evaluate answer. */
export interface JobChange {
  /** Empty where there is nothing to watch: periodic and parameterized jobs, a job that is not there. */
  readonly EvalID: string;
  readonly EvalCreateIndex?: number;
  readonly JobModifyIndex: number;
  readonly Warnings?: string;
}

/** What dispatch answers (api/jobs.go `JobDispatchResponse`). */
export interface DispatchAnswer {
  readonly DispatchedJobID: string;
  /** Empty when the idempotency token has been used before. */
  readonly EvalID: string;
}

/** Counts of a job's groups (api/scaling.go, api/jobs.go `JobScaleStatusResponse`). */
export interface JobScale {
  readonly JobID: string;
  readonly JobStopped: boolean;
  readonly JobModifyIndex: number;
  readonly TaskGroups: Readonly<Record<string, GroupScale>>;
}

export interface GroupScale {
  readonly Desired: number;
  readonly Placed: number;
  readonly Running: number;
  readonly Healthy: number;
  readonly Unhealthy: number;
  readonly Events?: readonly ScalingEvent[] | null;
}

/** One scaling of a group, by hand or by an autoscaler (api/scaling.go `ScalingEvent`). */
export interface ScalingEvent {
  /** What it was scaled to; null where it only tells something. */
  readonly Count?: number | null;
  readonly PreviousCount?: number;
  readonly Error: boolean;
  readonly Message: string;
  /** Unix time in nanoseconds, rounded. */
  readonly Time: number;
}

/** A command that the job offers in one of its tasks (api/jobs.go `JobAction`). */
export interface JobAction {
  readonly Name: string;
  readonly Command: string;
  readonly Args?: readonly string[] | null;
  readonly TaskName: string;
  readonly TaskGroupName: string;
}
