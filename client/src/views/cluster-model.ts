/** What is no job: blocked evaluations, nodes, volumes, services and servers as rows. */
import type {
  CsiVolumeStub,
  Evaluation,
  HostVolumeStub,
  Job,
  Member,
  NodeStub,
  ServiceList,
  ServiceRegistration,
  VariableStub,
} from '@nomad/api';
import { explainPlacements, firstReason } from '../plan';
import { note, paged, plural, type TreeNode } from './tree-node';

/** A list that was read, one that may not be, or one that is still on its way. */
export type Part<T> = readonly T[] | 'forbidden' | undefined;

export interface ClusterPicture {
  readonly blocked: readonly Evaluation[];
  /** The jobs of the blocked evaluations that were read, by evaluation. */
  readonly blockedJobs: Readonly<Record<string, Job>>;
  readonly nodes: Part<NodeStub>;
  readonly hostVolumes: Part<HostVolumeStub>;
  readonly csiVolumes: Part<CsiVolumeStub>;
  readonly services: Part<ServiceList>;
  readonly servers: Part<Member>;
  /** `host:port` of its RPC. */
  readonly leader?: string;
}

export const SECTIONS = ['blocked', 'nodes', 'volumes', 'services', 'variables', 'servers'] as const;
export type Section = (typeof SECTIONS)[number];

/** The sections below the jobs. Blocked is there only when something is. */
export function sectionNodes(picture: ClusterPicture): readonly TreeNode[] {
  const blocked = distinctBlocked(picture.blocked);
  const [first] = blocked;
  const reason = first && `${first.JobID}: ${blockedReason(first, picture)}`;
  return [
    ...(first
      ? [
          section('blocked', 'Blocked', reason ?? '', 'warning', {
            tone: 'bad',
            children: blocked.length > 20 ? 'closed' : 'open',
          }),
        ]
      : []),
    section('nodes', 'Nodes', nodesText(picture.nodes), 'server'),
    section('volumes', 'Volumes', volumesText(picture), 'database'),
    section('services', 'Services', partText(flatServices(picture.services)), 'broadcast'),
    section('variables', 'Variables', '', 'key'),
    section('servers', 'Servers', serversText(picture), 'server-process'),
  ];
}

function section(
  id: Section,
  label: string,
  description: string,
  icon: string,
  more: Partial<TreeNode> = {},
): TreeNode {
  return {
    kind: 'section',
    id: `section:${id}`,
    label,
    description,
    icon,
    children: 'closed',
    context: `section ${id}`,
    ...more,
  };
}

/** One row for each job that waits, whatever the number of its evaluations. */
export function blockedNodes(picture: ClusterPicture, limit: number): readonly TreeNode[] {
  const blocked = distinctBlocked(picture.blocked);
  return paged(blocked, limit, 'section:blocked', 'jobs', (evaluation): TreeNode => {
    const failures = placementFailures(evaluation, picture);
    const lines = failures.flatMap(({ group, count, nodes, reasons }) => [
      `Group "${group}": ${plural(count, 'allocation')} without a place, ${plural(nodes, 'node')} looked at`,
      ...reasons.map(({ text }) => `• ${text}`),
    ]);
    return {
      kind: 'blocked',
      id: `blocked:${evaluation.Namespace}\t${evaluation.JobID}`,
      label: evaluation.JobID,
      description: blockedReason(evaluation, picture),
      tooltip: [...lines, 'Nomad goes on trying as soon as there is room.'].join('\n'),
      icon: 'warning',
      tone: 'bad',
      children: 'none',
      context: 'blocked',
      namespace: evaluation.Namespace,
      jobId: evaluation.JobID,
    };
  });
}

/** The first reason of the first group, and how many more there are. */
export function blockedReason(evaluation: Evaluation, picture: Pick<ClusterPicture, 'blockedJobs'>): string {
  const failures = placementFailures(evaluation, picture);
  const [first] = failures;
  if (!first) return evaluation.StatusDescription || 'waits for room';
  const more = failures.reduce((count, { reasons }) => count + reasons.length, 0) - 1;
  return `${firstReason(first)}${more > 0 ? `, and ${plural(more, 'other reason')}` : ''}`;
}

function placementFailures(evaluation: Evaluation, { blockedJobs }: Pick<ClusterPicture, 'blockedJobs'>) {
  return explainPlacements(evaluation.FailedTGAllocs, blockedJobs[evaluation.ID]);
}

