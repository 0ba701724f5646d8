/** Who has a port: allocations, nodes that reserve it, job files that fix it. Pure. */
import type { AllocationStub, NodeStub } from '@nomad/api';
import { includesPort } from '../../../server/src/values/port-list';
import { EMPTY, type Line, line, part, type Report, toCopy, verdict } from './report';

/** A `static = N` in a job file of the workspace. */
export interface FixedPort {
  readonly file: string;
  readonly path: string;
  /** From 1. */
  readonly line: number;
}

export interface PortFacts {
  readonly port: number;
  readonly cluster: string;
  /** Living ones, with their resources. */
  readonly allocations: readonly AllocationStub[];
  /** With their resources; undefined when the token may not list them. */
  readonly nodes: readonly NodeStub[] | undefined;
  readonly files: readonly FixedPort[];
}

export function portReport(facts: PortFacts): Report {
  const { port, cluster, files } = facts;
  const holders = holdersOf(facts);
  const reserving = (facts.nodes ?? []).filter((node) => includesPort(reservedPorts(node), port));
  const ranges = (facts.nodes ?? []).filter((node) => {
    const { MinDynamicPort = 1, MaxDynamicPort = 0 } = node.NodeResources ?? {};
    return MinDynamicPort <= port && port <= MaxDynamicPort;
  });
  return {
    title: `Port ${port}`,
    place: cluster,
    lines: [
      headline(port, holders.length, reserving.length),
      ...part('Allocations that have it', holders.map(holderLine)),
      ...part(
        'Nodes that keep it for others',
        reserving.map((node) => line(1, `${node.Name}: reserved_ports "${reservedPorts(node)}"`)),
      ),
      ...part(
        'Job files that fix it',
        files.map((one) => line(1, { text: `${one.path}:${one.line}`, link: one })),
      ),
      ...rangeLines(port, ranges),
      ...(facts.nodes === undefined
        ? [EMPTY, line(0, 'Which nodes reserve it cannot be told: the token may not list nodes.')]
        : []),
      ...part('What Nomad does not see', [
        line(1, 'Another program may listen on it. On the node:'),
        toCopy(2, `ss -tlnp 'sport = :${port}'`),
      ]),
    ],
    actions: [{ title: '$(refresh) Look again', command: 'nomad.port.who', args: [port] }],
  };
}

/** Lines of a job file that fix the port. A text in a heredoc may look like one; it is shown all the same. */
export function fixedPorts(text: string, port: number): readonly number[] {
  const pattern = new RegExp(`^\\s*(?:port\\s+"[^"]*"\\s*\\{\\s*)?static\\s*=\\s*"?${port}"?\\s*(?:[}#/]|$)`);
  return text.split('\n').flatMap((one, index) => (pattern.test(one) ? [index + 1] : []));
}

interface Holder {
  readonly allocation: AllocationStub;
  readonly label: string;
  readonly to?: number;
  readonly address?: string;
}

function holdersOf({ allocations, port }: PortFacts): readonly Holder[] {
  return allocations.flatMap((allocation) => {
    const ports = allocation.AllocatedResources?.Shared?.Ports ?? [];
    // A node with two addresses lists the port once for each.
    const [found] = ports.filter(({ Value }) => Value === port);
    return found ? [{ allocation, label: found.Label, to: found.To || undefined, address: found.HostIP }] : [];
  });
}

function holderLine({ allocation, label, to, address }: Holder): Line {
  const { Name, ID, NodeName, Namespace, JobID } = allocation;
  const target = { kind: 'job', jobId: JobID, namespace: Namespace };
  const inner = to === undefined ? '' : `, ${to} inside`;
  return line(
    1,
    `${Name} · ${ID.slice(0, 8)} on ${NodeName}: port "${label}"${address ? ` at ${address}` : ''}${inner}, namespace ${Namespace}   `,
    { text: 'diagnose', link: { command: 'nomad.job.diagnose', args: [target] } },
  );
}

function headline(port: number, holders: number, reserving: number): Line {
  const parts = [
    holders > 0 && `${holders} allocation${holders === 1 ? ' has' : 's have'} it`,
    reserving > 0 && `${reserving} node${reserving === 1 ? ' reserves' : 's reserve'} it`,
  ].filter(Boolean);
  return parts.length > 0
    ? verdict('warning', `Port ${port} is taken: ${parts.join(', ')}.`)
    : verdict('good', `Nothing in Nomad holds port ${port}.`);
}

function rangeLines(port: number, nodes: readonly NodeStub[]): readonly Line[] {
  const [first] = nodes;
  if (!first) return [];
  const { MinDynamicPort, MaxDynamicPort } = first.NodeResources ?? {};
  const text = `${port} lies in the range that nodes hand out (${MinDynamicPort}–${MaxDynamicPort} on ${first.Name}): any allocation may get it as a dynamic port. A fixed port is better outside.`;
  return [EMPTY, verdict('warning', text)];
}

function reservedPorts(node: NodeStub): string {
  return node.ReservedResources?.Networks?.ReservedHostPorts ?? '';
}
