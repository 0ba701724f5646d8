/** Questions about the nodes of a cluster: which of them a job may run on, how many have something. */
import type { ClusterFacts, NodeCounts, NodeFacts, NodeKind } from './facts';

/** Where a job says that it may run; undefined is not known. */
export interface WhereTo {
  /** As written, `*` included. */
  readonly datacenters: readonly string[] | undefined;
  readonly pool: string | undefined;
}

/** The nodes, where there are any and they may be listed: a cluster that shows none says nothing about what is missing. */
export const nodesOf = ({ nodes }: ClusterFacts): NodeFacts | undefined =>
  nodes && nodes.kinds.length > 0 ? nodes : undefined;

/** Which kinds of nodes a job may run on; what is not known of it forbids none. */
export function kindsFor({ kinds }: NodeFacts, { datacenters, pool }: WhereTo): ReadonlySet<number> {
  const fits = ({ datacenter, pool: own }: NodeKind): boolean =>
    (pool === undefined || pool === 'all' || pool === own) &&
    (datacenters === undefined || datacenters.some((pattern) => matches(pattern, datacenter)));
  return new Set(kinds.flatMap((kind, i) => (fits(kind) ? [i] : [])));
}

/** How many nodes, of some kinds or of all. */
export const countIn = (counts: NodeCounts, kinds?: ReadonlySet<number>): number =>
  counts.reduce((sum, [kind, count]) => (kinds === undefined || kinds.has(kind) ? sum + count : sum), 0);

export const totalOf = ({ kinds }: NodeFacts): number => kinds.reduce((sum, { count }) => sum + count, 0);

/** A pattern of datacenters: only `*` stands for anything (structs.Node.IsInAnyDC, ryanuber/go-glob). */
export function matches(pattern: string, name: string): boolean {
  const parts = pattern.split('*');
  const [first = '', ...others] = parts;
  const last = others.pop();
  if (last === undefined) return pattern === name;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
