/** Whether a service is registered, healthy and reachable. Pure. */
import type { CheckStatus, ServiceRegistration } from '@nomad/api';
import { type Line, line, part, type Report, toCopy, verdict } from './report';

export interface ServiceFacts {
  readonly name: string;
  readonly namespace: string;
  readonly cluster: string;
  readonly registrations: readonly ServiceRegistration[];
  /** By allocation; an allocation that could not be asked is missing. */
  readonly checks: Readonly<Record<string, readonly CheckStatus[]>>;
  /** The service as a job of the workspace or the cluster declares it. */
  readonly declared?: {
    readonly provider: string;
    readonly port: string;
    readonly job: string;
    readonly checks: number;
  };
  /** First and last dynamic port. */
  readonly range: readonly [number, number];
}

export function serviceReport(facts: ServiceFacts): Report {
  const { name, namespace, cluster, registrations } = facts;
  return {
    title: `Service · ${name}`,
    place: `${cluster} · ${namespace}`,
    lines: [
      headline(facts),
      ...part(
        'Where it is',
        registrations.flatMap((one) => registrationLines(one, facts)),
      ),
      ...part('Try it', tries(facts)),
      ...part('When it does not answer', hints(facts)),
    ],
    actions: [
      {
        title: '$(refresh) Check again',
        command: 'nomad.service.check',
        args: [{ kind: 'service', service: name, namespace }],
      },
    ],
  };
}

function headline({ name, namespace, registrations, checks, declared }: ServiceFacts): Line {
  if (registrations.length === 0) {
    if (declared && declared.provider !== 'nomad') {
      return verdict(
        'warning',
        `Service "${name}" is registered in Consul (job "${declared.job}"), which Nomad does not list: ask Consul.`,
      );
    }
    return verdict(
      'bad',
      `Nobody has registered a service "${name}" in namespace "${namespace}": no allocation of it runs, or it has another name.`,
    );
  }
  const states = Object.values(checks)
    .flat()
    .filter(({ Service }) => Service === name);
  const failing = states.filter(({ Status }) => Status === 'failure').length;
  const count = `${registrations.length} instance${registrations.length === 1 ? '' : 's'}`;
  if (failing > 0) return verdict('bad', `${count}, and ${failing} of ${states.length} checks fail.`);
  const pending = states.filter(({ Status }) => Status === 'pending').length;
  if (pending > 0) return verdict('warning', `${count}; ${pending} of ${states.length} checks have not been made yet.`);
  return states.length === 0
    ? verdict('warning', `${count}, and no check says whether it works.`)
    : verdict('good', `${count}, and all ${states.length} checks pass.`);
}

function registrationLines(one: ServiceRegistration, { checks, name }: ServiceFacts): Line[] {
  const states = (checks[one.AllocID] ?? []).filter(({ Service }) => Service === name);
  const target = { kind: 'allocation', allocationId: one.AllocID, jobId: one.JobID, namespace: one.Namespace };
  return [
    line(1, `${addressOf(one)}   job "${one.JobID}", allocation ${one.AllocID.slice(0, 8)}   `, {
      text: 'logs',
      link: { command: 'nomad.alloc.logs', args: [target] },
    }),
    ...states.map(({ Check, Status, Output, StatusCode, Timestamp }) => {
      const sign = { success: '✔', failure: '✖', pending: '…' }[Status];
      const said = [StatusCode ? `status ${StatusCode}` : '', oneLine(Output)].filter(Boolean).join(', ');
      const when = Timestamp > 0 ? ` (${new Date(Timestamp * 1000).toLocaleTimeString('en-GB')})` : '';
      const kind = Status === 'success' ? 'good' : Status === 'failure' ? 'bad' : 'muted';
      return line(2, { text: `${sign} check "${Check}"`, kind }, `${when}${said ? `: ${said}` : ''}`);
    }),
    ...(one.Tags?.length ? [line(2, { text: `tags: ${one.Tags.join(', ')}`, kind: 'muted' })] : []),
  ];
}

function tries({ registrations }: ServiceFacts): Line[] {
  const [first] = registrations;
  if (!first) return [];
  return [
    line(1, 'From a node of the cluster, then from where it is needed:'),
    toCopy(2, `nc -vz ${first.Address} ${first.Port}`),
    toCopy(2, `curl -v http://${addressOf(first)}/`),
  ];
}

function hints({ registrations, range, declared, name }: ServiceFacts): Line[] {
  if (registrations.length === 0) {
    if (declared && declared.provider !== 'nomad')
      return [toCopy(1, `consul catalog nodes -service=${name}`), toCopy(1, `dig +short SRV ${name}.service.consul`)];
    return declared ? [line(1, `Job "${declared.job}" declares it on port "${declared.port}".`)] : [];
  }
  const [low, high] = range;
  const dynamic = registrations.filter(({ Port }) => low <= Port && Port <= high);
  const local = registrations.filter(({ Address }) => /^(127\.|::1$|localhost$)/.test(Address));
  return [
    ...(dynamic.length > 0
      ? [
          line(
            1,
            `Its ports are dynamic (${low}–${high}): firewalls between the nodes, and to the load balancer, have to let this range through.`,
          ),
        ]
      : []),
    ...(local.length > 0
      ? [
          line(
            1,
            `${local.length} of its addresses ${local.length === 1 ? 'is' : 'are'} of the loopback interface: reachable on that node only. Set "network_interface" of the client, or a host network.`,
          ),
        ]
      : []),
    line(
      1,
      "The program has to listen on 0.0.0.0 (or the container's address), not on 127.0.0.1, unless it shares its network with what asks.",
    ),
    line(
      1,
      'Where the container listens on another port than the host, the port needs "to", and "ports" in the config of the driver.',
    ),
  ];
}

function addressOf({ Address, Port }: ServiceRegistration): string {
  return `${Address.includes(':') ? `[${Address}]` : Address}:${Port}`;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
