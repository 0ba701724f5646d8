/** Why a group finds no place, in words: the scheduler's counts together with what the job asks for. */
import type { AllocationMetric, Job, TaskGroup } from '@nomad/api';

/** What can be looked up in a job file. `constraint` is looked up by its attribute. */
export type PlaceKind =
  | 'group'
  | 'task'
  | 'volume'
  | 'port'
  | 'driver'
  | 'constraint'
  | 'memory'
  | 'cpu'
  | 'cores'
  | 'device'
  | 'datacenters'
  | 'node_pool'
  | 'type'
  | 'config'
  | 'command'
  | 'image'
  | 'user'
  | 'template'
  | 'artifact'
  | 'service'
  | 'check';

/**
 * The line of something in the job file, counted from 1; `group` and `task` are those it is in. Of what has no name an
 * empty one finds the first. A `check` has the name of its path, an `artifact` that of its source, a `config` that of an
 * attribute in it.
 */
export type Locate = (kind: PlaceKind, name: string, group?: string, task?: string) => number | undefined;

export interface Reason {
  readonly text: string;
  /** Line of the job file that asks for it. */
  readonly line?: number;
  /** What it is about, for who wants to look further. A constraint has its whole text as its name. */
  readonly about?: { readonly kind: PlaceKind; readonly names: readonly string[] };
}

export interface PlacementFailure {
  readonly group: string;
  /** Allocations that find no place. */
  readonly count: number;
  /** How many nodes were looked at; none may be a reason by itself. */
  readonly nodes: number;
  readonly reasons: readonly Reason[];
}

export function explainPlacements(
  failed: Readonly<Record<string, AllocationMetric>> | null | undefined,
  job: Job | undefined,
  locate: Locate = () => undefined,
): readonly PlacementFailure[] {
  return Object.entries(failed ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, metric]) => {
      const group = job?.TaskGroups?.find(({ Name }) => Name === name);
      return {
        group: name,
        // The first failure is not among the coalesced ones (nomad/structs AllocMetric).
        count: metric.CoalescedFailures + 1,
        nodes: metric.NodesEvaluated,
        reasons: reasonsOf(metric, { name, group, job, locate }),
      };
    });
}

/** `no node has host volume "scratch"`, or `2 of 3 nodes lack host volume "scratch"` when others are full. */
export function firstReason({ nodes, reasons }: PlacementFailure): string {
  const text = reasons[0]?.text ?? '';
  const [, count, verb, rest] = /^(\d+) (lacks?|has|have|runs?|does not meet|do not meet) (.*)$/.exec(text) ?? [];
  if (count === undefined || verb === undefined) return text;
  if (Number(count) < nodes) return `${count} of ${nodes} nodes ${verb} ${rest}`;
  if (verb.startsWith('lack')) {
    const [what = '', or] = (rest ?? '').split(', or it is ');
    return `no node has ${or === 'not healthy there' ? 'a healthy ' : ''}${what}${or === 'read-only there' ? ' to write to' : ''}`;
  }
  if (verb.startsWith('do')) return `no node meets ${rest}`;
  if (verb.startsWith('ha')) {
    const lacking = /^(?:not|no such|no) (.*)$/s.exec(rest ?? '')?.[1];
    return lacking === undefined ? `every node has ${rest}` : `no node has ${lacking}`;
  }
  return `every node runs ${rest}`;
}

interface Asked {
  readonly name: string;
  readonly group: TaskGroup | undefined;
  readonly job: Job | undefined;
  readonly locate: Locate;
}

function reasonsOf(metric: AllocationMetric, asked: Asked): Reason[] {
  const reasons = [
    ...noNodes(metric, asked),
    ...Object.entries(metric.ConstraintFiltered ?? {}).map(([text, count]) => filtered(text, count, asked)),
    ...Object.entries(metric.DimensionExhausted ?? {}).map(([text, count]) => exhausted(text, count, asked)),
    ...(metric.QuotaExhausted ?? []).map((text) => ({ text: `the quota of the namespace is used up: ${text}` })),
  ];
  if (reasons.length > 0) return reasons;
  const classes = Object.entries(metric.ClassFiltered ?? {});
  if (classes.length > 0) return classes.map(([name, count]) => ({ text: `${count} of class "${name}" do not fit` }));
  return [{ text: 'Nomad gives no reason' }];
}

function noNodes(metric: AllocationMetric, { job, locate }: Asked): Reason[] {
  const empty = Object.entries(metric.NodesAvailable ?? {}).filter(([, count]) => count === 0);
  if (empty.length > 0) {
    return empty.map(([name]) => ({
      text: `no node of datacenter "${name}" is ready`,
      about: { kind: 'datacenters', names: [name] },
      line: locate('datacenters', name),
    }));
  }
  if (metric.NodesEvaluated > 0) return [];
  const pool = job?.NodePool || metric.NodePool || 'default';
  const datacenters = (job?.Datacenters ?? []).filter((name) => name !== '*');
  const places = datacenters.map((name) => `"${name}"`).join(' or ');
  return [
    {
      text: `no ready node that takes work is in ${places ? `datacenter ${places} of ` : ''}node pool "${pool}"`,
      about:
        datacenters.length > 0 ? { kind: 'datacenters', names: datacenters } : { kind: 'node_pool', names: [pool] },
      line: (places ? locate('datacenters', datacenters[0] ?? '') : undefined) ?? locate('node_pool', pool),
    },
  ];
}

