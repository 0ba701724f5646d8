/** How a volume is: where, how big, who uses it. No editor needed. */
import type { AllocationStub, CsiSnapshot, CsiVolume, HostVolume, NodeStub, VolumeCapability } from '@nomad/api';
import { type Action, type Line, line, part, type Report, verdict } from '../troubleshoot/report';
import { ago } from './ago';
import { allocationLine } from './allocation-lines';

export interface VolumeFacts {
  readonly name: string;
  readonly place: string;
  /** A dynamic host volume; neither this nor `csi` is one of the clients' configuration. */
  readonly host?: HostVolume;
  readonly csi?: CsiVolume;
  /** Undefined when the token may not list them. */
  readonly nodes: readonly NodeStub[] | undefined;
  readonly snapshots?: readonly CsiSnapshot[];
  readonly now: number;
}

export function volumeStatusReport(facts: VolumeFacts): Report {
  const { name, place, host, csi } = facts;
  const lines = host ? hostLines(host, facts) : csi ? csiLines(csi, facts) : configuredLines(facts);
  return { title: `Volume · ${name}`, place, lines, actions: actionsOf(facts) };
}

function hostLines(volume: HostVolume, { nodes, now }: VolumeFacts): readonly Line[] {
  const { ID, NodeID, PluginID, HostPath, State, CapacityBytes, NodePool } = volume;
  const node = nodes?.find((one) => one.ID === NodeID)?.Name ?? NodeID.slice(0, 8);
  const words = {
    ready: verdict('good', 'Ready. It is a dynamic host volume.'),
    pending: verdict('warning', 'Its node has not made it yet.'),
    unavailable: verdict('bad', 'It is not available: its node is down, or has lost it.'),
    deleted: verdict('bad', 'It was deleted.'),
  };
  return [
    words[State],
    ...part('Where', [
      line(1, 'node  ', { text: node, link: { command: 'nomad.node.status', args: [{ nodeId: NodeID }] } }),
      ...(HostPath ? [line(1, `path  ${HostPath}`)] : []),
      line(1, `plugin  ${PluginID || 'none: it was registered'}`),
      ...(NodePool ? [line(1, `node pool  ${NodePool}`)] : []),
      ...(CapacityBytes ? [line(1, `size  ${sizeText(CapacityBytes)}`)] : []),
      line(1, { text: `ID  ${ID}`, kind: 'muted' }),
    ]),
    ...part('How it may be used', capabilityLines(volume.RequestedCapabilities)),
    ...part('Who uses it', useLines(volume.Allocations, now)),
  ];
}

function csiLines(volume: CsiVolume, { snapshots = [], now }: VolumeFacts): readonly Line[] {
  const { ID, PluginID, Provider, Schedulable, ControllerRequired, AccessMode, AttachmentMode } = volume;
  const { ControllersHealthy, ControllersExpected, NodesHealthy, NodesExpected } = volume;
  const controllers = ControllerRequired ? `${ControllersHealthy} of ${ControllersExpected} controllers, ` : '';
  const { Capacity, ExternalID } = volume as { readonly Capacity?: number; readonly ExternalID?: string };
  return [
    Schedulable
      ? verdict('good', 'It can be scheduled.')
      : verdict('bad', 'It cannot be scheduled: its plugin is not healthy.'),
    ...part('Where', [
      line(
        1,
        'plugin  ',
        { text: PluginID, link: { command: 'nomad.plugin.status', args: [PluginID] } },
        `${Provider ? `, ${Provider}` : ''}: ${controllers}${NodesHealthy} of ${NodesExpected} nodes healthy`,
      ),
      ...(Capacity ? [line(1, `size  ${sizeText(Capacity)}`)] : []),
      ...(ExternalID ? [line(1, `in the storage  ${ExternalID}`)] : []),
      line(1, { text: `ID  ${ID}`, kind: 'muted' }),
    ]),
    ...part('How it may be used', [
      ...capabilityLines(volume.RequestedCapabilities),
      ...(AccessMode ? [line(1, `now claimed as  ${AccessMode}, ${AttachmentMode}`)] : []),
    ]),
    ...part('Who uses it', useLines(volume.Allocations, now)),
    ...part(
      'Snapshots',
      snapshots.map(({ ID: id, Name, CreateTime, SizeBytes, IsReady }) => {
        const when = CreateTime ? ago(now - CreateTime * 1000) : undefined;
        const more = [SizeBytes && sizeText(SizeBytes), when, IsReady === false && 'not ready yet', id];
        return line(1, `${Name || id}  `, { text: more.filter(Boolean).join(', '), kind: 'muted' });
      }),
    ),
  ];
}

/** One that stands in the configuration of clients: each has its own. */
function configuredLines({ name, nodes }: VolumeFacts): readonly Line[] {
  if (!nodes) return [verdict('warning', 'Where it is cannot be told: the token may not list nodes.')];
  const having = nodes.filter(({ HostVolumes }) => HostVolumes?.[name]);
  if (having.length === 0) return [verdict('bad', `No node has a host volume "${name}".`)];
  const count = having.length === 1 ? 'One node has it' : `${having.length} nodes have it, each its own`;
  return [
    verdict('good', `${count}, by the configuration of the client.`),
    ...part(
      'Where',
      having.map(({ ID, Name, HostVolumes, Status, SchedulingEligibility, Drain }) => {
        const { Path, ReadOnly } = HostVolumes?.[name] ?? {};
        const idle = Status !== 'ready' ? Status : Drain ? 'draining' : SchedulingEligibility !== 'eligible';
        return line(
          1,
          { text: Name, link: { command: 'nomad.node.status', args: [{ nodeId: ID }] } },
          `  ${Path ?? ''}${ReadOnly ? ', read only' : ''}`,
          ...(idle ? [{ text: `  ${idle === true ? 'takes no new work' : idle}`, kind: 'warning' as const }] : []),
        );
      }),
    ),
  ];
}

function capabilityLines(capabilities: readonly VolumeCapability[] | null | undefined): readonly Line[] {
  return (capabilities ?? []).map(({ AccessMode, AttachmentMode }) => line(1, `${AccessMode}, as ${AttachmentMode}`));
}

function useLines(allocations: readonly AllocationStub[] | null | undefined, now: number): readonly Line[] {
  const alive = (allocations ?? []).filter(
    ({ ClientStatus }) => ClientStatus === 'running' || ClientStatus === 'pending',
  );
  if (alive.length === 0) return [line(1, { text: 'nobody', kind: 'muted' })];
  return alive.map((one) => allocationLine(one, now, true));
}

function actionsOf({ name, host, csi }: VolumeFacts): readonly Action[] {
  const found = host ?? csi;
  const volume = { type: csi ? 'csi' : 'host', name, id: found?.ID };
  const target = { volume, namespace: found?.Namespace };
  return [
    { title: '$(refresh) Refresh', command: 'nomad.volume.status', args: [target] },
    ...(csi ? [{ title: '$(device-camera) Snapshot…', command: 'nomad.volume.snapshot', args: [target] }] : []),
    ...(found ? [{ title: '$(trash) Delete…', command: 'nomad.volume.delete', args: [target] }] : []),
  ];
}

function sizeText(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${Number((bytes / 1024 ** power).toFixed(1))} ${units[power]}`;
}
