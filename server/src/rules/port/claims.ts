/** Static ports that other jobs of the workspace claim too. */
import type { FileFacts } from '../../workspace/facts';
import type { PortFact } from '../../workspace/job-facts';
import { type Meeting, meetingOf } from '../../workspace/placement';
import { isSameJob } from '../../workspace/same-job';
import type { PortClaim, WorkspaceView } from '../../workspace/view';

export interface Rival extends PortClaim {
  readonly meeting: Exclude<Meeting, 'never'>;
}

export interface ContestedPort {
  readonly port: PortFact;
  /** One for each other job; at least one. */
  readonly rivals: readonly Rival[];
}

/** Those of a job's `wanted` ports that other jobs may want on the same node. */
export function contestedPorts(
  { job, ...file }: FileFacts,
  view: WorkspaceView,
  wanted: (port: number) => boolean,
): readonly ContestedPort[] {
  if (!job) return [];
  return job.groups.flatMap((group) =>
    group.ports.flatMap((port): readonly ContestedPort[] => {
      if (!wanted(port.number)) return [];
      const rivals = byJob(rivalsOf({ file: { ...file, job }, group, port }, view));
      return rivals.length === 0 ? [] : [{ port, rivals }];
    }),
  );
}

/** Claims of the same port of the same network that may come to the same node, from jobs other than the claim's own. */
function rivalsOf(claim: PortClaim, view: WorkspaceView): readonly Rival[] {
  return view.claimsOf(claim.port.number).flatMap((other): readonly Rival[] => {
    if (other.file.uri === claim.file.uri || other.port.network !== claim.port.network) return [];
    if (isSameJob(claim.file, other.file)) return [];
    const meeting = meetingOf(claim, other);
    return meeting === 'never' ? [] : [{ ...other, meeting }];
  });
}

/** One claim for each job. */
function byJob<T extends PortClaim>(claims: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return claims.filter(({ file: { uri } }) => !seen.has(uri) && seen.add(uri));
}

/** What the load balancer alone has. */
export const isPublic = (port: number): boolean => port === 80 || port === 443;
