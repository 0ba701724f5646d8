/** Whether two groups may share a node, by what their jobs say of regions, datacenters, pools and constraints. */
import { recently } from '../recent';

/** Where the allocations of a group may run; undefined is not known. */
export interface Placement {
  readonly region: string | undefined;
  /** As written, `*` included. */
  readonly datacenters: readonly string[] | undefined;
  readonly pool: string | undefined;
  /** Attributes that a node must have, with their values. */
  readonly demands: readonly (readonly [attribute: string, value: string])[];
  /** Whether anything narrows the choice of nodes. */
  readonly constrained: boolean;
}

/** `surely`: nothing keeps them apart; `maybe`: nothing known does; `never`: something does. */
export type Meeting = 'surely' | 'maybe' | 'never';

/** The same object for the same placement: a workspace has hundreds of jobs, and few ways to place them. */
export const onePlacement: (placement: Placement) => Placement = recently(
  1000,
  ({ region, datacenters, pool, demands, constrained }) =>
    JSON.stringify([region ?? 0, datacenters ?? 0, pool ?? 0, demands, constrained]),
  (placement) => placement,
);

/** Every job is compared with every other that wants its ports, and again when one of them has changed. */
export function meetingOf(a: Placement, b: Placement): Meeting {
  let known = meetings.get(a);
  if (!known) {
    known = new WeakMap();
    meetings.set(a, known);
  }
  let meeting = known.get(b);
  if (!meeting) {
    meeting = meetingBetween(a, b);
    known.set(b, meeting);
  }
  return meeting;
}

const meetings = new WeakMap<Placement, WeakMap<Placement, Meeting>>();

function meetingBetween(one: Placement, other: Placement): Meeting {
  if (one.region !== undefined && other.region !== undefined && one.region !== other.region) return 'never';
  if (one.pool !== undefined && other.pool !== undefined && one.pool !== other.pool) {
    if (one.pool !== 'all' && other.pool !== 'all') return 'never';
  }
  if (one.datacenters && other.datacenters && !overlap(one.datacenters, other.datacenters)) return 'never';
  const demands = new Map(one.demands);
  if (other.demands.some(([name, value]) => demands.has(name) && demands.get(name) !== value)) return 'never';
  const known = [one, other].every(
    ({ region, pool, datacenters }) => region !== undefined && pool !== undefined && datacenters !== undefined,
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