/** The scheduler's names of its feasibility checks (scheduler/feasible). */
function filtered(constraint: string, count: number, { name, group, locate }: Asked): Reason {
  const does = (one: string, more: string) => `${count} ${count === 1 ? one : more}`;
  switch (constraint) {
    case 'missing drivers': {
      const drivers = [...new Set((group?.Tasks ?? []).flatMap(({ Driver }) => Driver ?? []))];
      return {
        text: `${does('lacks', 'lack')} ${oneOf('driver', drivers)}, or it is not healthy there`,
        line: locate('driver', drivers[0] ?? '', name),
        about: { kind: 'driver', names: drivers },
      };
    }
    case 'missing compatible host volumes': {
      const volumes = Object.entries(group?.Volumes ?? {}).filter(([, { Type }]) => Type === 'host');
      const sources = volumes.map(([label, { Source }]) => Source || label);
      const writes = volumes.some(([, { ReadOnly }]) => !ReadOnly);
      return {
        text: `${does('lacks', 'lack')} ${oneOf('host volume', sources)}${writes ? ', or it is read-only there' : ''}`,
        line: locate('volume', volumes[0]?.[0] ?? '', name),
        about: { kind: 'volume', names: sources },
      };
    }
    case 'missing devices': {
      const devices = (group?.Tasks ?? []).flatMap(({ Resources }) =>
        ((Resources as { Devices?: { Name?: string }[] | null } | null)?.Devices ?? []).map(({ Name }) => Name ?? ''),
      );
      return {
        text: `${does('lacks', 'lack')} ${oneOf('device', devices)}`,
        line: locate('device', devices[0] ?? '', name),
      };
    }
    case 'missing network':
      return { text: `${does('has', 'have')} no such network`, line: locate('group', name) };
    case 'distinct_hosts':
      return {
        text: `${does('runs', 'run')} an allocation of this job already (distinct_hosts)`,
        line: locate('constraint', 'distinct_hosts', name),
      };
  }
  const csi = /^missing CSI volume\(?s?\)? (.*)$/.exec(constraint) ?? /^CSI volume (\S+) /.exec(constraint);
  if (csi) {
    const label = Object.entries(group?.Volumes ?? {}).find(([, { Source }]) => Source === csi[1])?.[0];
    const text = /^missing/.test(constraint) ? `CSI volume "${csi[1]}" does not exist` : constraint;
    return { text, line: locate('volume', label ?? csi[1] ?? '', name) };
  }
  const attribute = /\$\{[^}]*\}/.exec(constraint)?.[0];
  return {
    text: `${does('does', 'do')} not meet the constraint ${constraint}`,
    line: attribute === undefined ? undefined : locate('constraint', attribute, name),
    about: { kind: 'constraint', names: [constraint] },
  };
}

/** The scheduler's names of what is used up (scheduler/rank, nomad/structs `AllocsFit`). */
function exhausted(dimension: string, count: number, { name, group, locate }: Asked): Reason {
  const has = `${count} ${count === 1 ? 'has' : 'have'}`;
  const sum = (field: 'CPU' | 'MemoryMB' | 'Cores') =>
    (group?.Tasks ?? []).reduce((total, { Resources }) => total + (Resources?.[field] ?? 0), 0);
  const asks = (amount: number, unit: string) => (amount > 0 ? `: the group asks for ${amount} ${unit}` : '');
  const port = /^network: reserved port collision (\S+)=(\d+)$/.exec(dimension);
  if (port) {
    const [, label = '', number] = port;
    return {
      text: `${has} port ${number} ("${label}") in use already`,
      line: locate('port', label, name),
      about: { kind: 'port', names: [number ?? ''] },
    };
  }
  if (dimension.startsWith('network: dynamic port')) {
    return { text: `${has} no free dynamic port left`, line: locate('group', name) };
  }
  if (dimension.startsWith('devices')) {
    return { text: `${has} not enough free devices (${dimension})`, line: locate('device', '', name) };
  }
  switch (dimension) {
    case 'memory':
      return {
        text: `${has} not enough free memory${asks(sum('MemoryMB'), 'MB')}`,
        line: locate('memory', '', name),
        about: { kind: 'memory', names: [String(sum('MemoryMB'))] },
      };
    case 'cpu':
      return {
        text: `${has} not enough free CPU${asks(sum('CPU'), 'MHz')}`,
        line: locate('cpu', '', name),
        about: { kind: 'cpu', names: [String(sum('CPU'))] },
      };
    case 'cores':
      return { text: `${has} not enough free cores${asks(sum('Cores'), 'cores')}`, line: locate('cores', '', name) };
    case 'disk':
      return { text: `${has} not enough free disk space`, line: locate('group', name) };
    default:
      return { text: `${has} too little of "${dimension}"`, line: locate('group', name) };
  }
}

function oneOf(what: string, names: readonly string[]): string {
  if (names.length === 0) return `a ${what} that the group needs`;
  if (names.length === 1) return `${what} "${names[0]}"`;
  return `one of the ${what}s ${names.map((name) => `"${name}"`).join(', ')}`;
}
