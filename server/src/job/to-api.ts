/**
 * An analysed job file as the JSON that Nomad's API takes, field for field what Nomad's own parser gives
 * (`nomad job run -output`, POST /v1/jobs/parse with Canonicalize false).
 */
import type { Span } from '@hcl/parser';
import type { Analysis } from '../analysis';
import type { Finding, Problem } from '../problem';
import { isJson } from '../values/json-body';
import type { ReadContext } from '../values/read';
import { referencesIn, referredName } from '../values/references';
import { affinity, constraint } from './api-constraint';
import { group, groupOfOne, inherit, task } from './api-group';
import { blocksOf, type Decoder, labelText, structBuilder } from './api-struct';
import type { ApiObject, TellUnknown } from './api-value';

export interface ApiJob {
  /** Undefined when Nomad's parser would refuse the file, or when something is missing. */
  readonly job: ApiObject | undefined;
  /** What must be known, or changed, first, with its place in the job file: variables without a value, above all. */
  readonly missing: readonly Finding[];
}

/** The job of a file. Nomad's parser reads many jobs that its validator refuses: what is wrong is in `analysis.problems`. */
export function toApiJob(analysis: Analysis): ApiJob {
  const { instance, variables } = analysis;
  const missing: Finding[] = variables.withoutValue.map((name) => ({
    ...spanOf(variables.variables.get(name)?.declaration.span),
    message: `The variable "${name}" has no value. Give it one with -var ${name}=… or in a variable file, or a default.`,
  }));
  if (isJson(analysis.text))
    missing.push({ start: 0, end: 0, message: 'A job file in JSON is not read here: write it in HCL.' });
  const refused = isRefused(analysis);
  // What is unknown for want of a value, or because it is wrong, has been said already.
  const explained = refused || missing.length > 0;
  const tell: TellUnknown = (at, context, why) => {
    if (why === 'infinite') missing.push({ ...spanOf(at), message: infiniteMessage(at, context) });
    else if (!explained) missing.push({ ...spanOf(at), message: unknownMessage(at, context) });
  };
  const [block] = instance.blocks.get('job') ?? [];
  const job = block && structBuilder(decoders, tell).struct(block);
  return { job: missing.length === 0 && !refused ? job : undefined, missing };
}

const isRefused = ({ refusals, variables }: Analysis): boolean => variables.problems.length > 0 || refusals.length > 0;

/** The errors to be told when the job is asked for: also those that leave no job and are shown as less, or not at all. */
export const errorsOf = ({ problems, refusals }: Analysis): readonly Problem[] => [
  ...new Set([...problems.filter(({ severity }) => severity === 'error'), ...refusals]),
];

/** Source: jobspec2/parse_job.go normalizeJob. */
const job: Decoder = (fields, block, builder) => {
  const alone = blocksOf(block, 'task', builder.tell).map((single) => groupOfOne(builder.struct(single)));
  const groups = [...alone, ...((fields.TaskGroups as readonly ApiObject[] | null) ?? [])];
  return {
    ...fields,
    Name: fields.Name ?? labelText(block.labels[0], block, builder.tell),
    TaskGroups: groups.length > 0 ? groups.map((one) => inherit(one, block, builder)) : null,
  };
};

/** Source: jobspec2/parse_job.go normalizeJob. */
const periodic: Decoder = (fields) => ({
  ...fields,
  SpecType: fields.Spec !== null || fields.Specs !== null ? 'cron' : null,
});

const decoders: Readonly<Record<string, Decoder>> = {
  Job: job,
  TaskGroup: group,
  Task: task,
  PeriodicConfig: periodic,
  Constraint: constraint,
  Affinity: affinity,
};

function unknownMessage(at: Parameters<TellUnknown>[0], context: ReadContext): string {
  const names =
    'type' in at ? referencesIn(at).map((reference) => nameOf(reference.root.name, referredName(reference))) : [];
  const text = context.text.slice(at.start, at.end);
  return names.length > 0
    ? `The value of ${text} is not known: it depends on ${[...new Set(names)].join(', ')}.`
    : `The value of ${text} is not known.`;
}

/** Nomad validates such a job, and cannot plan or run it: encoding/json refuses the number. */
const infiniteMessage = (at: Span, { text }: ReadContext): string =>
  `The value of ${text.slice(at.start, at.end)} is infinite, and a job is sent as JSON, which has no such number. Divide by something other than zero, or write a smaller number.`;

const nameOf = (root: string, name: string | undefined): string => (name === undefined ? root : `${root}.${name}`);

const spanOf = (span: Span | undefined): Span => ({ start: span?.start ?? 0, end: span?.end ?? 0 });
