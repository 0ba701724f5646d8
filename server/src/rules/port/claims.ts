/** Static ports that other jobs of the workspace claim too. */
import type { FileFacts } from '../../workspace/facts';
import type { PortFact } from '../../workspace/job-facts';
import { type Meeting, meetingOf } from '../../workspace/placement';
import { isSameJob } from '../../workspace/same-job';
import { isJobFile, type PortClaim, type WorkspaceView } from '../../workspace/view';

export interface Rival {
  readonly claim: PortClaim;
  readonly meeting: Exclude<Meeting, 'never'>;
}

export interface ContestedPort {
  readonly port: PortFact;
  /** One for each other job; at least one. */
  readonly rivals: readonly Rival[];
}

/** Those of a job's `wanted` ports that other jobs may want on the same node. */
export function contestedPorts(
  file: FileFacts,
  view: WorkspaceView,
  wanted: (port: number) => boolean,
): readonly ContestedPort[] {
  if (!isJobFile(file)) return [];
  return file.job.groups.flatMap((group) =>
    group.ports.flatMap((port): readonly ContestedPort[] => {
      if (!wanted(port.number)) return [];
      const rivals = rivalsOf({ file, group, port }, view);
      return rivals.length === 0 ? [] : [{ port, rivals }];
    }),
  );
}

/**
 * Claims of the same port of the same network that may come to the same node, one of each job but the claim's own. Where
 * all jobs want one port this runs for each pair of them.
 */
function rivalsOf({ file, group, port }: PortClaim, view: WorkspaceView): readonly Rival[] {
  const rivals: Rival[] = [];
  for (const other of view.claimsOf(port.number)) {
    // The claims of one file stand together.
    if (other.file.uri === file.uri || other.file === rivals.at(-1)?.claim.file) continue;
    if (other.port.network !== port.network || isSameJob(file.job, other.file.job)) continue;
    const meeting = meetingOf(group.placement, other.group.placement);
    if (meeting !== 'never') rivals.push({ claim: other, meeting });
  }
  return rivals;
}

/** What the load balancer alone has. */
export const isPublic = (port: number): boolean => port === 80 || port === 443;
