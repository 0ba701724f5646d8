/** Evaluations and deployments (api/evaluations.go, api/deployments.go). */
import type { AllocationMetric } from './allocation';

export interface Evaluation {
  readonly ID: string;
  readonly JobID: string;
  readonly Namespace?: string;
  readonly Type: string;
  readonly TriggeredBy: string;
  readonly Status: 'pending' | 'blocked' | 'complete' | 'failed' | 'canceled';
  readonly StatusDescription?: string;
  /** Appears only once the evaluation is complete. */
  readonly DeploymentID?: string;
  /** The evaluation that waits for room for what found no place. */
  readonly BlockedEval?: string;
  /** The evaluation that goes on after `Wait`. */
  readonly NextEval?: string;
  /** Nanoseconds. */
  readonly Wait?: number;
  readonly FailedTGAllocs?: Readonly<Record<string, AllocationMetric>> | null;
  readonly QueuedAllocations?: Readonly<Record<string, number>> | null;
  readonly ModifyIndex: number;
  readonly CreateIndex: number;
}

export interface DeploymentGroup {
  readonly DesiredTotal: number;
  readonly DesiredCanaries: number;
  readonly PlacedAllocs: number;
  /** IDs of the canaries. */
  readonly PlacedCanaries?: readonly string[] | null;
  readonly HealthyAllocs: number;
  readonly UnhealthyAllocs: number;
  readonly Promoted: boolean;
  readonly AutoRevert: boolean;
  readonly AutoPromote: boolean;
  /** RFC 3339. */
  readonly RequireProgressBy?: string;
}

export type DeploymentStatus =
  | 'initializing'
  | 'pending'
  | 'running'
  | 'paused'
  | 'blocked'
  | 'unblocking'
  | 'successful'
  | 'failed'
  | 'cancelled';

export interface Deployment {
  readonly ID: string;
  readonly JobID: string;
  readonly JobVersion: number;
  /** The `JobModifyIndex` that the job had then. */
  readonly JobSpecModifyIndex?: number;
  readonly Namespace?: string;
  readonly Status: DeploymentStatus;
  /** Fit to show. */
  readonly StatusDescription: string;
  readonly TaskGroups: Readonly<Record<string, DeploymentGroup>>;
  readonly ModifyIndex: number;
  readonly CreateIndex: number;
}