/** The newest evaluation of each job, newest first. */
function distinctBlocked(blocked: readonly Evaluation[]): readonly Evaluation[] {
  const newest = [...blocked].sort((a, b) => b.ModifyIndex - a.ModifyIndex);
  const seen = new Set<string>();
  return newest.filter(({ Namespace, JobID }) => {
    const key = `${Namespace}\t${JobID}`;
    return !seen.has(key) && seen.add(key);
  });
}

export function nodeNodes({ nodes }: ClusterPicture, limit: number): readonly TreeNode[] {
  const parent = 'section:nodes';
  if (!Array.isArray(nodes)) return [missing(parent, nodes, 'nodes', 'node read')];
  if (nodes.length === 0) return [note(parent, 'No client has joined this cluster')];
  return paged(
    sorted(nodes, ({ Name }) => Name),
    limit,
    parent,
    'nodes',
    (node: NodeStub): TreeNode => {
      const state = nodeState(node);
      const sick = Object.entries(node.Drivers ?? {}).filter(([, { Detected, Healthy }]) => Detected && !Healthy);
      const drivers = Object.entries(node.Drivers ?? {}).filter(([, { Healthy }]) => Healthy);
      const volumes = Object.entries(node.HostVolumes ?? {});
      return {
        kind: 'node',
        id: `node:${node.ID}`,
        label: node.Name,
        description: [
          state.text,
          node.Datacenter,
          node.NodePool !== 'default' && node.NodePool,
          ...sick.map(([name]) => `driver ${name} is not healthy`),
        ]
          .filter(Boolean)
          .join(' · '),
        tooltip: [
          `Node ${node.Name} (${node.ID})`,
          `${state.text}, Nomad ${node.Version}, ${node.Address}`,
          `Drivers: ${
            drivers
              .map(([name]) => name)
              .sort()
              .join(', ') || 'none'
          }`,
          volumes.length > 0 &&
            `Host volumes: ${volumes
              .map(([name, { ReadOnly }]) => (ReadOnly ? `${name} (read-only)` : name))
              .sort()
              .join(', ')}`,
        ]
          .filter(Boolean)
          .join('\n'),
        icon: state.icon,
        tone: state.tone,
        children: 'closed',
        context: ['node', node.Drain ? 'draining' : node.SchedulingEligibility].join(' '),
        nodeId: node.ID,
      };
    },
  );
}

function nodeState(node: NodeStub): Pick<TreeNode, 'icon' | 'tone'> & { readonly text: string } {
  if (node.Status === 'down') return { text: 'down', icon: 'error', tone: 'bad' };
  if (node.Status === 'disconnected') return { text: 'disconnected', icon: 'debug-disconnect', tone: 'bad' };
  if (node.Status === 'initializing') return { text: 'starting', icon: 'sync', tone: 'busy' };
  if (node.Drain) return { text: 'draining', icon: 'sync', tone: 'busy' };
  if (node.SchedulingEligibility === 'ineligible')
    return { text: 'takes no new work', icon: 'circle-slash', tone: 'quiet' };
  return { text: 'ready', icon: 'pass', tone: 'good' };
}

function nodesText(nodes: Part<NodeStub>): string {
  if (!Array.isArray(nodes)) return partText(nodes);
  const counts = new Map<string, number>();
  for (const node of nodes) counts.set(nodeState(node).text, (counts.get(nodeState(node).text) ?? 0) + 1);
  const order = ['ready', 'draining', 'takes no new work', 'starting', 'disconnected', 'down'];
  const parts = order.filter((word) => counts.has(word)).map((word) => `${counts.get(word)} ${word}`);
  return parts.join(', ') || 'none';
}

/** A volume as it is listed, whatever its kind. */
interface VolumeRow {
  readonly type: 'host' | 'csi';
  readonly name: string;
  readonly id?: string;
  readonly namespace?: string;
  readonly description: string;
  readonly well: boolean;
}

export function volumeNodes(picture: ClusterPicture, limit: number): readonly TreeNode[] {
  const parent = 'section:volumes';
  const rows = volumeRows(picture);
  if (rows.length === 0) {
    const waits = [picture.nodes, picture.hostVolumes, picture.csiVolumes].includes(undefined);
    return [waits ? missing(parent, undefined, 'volumes', '') : note(parent, 'No host volume and no CSI volume')];
  }
  return paged(
    rows,
    limit,
    parent,
    'volumes',
    ({ type, name, id, namespace, description, well }): TreeNode => ({
      kind: 'volume',
      id: `volume:${type}:${namespace ?? ''}\t${id ?? name}`,
      label: name,
      description,
      tooltip: [`Volume "${name}": ${description}`, id && id !== name && `ID ${id}`].filter(Boolean).join('\n'),
      icon: well ? 'database' : 'warning',
      tone: well ? undefined : 'bad',
      children: 'none',
      context: `volume ${type}${id === undefined ? ' static' : ''}`,
      namespace,
      volume: { type, name, id },
    }),
  );
}

