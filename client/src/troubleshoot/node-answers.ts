/** Why a group finds no place, held against the nodes that there are: what they have instead. Pure. */
import type { Job, Node, NodeStub } from '@nomad/api';
import { nearest } from '../../../server/src/nearest';
import type { Reason } from '../plan';
import type { Piece } from './report';

/** Nodes of the list; those that were read one by one have attributes and meta too. */
export type KnownNode = NodeStub & Partial<Pick<Node, 'Attributes' | 'Meta'>>;

/** More than a few nodes are counted, not listed. */
const MOST = 3;

/** @returns what to say below a reason; nothing where the nodes say no more than Nomad did */
export function answersOf(
  { about }: Reason,
  nodes: readonly KnownNode[] | undefined,
  job: Job | undefined,
  group: string,
): readonly (readonly Piece[])[] {
  if (!about) return [];
  if (about.kind === 'port') return about.names.map(portAnswer);
  if (!nodes || nodes.length === 0) return [];
  const ready = nodes.filter(({ Status }) => Status === 'ready');
  switch (about.kind) {
    case 'volume':
      return about.names.flatMap((name) => volumeAnswer(name, ready, writes(job, group, name)));
    case 'driver':
      return about.names.flatMap((name) => driverAnswer(name, ready));
    case 'memory':
      return roomAnswer(Number(about.names[0]), ready, 'MB', memoryOf);
    case 'cpu':
      return roomAnswer(Number(about.names[0]), ready, 'MHz', cpuOf);
    case 'constraint':
      return about.names.flatMap((text) => constraintAnswer(text, ready));
    case 'datacenters':
      return [[`the nodes are in datacenter ${distinct(nodes.map(({ Datacenter }) => `"${Datacenter}"`))}`]];
    case 'node_pool':
      return [[`the nodes are in node pool ${distinct(nodes.map(({ NodePool }) => `"${NodePool ?? 'default'}"`))}`]];
    default:
      return [];
  }
}

function portAnswer(port: string): readonly Piece[] {
  return [{ text: `Who holds port ${port}?`, link: { command: 'nomad.port.who', args: [Number(port)] } }];
}

function volumeAnswer(name: string, nodes: readonly KnownNode[], write: boolean): readonly Piece[][] {
  const having = nodes.filter(({ HostVolumes }) => HostVolumes?.[name]);
  if (having.length === 0) {
    const there = [...new Set(nodes.flatMap(({ HostVolumes }) => Object.keys(HostVolumes ?? {})))].sort();
    const meant = nearest(name, there);
    if (meant) return [[`no node has "${name}". Did you mean "${meant}"?`]];
    return [[there.length === 0 ? 'no node has any host volume' : `the nodes have ${listed(there)}`]];
  }
  const closed = having.filter(({ HostVolumes }) => HostVolumes?.[name]?.ReadOnly);
  if (!write || closed.length < having.length) return [];
  const where = listed(closed.map(({ Name }) => Name));
  return [
    [`"${name}" is read-only on ${where}, and the job asks to write: set read_only = true, or let the client allow it`],
  ];
}

function writes(job: Job | undefined, group: string, name: string): boolean {
  const volumes = job?.TaskGroups?.find(({ Name }) => Name === group)?.Volumes ?? {};
  return Object.entries(volumes).some(([label, { Source, ReadOnly }]) => (Source || label) === name && !ReadOnly);
}

function driverAnswer(name: string, nodes: readonly KnownNode[]): readonly Piece[][] {
  const sick = nodes.filter(({ Drivers }) => Drivers?.[name]?.Detected && !Drivers[name].Healthy);
  const absent = nodes.filter(({ Drivers }) => !Drivers?.[name]?.Detected);
  return [
    ...sick
      .slice(0, MOST)
      .map(({ Name, Drivers }) => [
        `${Name}: driver "${name}" is there and not healthy: ${Drivers?.[name]?.HealthDescription || 'it does not say why'}`,
      ]),
    ...(absent.length > 0
      ? [
          [
            `${listed(absent.map(({ Name }) => Name))}: driver "${name}" is not there: its program is not installed, or not running`,
          ],
        ]
      : []),
  ];
}

/** Whether it could ever fit; what is free now, the scheduler has counted. */
function roomAnswer(
  asked: number,
  nodes: readonly KnownNode[],
  unit: string,
  sizeOf: (node: KnownNode) => number | undefined,
): readonly Piece[][] {
  const sizes = nodes.flatMap((node) => {
    const size = sizeOf(node);
    return size === undefined ? [] : [{ name: node.Name, size }];
  });
  const [largest] = sizes.sort((a, b) => b.size - a.size);
  if (!largest || !asked) return [];
  return largest.size < asked
    ? [[`no node is that large: the largest, ${largest.name}, has ${largest.size} ${unit} for jobs`]]
    : [
        [
          `it would fit on ${largest.name} (${largest.size} ${unit} for jobs) if less ran there: ask for less, or make room`,
        ],
      ];
}

function memoryOf({ NodeResources, ReservedResources }: KnownNode): number | undefined {
  const all = NodeResources?.Memory?.MemoryMB;
  return all === undefined ? undefined : all - (ReservedResources?.Memory?.MemoryMB ?? 0);
}

function cpuOf({ NodeResources, ReservedResources }: KnownNode): number | undefined {
  const all = NodeResources?.Cpu?.CpuShares;
  return all === undefined ? undefined : all - (ReservedResources?.Cpu?.CpuShares ?? 0);
}

/** `${attr.kernel.name} = windows`: what the nodes have in place of it. */
function constraintAnswer(constraint: string, nodes: readonly KnownNode[]): readonly Piece[][] {
  const [, kind, key] = /\$\{(attr|meta|node)\.([^}]+)\}/.exec(constraint) ?? [];
  if (!kind || !key) return [];
  const known = nodes.filter(({ Attributes }) => Attributes || kind === 'node');
  const values = known.map((node) => valueOf(node, kind, key));
  const given = values.filter((value) => value !== undefined);
  const what = `\${${kind}.${key}}`;
  if (known.length === 0) return [];
  if (given.length === 0) return [[`no node has ${what}${nearMeta(kind, key, known)}`]];
  const absent = values.length - given.length;
  return [
    [
      `${what} is ${distinct(given.map((value) => `"${value}"`))}${absent > 0 ? `, and ${absent} nodes have none` : ''}`,
    ],
  ];
}

function valueOf(node: KnownNode, kind: string, key: string): string | undefined {
  if (kind === 'attr') return node.Attributes?.[key];
  if (kind === 'meta') return node.Meta?.[key];
  const fields: Readonly<Record<string, string | undefined>> = {
    datacenter: node.Datacenter,
    class: node.NodeClass,
    pool: node.NodePool,
    'unique.name': node.Name,
    'unique.id': node.ID,
  };
  return fields[key];
}

function nearMeta(kind: string, key: string, nodes: readonly KnownNode[]): string {
  const names = nodes.flatMap(({ Attributes, Meta }) => Object.keys((kind === 'meta' ? Meta : Attributes) ?? {}));
  const meant = nearest(key, [...new Set(names)]);
  return meant ? `. Did you mean "${meant}"?` : '';
}

function distinct(texts: readonly string[]): string {
  return listed([...new Set(texts)].sort());
}

function listed(texts: readonly string[]): string {
  return texts.length > MOST + 2
    ? `${texts.slice(0, MOST).join(', ')} and ${texts.length - MOST} more`
    : texts.join(', ');
}
