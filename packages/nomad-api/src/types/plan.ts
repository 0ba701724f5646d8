/** What `POST /v1/job/<id>/plan` answers (api/jobs.go `JobPlanResponse`). All values of a diff are texts. */
import type { AllocationMetric, AllocationStub } from './allocation';

export type DiffType = 'None' | 'Added' | 'Deleted' | 'Edited';

export interface FieldDiff {
  readonly Type: DiffType;
  readonly Name: string;
  readonly Old: string;
  readonly New: string;
  /** `forces create/destroy update` and the like. */
  readonly Annotations?: readonly string[] | null;
}

/** Within an edited object the unchanged fields come too, as type `None`. */
export interface ObjectDiff {
  readonly Type: DiffType;
  readonly Name: string;
  readonly Fields?: readonly FieldDiff[] | null;
  readonly Objects?: readonly ObjectDiff[] | null;
}

export interface TaskDiff extends ObjectDiff {
  readonly Annotations?: readonly string[] | null;
}

export interface TaskGroupDiff extends ObjectDiff {
  readonly Tasks?: readonly TaskDiff[] | null;
  /** Counts by `create`, `destroy`, `migrate`, `canary`, `in-place update`, `create/destroy update`, `ignore`. */
  readonly Updates?: Readonly<Record<string, number>> | null;
}

export interface JobDiff {
  readonly Type: DiffType;
  readonly ID: string;
  readonly Fields?: readonly FieldDiff[] | null;
  readonly Objects?: readonly ObjectDiff[] | null;
  readonly TaskGroups?: readonly TaskGroupDiff[] | null;
}

/** What would happen to a group's allocations, as counts. */
export interface DesiredUpdates {
  readonly Place: number;
  readonly Stop: number;
  readonly Migrate: number;
  readonly InPlaceUpdate: number;
  readonly DestructiveUpdate: number;
  readonly Canary: number;
  readonly Ignore: number;
  readonly Preemptions?: number;
  readonly RescheduleNow?: number;
  readonly RescheduleLater?: number;
  readonly Disconnect?: number;
  readonly Reconnect?: number;
}

export interface PlanAnnotations {
  readonly DesiredTGUpdates?: Readonly<Record<string, DesiredUpdates>> | null;
  readonly PreemptedAllocs?: readonly AllocationStub[] | null;
}

export interface JobPlan {
  readonly Diff: JobDiff | null;
  readonly Annotations?: PlanAnnotations | null;
  /** By group: why not all of its allocations find a place. */
  readonly FailedTGAllocs?: Readonly<Record<string, AllocationMetric>> | null;
  /** Of the registered job, 0 if there is none: what a later register has to enforce. */
  readonly JobModifyIndex: number;
  /** RFC 3339 in the job's own time zone. */
  readonly NextPeriodicLaunch?: string | null;
  readonly Warnings?: string;
}
