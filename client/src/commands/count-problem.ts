/** What counts a group may have. Pure. */
import type { Job } from '@nomad/api';

export interface ScalingBounds {
  readonly min?: number;
  readonly max?: number;
}

/** The bounds of the group's scaling block, which Nomad holds manual scaling to as well (nomad/job_endpoint.go `Scale`). */
export function boundsOf(job: Pick<Job, 'TaskGroups'>, group: string): ScalingBounds {
  const found = job.TaskGroups?.find(({ Name }) => Name === group);
  const scaling = found?.Scaling as { readonly Min?: number | null; readonly Max?: number | null } | null | undefined;
  return { min: scaling?.Min ?? undefined, max: scaling?.Max ?? undefined };
}

/** Why a text is no count for the group, or undefined when it is one. */
export function countProblem(text: string, { min = 0, max }: ScalingBounds): string | undefined {
  if (!/^\d+$/.test(text.trim())) return 'A whole number, 0 or more.';
  const count = Number(text);
  if (count < min) return `The scaling block of the group allows ${min} or more.`;
  if (max !== undefined && count > max) return `The scaling block of the group allows ${max} or fewer.`;
  return undefined;
}
