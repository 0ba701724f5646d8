/** How an allocation is: its tasks with their events in the order of time, addresses, volumes, what it uses. No editor needed. */
import type { Allocation, AllocationUsage, ServiceRegistration, TaskEvent, TaskState } from '@nomad/api';
import { maskText } from '../plan';
import { type Kind, type Line, line, part, type Report, verdict } from '../troubleshoot/report';
import { allocationState } from '../views/allocations-model';
import { taskState } from '../views/task-state';
import { ago } from './ago';

export interface AllocationFacts {
  readonly allocation: Allocation;
  readonly place: string;
  /** Absent when its node cannot be asked. */
  readonly usage?: AllocationUsage;
  readonly services: readonly ServiceRegistration[];
  readonly now: number;
}

/** What of the group is looked at (api/tasks.go `TaskGroup`). */
interface Group {
  readonly Name?: string;
  readonly Volumes?: Readonly<
    Record<string, { readonly Type?: string; readonly Source?: string; readonly ReadOnly?: boolean }>
  > | null;
}

export function allocationReport(facts: AllocationFacts): Report {
  const { allocation, place, now } = facts;
  const { ID, Name, Namespace, JobID, NodeID, NodeName, TaskStates, ClientDescription, CreateTime } = allocation;
  const { text, tone } = allocationState(allocation);
  const target = { allocId: ID, namespace: Namespace };
  const states = Object.entries(TaskStates ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const alive = allocation.ClientStatus === 'running';
  const kind = tone === 'good' || tone === 'bad' ? tone : 'warning';
  return {
    title: `Allocation · ${Name}`,
    place,
    lines: [
      verdict(kind, `${capital(text)}${ClientDescription ? `: ${ClientDescription}` : ''}`),
      line(
        0,
        { text: `${ID}, job `, kind: 'muted' },
        { text: JobID, link: { command: 'nomad.job.status', args: [{ jobId: JobID, namespace: Namespace }] } },
        { text: ` version ${allocation.JobVersion ?? '?'}, node `, kind: 'muted' },
        { text: NodeName, link: { command: 'nomad.node.status', args: [{ nodeId: NodeID }] } },
        { text: CreateTime ? `, ${ago(now - CreateTime / 1e6)}` : '', kind: 'muted' },
      ),
      ...part('Addresses', addressLines(facts)),
      ...part('Volumes', volumeLines(allocation)),
      ...states.flatMap(([task, state]) => part(`Task ${task}`, taskLines(task, state, facts))),
    ],
    actions: [
      { title: '$(refresh) Refresh', command: 'nomad.alloc.status', args: [target] },
      { title: 'Logs', command: 'nomad.alloc.logs', args: [target] },
      { title: 'Files', command: 'nomad.alloc.fs', args: [target] },
      ...(alive
        ? [
            { title: 'Shell', command: 'nomad.alloc.exec', args: [target] },
            { title: 'Signal…', command: 'nomad.alloc.signal', args: [target] },
            { title: 'Restart…', command: 'nomad.alloc.restart', args: [target] },
            { title: 'Stop…', command: 'nomad.alloc.stop', args: [target] },
          ]
        : []),
    ],
  };
}

function addressLines({ allocation, services }: AllocationFacts): readonly Line[] {
  const ports = allocation.AllocatedResources?.Shared?.Ports ?? [];
  return [
    ...ports.map(({ Label, Value, To, HostIP }) => {
      const address = `${(HostIP ?? '').includes(':') ? `[${HostIP}]` : HostIP}:${Value}`;
      return line(1, `port ${Label}  ${address}${To ? ` → ${To} inside` : ''}`);
    }),
    ...services.map(({ ServiceName, Address, Port, Tags }) =>
      line(1, `service ${ServiceName}  ${Address}:${Port}`, {
        text: Tags && Tags.length > 0 ? `  ${Tags.join(', ')}` : '',
        kind: 'muted',
      }),
    ),
  ];
}

function volumeLines({ Job, TaskGroup }: Allocation): readonly Line[] {
  const groups = (Job as { readonly TaskGroups?: readonly Group[] | null } | null | undefined)?.TaskGroups ?? [];
  const volumes = groups.find(({ Name }) => Name === TaskGroup)?.Volumes ?? {};
  return Object.entries(volumes).map(([name, { Type, Source, ReadOnly }]) =>
    line(1, `${name}  ${Type} "${Source}"${ReadOnly ? ', read only' : ''}`),
  );
}

function taskLines(task: string, state: TaskState, { usage, now }: AllocationFacts): readonly Line[] {
  const { text, tone } = taskState(state);
  const kind: Kind = tone === 'good' || tone === 'bad' ? tone : 'warning';
  const uses = usesText(usage, task);
  return [
    line(1, { text, kind }, { text: uses ? `   ${uses}` : '', kind: 'muted' }),
    ...(state.Events ?? []).map((event) => eventLine(event, now)),
  ];
}

/** Nomad gives the last ten, oldest first. */
function eventLine({ Time, Type, DisplayMessage }: TaskEvent, now: number): Line {
  const at = Time / 1e6;
  const moment =
    now - at < 86_400_000
      ? new Date(at).toISOString().slice(11, 19)
      : new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  return line(
    2,
    { text: `${moment}  `, kind: 'muted' },
    `${Type}${DisplayMessage && DisplayMessage !== Type ? `: ${maskText(DisplayMessage).replace(/\s+/g, ' ')}` : ''}`,
  );
}

/** Only what has been measured: the other values are zero. */
function usesText(usage: AllocationUsage | undefined, task: string): string {
  const { CpuStats, MemoryStats } = usage?.Tasks?.[task]?.ResourceUsage ?? {};
  const memory = MemoryStats?.Measured?.includes('Usage') ? MemoryStats.Usage : MemoryStats?.RSS;
  return [
    CpuStats?.Measured?.includes('Percent') && `${CpuStats.Percent.toFixed(0)} % of a core`,
    memory !== undefined && memory > 0 && `${(memory / 1024 / 1024).toFixed(0)} MiB`,
  ]
    .filter(Boolean)
    .join(', ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
