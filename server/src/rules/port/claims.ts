/** Static ports that other jobs of the workspace claim too. */
import { type Meeting, meetingOf } from '../../workspace/placement';
import { isSameJob } from '../../workspace/same-job';
import type { PortClaim, WorkspaceView } from '../../workspace/view';

export interface Rival extends PortClaim {
  readonly meeting: Exclude<Meeting, 'never'>;
}

/** Claims of the same port of the same network that may come to the same node, from jobs other than the claim's own. */
export function rivalsOf(claim: PortClaim, view: WorkspaceView): readonly Rival[] {
  return view.claimsOf(claim.port.number).flatMap((other): readonly Rival[] => {
    if (other.file.uri === claim.file.uri || other.port.network !== claim.port.network) return [];
    if (isSameJob(claim.file, other.file)) return [];
    const meeting = meetingOf(claim, other);
    return meeting === 'never' ? [] : [{ ...other, meeting }];
  });
}

/** One claim for each job. */
export function byJob<T extends PortClaim>(claims: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return claims.filter(({ file: { uri } }) => !seen.has(uri) && seen.add(uri));
}

/** What the load balancer alone has. */
export const publicPorts: readonly number[] = [80, 443];
