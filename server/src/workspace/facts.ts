/** What other files need to know of a file: small plain data, read off once for each version. */
import { evaluate, type Span, type Value } from '@hcl/parser';
import type { Analysis } from '../analysis';
import type { LanguageId } from '../languages';
import { Lazy } from '../lazy';
import { childrenOf, groupsOf, labelOf } from '../rules/facts/job-view';
import { flagOf, isRuntime, textOf } from '../rules/facts/known';
import { servicesOf } from '../rules/facts/services';
import { volumeTypeOf } from '../rules/spec/volume-type';
import type { BlockInstance } from '../schema/instance';
import type { Suppressions } from '../suppressions';
import { type JobFacts, jobFacts } from './job-facts';
import { canonical } from './uri';

export interface NameFact {
  readonly kind: 'job' | 'group' | 'task' | 'service' | 'variable' | 'volume' | 'namespace' | 'node_pool';
  readonly name: string;
  readonly place: Span;
  /** What it is in: the group of a task, the job of a group; of a volume its type. */
  readonly container: string;
}

/** A volume specification. */
export interface VolumeFacts {
  readonly type: 'host' | 'csi';
  /** What jobs name as source: the name of a host volume, the id of a CSI volume. */
  readonly source: string;
  readonly place: Span;
}

export interface AgentFacts {
  readonly hostVolumes: readonly HostVolumeFact[];
}

export interface HostVolumeFact {
  readonly name: string;
  /** Undefined when it is not known. */
  readonly readOnly: boolean | undefined;
  readonly place: Span;
  /** Its name, with its quotes. */
  readonly label: Span;
}

export interface AssignmentFact {
  readonly name: string;
  readonly place: Span;
  readonly valuePlace: Span;
  /** Undefined when the expression is wrong. */
  readonly value: Value | undefined;
}

export const factsOf = (analysis: Analysis): FileFacts => new FileFacts(analysis);

export class FileFacts {
  /** In its one spelling (uri.ts). */
  readonly uri: string;
  readonly language: LanguageId;
  readonly suppressions: Suppressions;
  readonly job: JobFacts | undefined;
  readonly volume: VolumeFacts | undefined;
  readonly agent: AgentFacts | undefined;
  /** Of a variable file. */
  readonly assignments: readonly AssignmentFact[] | undefined;
  readonly #names: Lazy<readonly NameFact[]>;

  constructor(analysis: Analysis) {
    this.uri = canonical(analysis.file.uri);
    this.language = analysis.language.id;
    this.suppressions = analysis.suppressions;
    this.job = this.language === 'nomad' ? jobFacts(analysis) : undefined;
    this.volume = this.language === 'nomad-volume' ? volumeFacts(analysis.instance) : undefined;
    this.agent = this.language === 'nomad-agent' ? agentFacts(analysis) : undefined;
    this.assignments = this.language === 'nomad-vars' ? assignmentFacts(analysis) : undefined;
    this.#names = new Lazy(() => namesOf(analysis));
  }

  /** What people look for by name. */
  get names(): readonly NameFact[] {
    return this.#names.value;
  }
}

/** The facts without the analysis, which those that were not asked for yet would hold on to. */
export function settled(facts: FileFacts): FileFacts {
  void [facts.names, facts.job?.variables];
  return facts;
}

function volumeFacts(instance: BlockInstance): VolumeFacts | undefined {
  const type = volumeTypeOf(instance);
  const by = instance.attributes.get(type === 'csi' ? 'id' : 'name');
  const source = by && textOf(instance, by.name);
  return type && source ? { type, source, place: placeOf(by.expression) } : undefined;
}

function agentFacts({ instance }: Analysis): AgentFacts {
  const volumes = childrenOf(instance, 'client').flatMap((client) => childrenOf(client, 'host_volume'));
  return {
    hostVolumes: volumes.flatMap((volume) => {
      const name = labelOf(volume);
      return name === undefined || isRuntime(name)
        ? []
        : [
            {
              name,
              readOnly: flagOf(volume, 'read_only'),
              place: placeOf(volume.header),
              label: placeOf(volume.labels[0]?.span ?? volume.header),
            },
          ];
    }),
  };
}

function assignmentFacts({ syntax, text }: Analysis): readonly AssignmentFact[] {
  return syntax.root.items.flatMap((item) => {
    if (item.type !== 'Attribute') return [];
    const { value, problems } = evaluate(item.value, undefined, text);
    return [
      {
        name: item.name.name,
        place: placeOf(item.name),
        valuePlace: placeOf(item.value),
        value: problems.length === 0 ? value : undefined,
      },
    ];
  });
}

function namesOf(analysis: Analysis): readonly NameFact[] {
  const { instance } = analysis;
  switch (analysis.language.id) {
    case 'nomad':
      return namesOfJob(analysis);
    case 'nomad-volume': {
      const volume = volumeFacts(instance);
      return volume ? [{ kind: 'volume', name: volume.source, place: volume.place, container: volume.type }] : [];
    }
    case 'nomad-agent':
      return agentFacts(analysis).hostVolumes.map(({ name, label }) => ({
        kind: 'volume',
        name,
        place: label,
        container: 'host',
      }));
    case 'nomad-namespace': {
      const [name, written] = [textOf(instance, 'name'), instance.attributes.get('name')];
      return name && written ? [{ kind: 'namespace', name, place: placeOf(written.expression), container: '' }] : [];
    }
    case 'nomad-node-pool':
      return childrenOf(instance, 'node_pool').flatMap((pool): NameFact[] => {
        const name = labelOf(pool);
        return name === undefined ? [] : [{ kind: 'node_pool', name, place: placeOf(pool.header), container: '' }];
      });
    default:
      return [];
  }
}

function namesOfJob({ instance, symbols }: Analysis): readonly NameFact[] {
  const jobs = childrenOf(instance, 'job').flatMap((job): NameFact[] => {
    const name = labelOf(job);
    return name === undefined ? [] : [{ kind: 'job', name, place: placeOf(job.header), container: '' }];
  });
  const declared = symbols.definitions.flatMap(({ kind, name, span, block }): NameFact[] =>
    kind === 'group' || kind === 'task' || kind === 'variable'
      ? [{ kind, name, place: placeOf(span), container: (block?.parent && labelOf(block.parent)) ?? '' }]
      : [],
  );
  const services = groupsOf(instance).flatMap((group) =>
    servicesOf(group).flatMap(({ service }): NameFact[] => {
      const [name, written] = [textOf(service, 'name'), service.attributes.get('name')];
      if (!name || !written || isRuntime(name)) return [];
      return [{ kind: 'service', name, place: placeOf(written.expression), container: labelOf(group) ?? '' }];
    }),
  );
  return [...jobs, ...declared, ...services];
}

/** Without the tree that a node would hold on to. */
const placeOf = ({ start, end }: Span): Span => ({ start, end });