function volumeRows({ nodes, hostVolumes, csiVolumes }: ClusterPicture): readonly VolumeRow[] {
  const known = list(nodes);
  const nameOf = new Map(known.map(({ ID, Name }) => [ID, Name]));
  const dynamic = list(hostVolumes).map((one): VolumeRow => {
    const place = `on ${nameOf.get(one.NodeID) ?? one.NodeID.slice(0, 8)}`;
    const description = ['host, dynamic', place, one.State !== 'ready' && one.State].filter(Boolean).join(' · ');
    return {
      type: 'host',
      name: one.Name,
      id: one.ID,
      namespace: one.Namespace,
      description,
      well: one.State === 'ready',
    };
  });
  const csi = list(csiVolumes).map((one): VolumeRow => {
    const uses = one.CurrentReaders + one.CurrentWriters;
    const parts = [
      'csi',
      `plugin ${one.PluginID}`,
      uses > 0 && plural(uses, 'claim'),
      !one.Schedulable && 'cannot be scheduled',
    ];
    return {
      type: 'csi',
      name: one.Name || one.ID,
      id: one.ID,
      namespace: one.Namespace,
      description: parts.filter(Boolean).join(' · '),
      well: one.Schedulable,
    };
  });
  return sorted([...staticVolumes(known, list(hostVolumes)), ...dynamic, ...csi], ({ name }) => name);
}

/** A node lists its dynamic volumes beside the static ones; those have an ID. */
function staticVolumes(nodes: readonly NodeStub[], dynamic: readonly HostVolumeStub[]): readonly VolumeRow[] {
  const places = new Map<string, { nodes: string[]; readOnly: boolean }>();
  for (const node of nodes) {
    for (const [name, { ID, ReadOnly }] of Object.entries(node.HostVolumes ?? {})) {
      if (ID || dynamic.some((one) => one.Name === name && one.NodeID === node.ID)) continue;
      const place = places.get(name) ?? { nodes: [], readOnly: false };
      place.nodes.push(node.Name);
      place.readOnly ||= ReadOnly === true;
      places.set(name, place);
    }
  }
  return [...places].map(([name, { nodes: on, readOnly }]) => {
    const where = on.length === 1 ? `on ${on[0]}` : `on ${on.length} nodes`;
    const description = ['host', where, readOnly && 'read-only'].filter(Boolean).join(' · ');
    return { type: 'host', name, description, well: true };
  });
}

function volumesText(picture: ClusterPicture): string {
  const rows = volumeRows(picture);
  const count = (type: string) => rows.filter((row) => row.type === type).length;
  const parts = [count('host') > 0 && `host ${count('host')}`, count('csi') > 0 && `csi ${count('csi')}`];
  return parts.filter(Boolean).join(' · ') || (picture.hostVolumes === undefined ? '' : 'none');
}

export function serviceNodes({ services }: ClusterPicture, limit: number): readonly TreeNode[] {
  const parent = 'section:services';
  if (!Array.isArray(services)) return [missing(parent, services, 'services', 'read-job')];
  const rows = flatServices(services) as readonly ServiceRow[];
  if (rows.length === 0)
    return [note(parent, 'No service with provider "nomad"', 'Services of Consul are listed by Consul.')];
  return paged(
    rows,
    limit,
    parent,
    'services',
    ({ name, namespace, tags }): TreeNode => ({
      kind: 'service',
      id: `service:${namespace}\t${name}`,
      label: name,
      description: [namespace, ...tags].join(' · '),
      icon: 'broadcast',
      children: 'closed',
      context: 'service',
      namespace,
      service: name,
    }),
  );
}

