/** Whether a service is registered, healthy and reachable. Pure. */
import type { CheckStatus, Job, ServiceRegistration } from '@nomad/api';
import { nearest } from '../../../server/src/nearest';
import type { Locate } from '../plan';
import { type FailingCheck, failingChecks, saidOf } from './failing-checks';
import { at, type Line, line, part, type Report, toCopy, verdict } from './report';

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
  /** The jobs that have registered it, as the cluster has them, by ID. */
  readonly jobs?: Readonly<Record<string, Job>>;
  /** The file of the job that declares it. */
  readonly file?: { readonly uri: string; readonly locate: Locate };
  /** Names of all services of the namespace, where this one is not registered. */
  readonly others?: readonly string[];
  /** First and last dynamic port. */
  readonly range: readonly [number, number];
}

export function serviceReport(facts: ServiceFacts): Report {
  const { name, namespace, cluster, registrations } = facts;
  const failing = failingOf(facts);
  return {
    title: `Service · ${name}`,
    place: `${cluster} · ${namespace}`,
    lines: [
      headline(facts, failing),
      ...failing.map((check) => line(1, { text: `→ ${check.text}`, kind: 'warning' }, ...placeOf(check, facts))),
      ...part(
        'Where it is',
        registrations.flatMap((one) => registrationLines(one, facts)),
      ),
      ...part('Try it', tries(facts, failing)),
      ...part('When it does not answer', failing.length > 0 ? [] : hints(facts)),
    ],
    actions: [
      {
        title: '$(refresh) Check again',
        command: 'nomad.service.check',
        args: [{ kind: 'service', service: name, namespace }],
      },
      ...diagnoseActions(facts),
    ],
  };
}

/** Each cause once, whatever the number of instances. */
function failingOf({ name, checks, registrations, jobs = {} }: ServiceFacts): readonly FailingCheck[] {
  const all = registrations.flatMap(({ AllocID, JobID, ID }) => {
    const own = (checks[AllocID] ?? []).filter(({ Service }) => Service === name);
    const job = jobs[JobID];
    const group = job?.TaskGroups?.find(({ Name }) => ID.includes(`-group-${Name}-`) || job.TaskGroups?.length === 1);
    return failingChecks(job, group?.Name ?? '', own);
  });
  return all.filter(({ cause }, i) => all.findIndex((one) => sameCause(one.cause, cause)) === i);
}

function sameCause(a: string, b: string): boolean {
  return a.replace(/\d+/g, '') === b.replace(/\d+/g, '');
}

function placeOf({ place }: FailingCheck, { file }: ServiceFacts) {
  return at(file?.uri, place && file?.locate(place.kind, place.name));
}

/** Where nothing is registered, or something fails, the job says more. */
function diagnoseActions({ registrations, declared, namespace, file }: ServiceFacts): Report['actions'] {
  const jobId = registrations[0]?.JobID ?? declared?.job;
  if (jobId === undefined) return [];
  const target = { kind: 'job', jobId, namespace, file: file?.uri };
  return [{ title: '$(pulse) Diagnose Job', command: 'nomad.job.diagnose', args: [target] }];
}

function headline(
  { name, namespace, registrations, checks, declared, others = [] }: ServiceFacts,
  failing: readonly FailingCheck[],
): Line {
  if (registrations.length === 0) {
    if (declared && declared.provider !== 'nomad') {
      return verdict(
        'warning',
        `Service "${name}" is registered in Consul (job "${declared.job}"), which Nomad does not list: ask Consul.`,
      );
    }
    const meant = nearest(name, others);
    const why = meant
      ? `Did you mean "${meant}"?`
      : declared
        ? `Job "${declared.job}" declares it: no allocation of it runs. "Diagnose Job" says why.`
        : 'No allocation of it runs, or it has another name.';
    return verdict('bad', `Nobody has registered a service "${name}" in namespace "${namespace}". ${why}`);
  }
  const states = Object.values(checks)
    .flat()
    .filter(({ Service }) => Service === name);
  const bad = states.filter(({ Status }) => Status === 'failure').length;
  const count = `${registrations.length} instance${registrations.length === 1 ? '' : 's'}`;
  if (bad > 0) {
    const many = states.length === 1 ? '' : `, and ${bad} of ${states.length} checks fail`;
    return verdict('bad', `${count}${many}: ${failing.map(({ cause }) => cause).join('; ')}.`);
  }
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
    ...states.map((state) => {
      const { Check, Status, Timestamp } = state;
      const sign = { success: '✔', failure: '✖', pending: '…' }[Status];
      const said = saidOf(state);
      const when = Timestamp > 0 ? ` (${new Date(Timestamp * 1000).toLocaleTimeString('en-GB')})` : '';
      const kind = Status === 'success' ? 'good' : Status === 'failure' ? 'bad' : 'muted';
      return line(2, { text: `${sign} ${checkName(Check)}`, kind }, `${when}${said ? `: ${said}` : ''}`);
    }),
    ...(one.Tags?.length ? [line(2, { text: `tags: ${one.Tags.join(', ')}`, kind: 'muted' })] : []),
  ];
}

/** Nomad names a check without a name after its service: `service: "web" check`. */
function checkName(check: string): string {
  return /^service: "/.test(check) ? 'check' : `check "${check}"`;
}

function tries({ registrations }: ServiceFacts, [failing]: readonly FailingCheck[]): Line[] {
  const [first] = registrations;
  if (!first) return [];
  return [
    line(1, 'From a node of the cluster, then from where it is needed:'),
    toCopy(2, `nc -vz ${first.Address} ${first.Port}`),
    toCopy(2, `curl -v http://${addressOf(first)}${failing?.place?.kind === 'check' ? failing.place.name : '/'}`),
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
