/** How a node is: drivers, host volumes, ports, room, what runs on it. No editor needed. */
import type { AllocationStub, Node, NodeUsage } from '@nomad/api';
import { type Kind, type Line, line, part, type Report, verdict } from '../troubleshoot/report';
import { allocationLine, inOrder } from './allocation-lines';

export interface NodeFacts {
  readonly node: Node;
  readonly place: string;
  readonly allocations: readonly AllocationStub[];
  /** Absent when the node cannot be asked. */
  readonly usage?: NodeUsage;
  readonly now: number;
}

export function nodeReport(facts: NodeFacts): Report {
  const { node, place, allocations, now } = facts;
  const alive = inOrder(allocations).filter(({ ClientStatus }) =>
    ['running', 'pending', 'unknown'].includes(ClientStatus),
  );
  return {
    title: `Node · ${node.Name}`,
    place,
    lines: [
      headline(node),
      line(0, { text: factsText(node), kind: 'muted' }),
      ...part('Room', roomLines(facts, alive)),
      ...part('Drivers', driverLines(node)),
      ...part('Host volumes', volumeLines(node)),
      ...part('Ports', portLines(node, alive)),
      ...part(
        'Allocations',
        alive.map((one) => allocationLine(one, now, true)),
      ),
      ...part('Meta', entriesOf(node.Meta)),
    ],
    actions: [{ title: '$(refresh) Refresh', command: 'nomad.node.status', args: [{ nodeId: node.ID }] }],
  };
}

function headline({ Status, SchedulingEligibility, Drain }: Node): Line {
  if (Status !== 'ready') return verdict('bad', `The node is ${Status}.`);
  if (Drain) return verdict('warning', 'Ready, and draining: what runs there moves away.');
  if (SchedulingEligibility !== 'eligible') return verdict('warning', 'Ready, but nothing new is placed there.');
  return verdict('good', 'Ready.');
}

function factsText(node: Node): string {
  const attribute = (name: string) => node.Attributes?.[name];
  return [
    node.ID,
    node.Address,
    `datacenter ${node.Datacenter}`,
    `pool ${node.NodePool ?? 'default'}`,
    node.NodeClass && `class ${node.NodeClass}`,
    attribute('os.name') && `${attribute('os.name')} ${attribute('os.version') ?? ''}`.trim(),
    attribute('cpu.arch'),
    `Nomad ${node.Version ?? attribute('nomad.version') ?? '?'}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What Nomad can still place: sums of what allocations were given, not of what they use. */
function roomLines({ node, usage }: NodeFacts, alive: readonly AllocationStub[]): readonly Line[] {
  const { NodeResources, ReservedResources } = node;
  const given = (of: 'cpu' | 'memory') =>
    alive
      .flatMap(({ AllocatedResources }) => Object.values(AllocatedResources?.Tasks ?? {}))
      .reduce((sum, task) => sum + ((of === 'cpu' ? task.Cpu?.CpuShares : task.Memory?.MemoryMB) ?? 0), 0);
  const row = (
    what: string,
    all: number | undefined,
    reserved: number | undefined,
    of: 'cpu' | 'memory',
    unit: string,
  ) => {
    if (all === undefined) return [];
    const total = all - (reserved ?? 0);
    const free = total - given(of);
    const kind: Kind | undefined = free < total / 20 ? 'warning' : undefined;
    return [line(1, `${what}  `, { text: `${free} of ${total} ${unit} free`, kind })];
  };
  const disk = usage?.AllocDirStats;
  return [
    ...row('cpu', NodeResources?.Cpu?.CpuShares, ReservedResources?.Cpu?.CpuShares, 'cpu', 'MHz'),
    ...row('memory', NodeResources?.Memory?.MemoryMB, ReservedResources?.Memory?.MemoryMB, 'memory', 'MB'),
    ...(disk ? [line(1, `disk of allocations  ${gib(disk.Available)} of ${gib(disk.Size)} GiB free`)] : []),
    ...(usage?.Memory ? [line(1, `memory in use  ${gib(usage.Memory.Used)} of ${gib(usage.Memory.Total)} GiB`)] : []),
  ];
}

function driverLines({ Drivers }: Node): readonly Line[] {
  return Object.entries(Drivers ?? {})
    .filter(([, { Detected }]) => Detected)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { Healthy, HealthDescription }]) =>
      line(
        1,
        `${name}  `,
        Healthy
          ? { text: '✔ healthy', kind: 'good' as const }
          : { text: `✖ ${HealthDescription || 'not healthy'}`, kind: 'bad' as const },
      ),
    );
}

function volumeLines({ HostVolumes }: Node): readonly Line[] {
  const volumes = Object.entries(HostVolumes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (volumes.length === 0) return [line(1, { text: 'none', kind: 'muted' })];
  return volumes.map(([name, { Path, ReadOnly, ID }]) =>
    line(1, name, { text: `  ${Path ?? ''}${ReadOnly ? ', read only' : ''}${ID ? ', dynamic' : ''}`, kind: 'muted' }),
  );
}

function portLines({ NodeResources, ReservedResources }: Node, alive: readonly AllocationStub[]): readonly Line[] {
  const reserved = ReservedResources?.Networks?.ReservedHostPorts;
  const { MinDynamicPort, MaxDynamicPort } = NodeResources ?? {};
  const used = alive
    .flatMap((allocation) =>
      (allocation.AllocatedResources?.Shared?.Ports ?? []).map(({ Label, Value }) => ({
        Value,
        text: `${Value}  ${allocation.Name}, port "${Label}"`,
      })),
    )
    .sort((a, b) => a.Value - b.Value);
  return [
    ...(reserved ? [line(1, `kept for others  ${reserved}`)] : []),
    ...(MinDynamicPort && MaxDynamicPort ? [line(1, `dynamic ones from  ${MinDynamicPort} to ${MaxDynamicPort}`)] : []),
    ...used.map(({ text }) => line(1, text)),
  ];
}

function entriesOf(meta: Readonly<Record<string, string>> | null | undefined): readonly Line[] {
  return Object.entries(meta ?? {})
    .filter(([name]) => !name.startsWith('connect.'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => line(1, `${name} = ${value}`));
}

function gib(bytes: number): string {
  return (bytes / 1024 ** 3).toFixed(1);
}
