/** What other files need to know of a job: its id, where it may run, which ports, volumes and routers it asks for. */
import { type ParseResult, pathAt, type Span, type Type } from '@hcl/parser';
import type { Analysis } from '../analysis';
import { comparisonOf } from '../job/comparison';
import { Lazy } from '../lazy';
import { groupCount, inheritedBlocks } from '../rules/facts/group-facts';
import { childrenOf, groupsOf, jobOf, labelOf, numberOf } from '../rules/facts/job-view';
import { flagOf, isRuntime, textOf, textsOf } from '../rules/facts/known';
import { allPorts } from '../rules/facts/ports';
import { servicesOf } from '../rules/facts/services';
import { lastOfLabel } from '../rules/facts/volumes';
import type { BlockInstance } from '../schema/instance';
import { type Protocol, traefikOf } from '../traefik/tags';
import { onePlacement, type Placement } from './placement';

export interface GroupFacts {
  readonly name: string;
  readonly placement: Placement;
  /** Static ports; none of a group that runs no allocation. */
  readonly ports: readonly PortFact[];
  readonly volumes: readonly VolumeUse[];
}

export interface PortFact {
  readonly number: number;
  readonly label: string;
  /** The `host_network`; "" for the default one. */
  readonly network: string;
  readonly place: Span;
}

export interface VolumeUse {
  readonly type: 'host' | 'csi';
  readonly source: string;
  readonly place: Span;
  /** Undefined when it is not known. */
  readonly readOnly: boolean | undefined;
  readonly perAlloc: boolean | undefined;
  readonly sticky: boolean | undefined;
}

export interface RouterFact {
  readonly protocol: Protocol;
  readonly name: string;
  readonly rule: string | undefined;
  readonly hosts: readonly string[];
  readonly entryPoints: readonly string[];
  readonly place: Span;
}

export interface VariableFact {
  readonly name: string;
  readonly place: Span;
  /** The name in each `var.name`. */
  readonly uses: readonly Span[];
  /** Undefined when nothing says it. */
  readonly type: Type | undefined;
  /** As written. */
  readonly typeText: string;
  readonly defaultText: string;
  readonly description: string;
}

/** Undefined for a file without a job. */
export function jobFacts(analysis: Analysis): JobFacts | undefined {
  const job = jobOf(analysis.instance);
  return job && new JobFacts(analysis, job);
}

export class JobFacts {
  /** Undefined when it is not known. */
  readonly id: string | undefined;
  readonly place: Span;
  readonly namespace: string | undefined;
  readonly region: string | undefined;
  readonly groups: readonly GroupFacts[];
  readonly routers: readonly RouterFact[];
  readonly #variables: Lazy<readonly VariableFact[]>;

  constructor(analysis: Analysis, job: BlockInstance) {
    const root = analysis.instance;
    const { start, end } = job.header;
    this.id = idOf(job);
    this.place = { start, end };
    this.namespace = orDefault(textOf(job, 'namespace'), 'default');
    this.region = regionOf(job);
    this.groups = groupsOf(root).map((group) => groupFacts(root, job, group));
    this.routers = groupsOf(root).flatMap(routersOf);
    this.#variables = new Lazy(() => variablesOf(analysis));
  }

  get variables(): readonly VariableFact[] {
    return this.#variables.value;
  }
}

const orDefault = (text: string | undefined, fallback: string): string | undefined => (text === '' ? fallback : text);

function idOf(job: BlockInstance): string | undefined {
  const id = textOf(job, 'id');
  return id === '' ? labelOf(job) : id;
}

function groupFacts(root: BlockInstance, job: BlockInstance, group: BlockInstance): GroupFacts {
  return {
    name: labelOf(group) ?? '',
    placement: placementOf(root, job, group),
    ports: groupCount(group) === 0 ? [] : portsOf(group),
    volumes: lastOfLabel(childrenOf(group, 'volume')).flatMap(volumeUse),
  };
}

