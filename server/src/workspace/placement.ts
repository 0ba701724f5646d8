/** Whether two groups may share a node, by what their jobs say of datacenters, pools, regions and constraints. */
import type { GroupFacts } from './job-facts';
import type { JobFile } from './view';

/** `surely`: nothing keeps them apart; `maybe`: nothing known does; `never`: something does. */
export type Meeting = 'surely' | 'maybe' | 'never';

interface Placed {
  readonly file: JobFile;
  readonly group: GroupFacts;
}

export function meetingOf(a: Placed, b: Placed): Meeting {
  const [one, other] = [a.group.placement, b.group.placement];
  const [region, otherRegion] = [a.file.job.region, b.file.job.region];
  if (region !== undefined && otherRegion !== undefined && region !== otherRegion) return 'never';
  if (one.pool !== undefined && other.pool !== undefined && one.pool !== other.pool) {
    if (one.pool !== 'all' && other.pool !== 'all') return 'never';
  }
  if (one.datacenters && other.datacenters && !overlap(one.datacenters, other.datacenters)) return 'never';
  const demands = new Map(one.demands);
  if (other.demands.some(([name, value]) => demands.has(name) && demands.get(name) !== value)) return 'never';
  const known = [region, otherRegion, one.pool, other.pool, one.datacenters, other.datacenters].every(
    (fact) => fact !== undefined,
  );
  return known && !one.constrained && !other.constrained ? 'surely' : 'maybe';
}

/** Names of datacenters may hold `*`; two such patterns are taken to overlap. */
const overlap = (a: readonly string[], b: readonly string[]): boolean =>
  a.some((one) => b.some((other) => covers(one, other) || covers(other, one) || (isPattern(one) && isPattern(other))));

const isPattern = (name: string): boolean => name.includes('*');

const covers = (pattern: string, name: string): boolean =>
  pattern === name ||
  (isPattern(pattern) &&
    new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(name));