export function instanceNodes(
  registrations: readonly ServiceRegistration[],
  parent: TreeNode,
  limit: number,
): readonly TreeNode[] {
  if (registrations.length === 0) return [note(parent.id, 'No instance any more')];
  return paged(
    registrations,
    limit,
    parent.id,
    'instances',
    (one): TreeNode => ({
      kind: 'instance',
      id: `instance:${one.ID}`,
      label: `${one.Address}:${one.Port}`,
      description: `job ${one.JobID} · ${one.AllocID.slice(0, 8)}`,
      icon: 'link',
      children: 'none',
      context: 'instance',
      namespace: one.Namespace,
      jobId: one.JobID,
      allocationId: one.AllocID,
      nodeId: one.NodeID,
      service: one.ServiceName,
    }),
  );
}

interface ServiceRow {
  readonly name: string;
  readonly namespace: string;
  readonly tags: readonly string[];
}

function flatServices(services: Part<ServiceList>): Part<ServiceRow> {
  if (!Array.isArray(services)) return services as Exclude<typeof services, readonly ServiceList[]>;
  const rows = (services as readonly ServiceList[]).flatMap(({ Namespace, Services }) =>
    Services.map(({ ServiceName, Tags }) => ({ name: ServiceName, namespace: Namespace, tags: Tags ?? [] })),
  );
  return sorted(rows, ({ name }) => name);
}

/** Paths only: what is in them is fetched for who asks for one. */
export function variableNodes(variables: readonly VariableStub[], limit: number): readonly TreeNode[] {
  const parent = 'section:variables';
  if (variables.length === 0) {
    return [note(parent, 'No variable that this token may see', 'Jobs read their own below nomad/jobs/<job>.')];
  }
  const several = new Set(variables.map(({ Namespace }) => Namespace)).size > 1;
  return paged(
    sorted(variables, ({ Path }) => Path),
    limit,
    parent,
    'variables',
    ({ Path, Namespace, ModifyTime }): TreeNode => ({
      kind: 'variable',
      id: `variable:${Namespace}\t${Path}`,
      label: Path,
      description: several ? Namespace : undefined,
      tooltip: [
        `Variable "${Path}" in namespace "${Namespace}"`,
        ModifyTime && `written ${new Date(ModifyTime / 1e6).toLocaleString()}`,
      ]
        .filter(Boolean)
        .join('\n'),
      icon: 'key',
      children: 'none',
      context: 'variable',
      namespace: Namespace,
      variable: Path,
    }),
  );
}

export function serverNodes({ servers, leader }: ClusterPicture, limit: number): readonly TreeNode[] {
  const parent = 'section:servers';
  if (!Array.isArray(servers)) return [missing(parent, servers, 'servers', 'node read')];
  return paged(
    sorted(servers, ({ Name }) => Name),
    limit,
    parent,
    'servers',
    (server: Member): TreeNode => {
      const leads = addressOf(server) === leader;
      const well = server.Status === 'alive';
      return {
        kind: 'server',
        id: `server:${server.Name}`,
        label: server.Name,
        description: [leads && 'leader', server.Status, server.Tags.build].filter(Boolean).join(' · '),
        tooltip: `Server ${server.Name}: ${server.Status}, ${addressOf(server)}, region ${server.Tags.region}, datacenter ${server.Tags.dc}`,
        icon: leads ? 'star-full' : well ? 'pass' : 'error',
        tone: well ? 'good' : 'bad',
        children: 'none',
        context: 'server',
      };
    },
  );
}

function serversText({ servers, leader }: ClusterPicture): string {
  if (!Array.isArray(servers)) return partText(servers);
  const leading = (servers as readonly Member[]).find((one) => addressOf(one) === leader)?.Name.split('.')[0];
  return [servers.length.toLocaleString('en'), leading === undefined ? 'no leader' : `leader ${leading}`].join(', ');
}

function addressOf({ Addr, Tags }: Member): string {
  const host = Addr.includes(':') ? `[${Addr}]` : Addr;
  return `${host}:${Tags.port ?? ''}`;
}

function missing(
  parent: string,
  part: 'forbidden' | undefined | readonly unknown[],
  what: string,
  needs: string,
): TreeNode {
  return part === 'forbidden'
    ? note(parent, `This token may not list ${what}`, `It needs: ${needs}`)
    : note(parent, `The ${what} are being read`);
}

function partText(part: Part<unknown>): string {
  if (part === 'forbidden') return 'not allowed with this token';
  return part === undefined ? '' : part.length === 0 ? 'none' : part.length.toLocaleString('en');
}

function list<T>(part: Part<T>): readonly T[] {
  return Array.isArray(part) ? part : [];
}

function sorted<T>(items: readonly T[], by: (item: T) => string): readonly T[] {
  return [...items].sort((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0));
}