function placementOf(root: BlockInstance, job: BlockInstance, group: BlockInstance): Placement {
  const constraints = inheritedBlocks(root, group, 'constraint');
  const datacenters = job.attributes.get('datacenters')?.value;
  const listed = textsOf(job, 'datacenters').map(({ text }) => text);
  const demands = (constraints ?? []).flatMap((block): [string, string][] => {
    const found = comparisonOf(block);
    return found && ['=', '==', 'is'].includes(found.operator) && found.target && found.value && !isRuntime(found.value)
      ? [[found.target, found.value]]
      : [];
  });
  return onePlacement({
    region: regionOf(job),
    datacenters:
      datacenters === undefined || datacenters === null
        ? ['*']
        : Array.isArray(datacenters) && listed.length === datacenters.length
          ? listed
          : undefined,
    pool: orDefault(textOf(job, 'node_pool'), 'default'),
    demands,
    constrained: constraints === undefined || constraints.length > 0,
  });
}

const regionOf = (job: BlockInstance): string | undefined => orDefault(textOf(job, 'region'), 'global');

function portsOf(group: BlockInstance): readonly PortFact[] {
  return allPorts(group).flatMap(({ port }) => {
    const number = numberOf(port, 'static');
    const network = textOf(port, 'host_network');
    const attribute = port.attributes.get('static');
    if (!number || number < 0 || !attribute || network === undefined) return [];
    if (flagOf(port, 'ignore_collision') !== false) return [];
    const { start, end } = attribute.span;
    return [
      { number, label: labelOf(port) ?? '', network: network === 'default' ? '' : network, place: { start, end } },
    ];
  });
}

function volumeUse(volume: BlockInstance): readonly VolumeUse[] {
  const [type, source] = [textOf(volume, 'type'), textOf(volume, 'source')];
  const attribute = volume.attributes.get('source');
  if ((type !== 'host' && type !== 'csi') || !source || !attribute || isRuntime(source)) return [];
  const { start, end } = attribute.expression;
  const place = { start, end };
  return [
    {
      type,
      source,
      place,
      readOnly: flagOf(volume, 'read_only'),
      perAlloc: flagOf(volume, 'per_alloc'),
      sticky: flagOf(volume, 'sticky'),
    },
  ];
}

function routersOf(group: BlockInstance): readonly RouterFact[] {
  return servicesOf(group).flatMap(({ service }) => {
    const { routers, enabled } = traefikOf(service);
    if (enabled === false) return [];
    return routers
      .filter(({ name }) => name !== '' && !isRuntime(name))
      .map(({ protocol, name, rule, hosts, entryPoints, span, ruleTag }) => {
        const { start, end } = ruleTag?.span ?? span;
        return { protocol, name, rule, hosts, entryPoints, place: { start, end } };
      });
  });
}

function variablesOf({ variables, text, syntax }: Analysis): readonly VariableFact[] {
  const blocks = new Map(
    syntax.root.items.flatMap((item) =>
      item.type === 'Block' && item.name.name === 'variable' ? [[item.labels[0]?.value, item.body] as const] : [],
    ),
  );
  const uses = variables.variables.size > 0 ? usesIn(syntax) : new Map<string, readonly Span[]>();
  return [...variables.variables.values()].map(({ declaration: { name, span, type, default: given } }) => {
    const written = (attribute: string): string => {
      const item = blocks.get(name)?.items.find((i) => i.type === 'Attribute' && i.name.name === attribute);
      return item?.type === 'Attribute' ? text.slice(item.value.start, item.value.end) : '';
    };
    return {
      name,
      place: { start: span.start, end: span.end },
      uses: uses.get(name) ?? [],
      type,
      typeText: written('type'),
      defaultText: given ? text.slice(given.expression.start, given.expression.end) : '',
      description: written('description').replace(/^"|"$/g, ''),
    };
  });
}

/** Looks at the places in the text that say `var.`: going through the whole tree takes ten times as long. */
function usesIn({ root, text }: ParseResult): ReadonlyMap<string, readonly Span[]> {
  const found = new Map<string, Span[]>();
  for (const { index } of text.matchAll(/\bvar\s*\./g)) {
    const node = pathAt(root, index + 1).findLast((one) => one.type === 'ScopeTraversal');
    const step = node?.type === 'ScopeTraversal' && node.root.start === index ? node.steps[0] : undefined;
    if (step?.type !== 'AttributeStep') continue;
    const { name, start, end } = step.name;
    const places = found.get(name);
    if (places) places.push({ start, end });
    else found.set(name, [{ start, end }]);
  }
  return found;
}
