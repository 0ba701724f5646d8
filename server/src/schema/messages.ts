/** From an ajv error to a problem: its id, its place in the text, and a sentence that helps. */
import type { Span } from '@hcl/parser';
import { didYouMean, nearest } from '../nearest';
import type { Fix } from '../problem';
import { insertLast, removeLines } from '../text-edits';
import { durationInWords, formatDuration } from '../values/duration';
import type { Json } from '../values/read';
import type { BlockInstance, FormFinding } from './instance';
import { leadingPart } from './leading-part';
import { type Place, valueSpan } from './place';
import { belongsElsewhere } from './placement';
import type { SchemaError } from './validators.generated';

/** The problem that an ajv error stands for; undefined when another problem says it already. */
export function explain(error: SchemaError, place: Place, text: string): FormFinding | undefined {
  switch (error.keyword) {
    case 'required':
      return missing(place.block, String(error.params.missingProperty), text);
    case 'minItems':
      if (place.list) return missing(place.block, place.listType ?? '', text);
      return {
        id: 'schema/empty',
        ...valueSpan(place),
        message: `"${nameOf(place)}" needs at least ${error.params.limit} ${error.params.limit === 1 ? 'entry' : 'entries'}.`,
      };
    case 'maxItems':
      return tooMany(place, Number(error.params.limit), text);
    case 'additionalProperties':
      return unknownName(place.block, String(error.params.additionalProperty), text);
    case 'enum':
      // volume/type-unknown knows whether it is mounted, which Nomad refuses.
      if (place.block.schema.schema.$id === 'blocks/volume.json' && place.attribute?.name === 'type') return undefined;
      return notAllowed(place, error.params.allowedValues as readonly unknown[], text);
    case 'const':
      return notAllowed(place, [error.params.allowedValue], text);
    case 'minimum':
    case 'exclusiveMinimum':
    case 'maximum':
    case 'exclusiveMaximum':
      return outOfRange(error, place);
    case 'minLength':
      return { id: 'schema/empty', ...valueSpan(place), message: `"${nameOf(place)}" must not be empty.` };
    case 'maxLength':
      return {
        id: 'schema/length',
        ...valueSpan(place),
        message: `"${nameOf(place)}" may have at most ${error.params.limit} characters.`,
      };
    case 'pattern':
      return {
        id: 'schema/pattern',
        ...valueSpan(place),
        message: `${show(valueAt(place))} is not a valid value for "${nameOf(place)}". ${place.attribute?.schema?.schema.patternErrorMessage ?? `It must match ${error.params.pattern}.`}`,
      };
    // The value was converted to the schema's type before, and a failed conversion has been reported.
    case 'type':
      return undefined;
    default:
      return {
        id: `schema/${error.keyword}`,
        ...valueSpan(place),
        message: `${show(valueAt(place))} is not accepted for "${nameOf(place)}".`,
      };
  }
}

const nameOf = (place: Place): string => place.attribute?.name ?? place.listType ?? place.block.type;

function valueAt(place: Place): Json | undefined {
  let value: Json | undefined = place.attribute?.value;
  for (const step of place.rest) {
    if (value === null || typeof value !== 'object') return value;
    value = (value as Readonly<Record<string, Json>>)[step];
  }
  return value;
}

/** A value for people: strings quoted, durations as written. */
export function show(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : typeof value === 'symbol' ? 'This' : JSON.stringify(value);
}

/** `group "web"`, `this network block`, `this volume specification`. */
export function describeBlock(block: BlockInstance): string {
  if (!block.parent && block.type === '') return `this ${block.schema.schema.title ?? 'file'}`;
  const label = block.labels[0]?.value;
  return typeof label === 'string' ? `${block.type} "${label}"` : `this ${block.type} block`;
}

/** What is missing has the name of what it is about: by schema, then by attribute, or for all of them. */
const missingAttributes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'blocks/check.json': { '*': 'check/missing-field' },
  'blocks/volume-mount.json': { destination: 'volume/mount-no-destination' },
  'blocks/group-scaling.json': { max: 'scaling/min-max' },
};

export function missingAttributeId(block: BlockInstance, name: string): string {
  const ids = missingAttributes[block.schema.schema.$id ?? ''];
  return ids?.[name] ?? ids?.['*'] ?? 'schema/missing-attribute';
}

/** Blocks without which there is no job have ids of their own. */
export const missingIds: Readonly<Record<string, string>> = {
  job: 'structure/missing-job',
  group: 'structure/missing-group',
  task: 'structure/missing-task',
};

function missing(block: BlockInstance, name: string, text: string): FormFinding {
  const inner = block.schema.blocks.get(name);
  if (block.type === '') return missingInFile(block, name, text);
  return {
    id: inner ? (missingIds[name] ?? 'schema/missing-block') : missingAttributeId(block, name),
    ...leadingPart(block),
    subject: name,
    message: inner
      ? `${sentence(describeBlock(block))} needs a "${name}" block.`
      : `${sentence(describeBlock(block))} needs "${name}".`,
    fixes: addition(block, name, text),
  };
}

/** The repair of something that is missing: it is written with a value that may have to be changed. */
export function addition(block: BlockInstance, name: string, text: string): readonly Fix[] {
  const inner = block.schema.blocks.get(name);
  const lines = inner
    ? `${name}${inner.labels.map((l) => ` "${l.name}"`).join('')} {\n}`
    : `${name} = ${placeholder(block, name)}`;
  if (!block.node) return [];
  const title = `Add ${inner ? 'a ' : ''}"${name}"${inner ? ' block' : ''}`;
  return [{ title, preferred: true, edits: [insertLast(text, block.node, lines)] }];
}

function missingInFile(file: BlockInstance, name: string, text: string): FormFinding {
  const inner = file.schema.blocks.get(name);
  const what = file.schema.schema.title ?? 'file';
  const labels = inner?.labels.map((label) => ` "<${label.name}>"`).join('') ?? '';
  const line = `${name} = ${placeholder(file, name)}`;
  const firstLine = text.indexOf('\n');
  return {
    id: missingIds[name] ?? (inner ? 'schema/missing-block' : 'schema/missing-attribute'),
    start: 0,
    end: firstLine < 0 ? text.length : firstLine,
    message: inner
      ? `This file has no ${name} block. A ${what} holds exactly one: ${name}${labels} { … }.`
      : `This ${what} needs "${name}": ${line}.`,
    fixes: inner ? [] : [{ title: `Add "${name}"`, preferred: true, edits: [{ start: 0, end: 0, text: `${line}\n` }] }],
  };
}

function placeholder(block: BlockInstance, name: string): string {
  const attribute = block.schema.attributes.get(name);
  if (name === 'max' && block.type === 'scaling') {
    const given = [block.attributes.get('min')?.value, block.parent?.attributes.get('count')?.value, 1];
    return String(Math.max(...given.filter((value) => typeof value === 'number')));
  }
  const first = attribute?.schema.enum?.[0] ?? attribute?.schema.default ?? attribute?.schema.examples?.[0];
  if (first !== undefined && first !== null) return JSON.stringify(first);
  switch (attribute?.type.kind) {
    case 'number':
    case 'integer':
      return '0';
    case 'boolean':
      return 'true';
    case 'duration':
      return '"30s"';
    case 'list':
      return '[]';
    case 'map':
      return '{}';
    default:
      return '""';
  }
}

function tooMany(place: Place, limit: number, text: string): FormFinding | undefined {
  const list = place.list;
  if (!list)
    return {
      id: 'schema/length',
      ...valueSpan(place),
      message: `"${nameOf(place)}" may have at most ${limit} entries.`,
    };
  const extra = list[limit];
  const first = list[0];
  if (!extra || !first) return undefined;
  const name = place.listType ?? '';
  const isJob = place.block.type === '' && name === 'job';
  return {
    id: isJob ? 'structure/multiple-jobs' : 'schema/too-many-blocks',
    ...extra.header,
    message: isJob
      ? 'A file holds one job. Move this one to a file of its own.'
      : `Only ${limit === 1 ? `one "${name}" block` : `${limit} "${name}" blocks`} may stand in ${describeBlock(place.block)}. Merge this one into the first, or remove it.`,
    related: [{ ...first.header, message: `The first "${name}" block is here` }],
    fixes: isJob ? [] : [{ title: `Remove this "${name}" block`, edits: [removeLines(text, extra.span)] }],
  };
}

function unknownName(block: BlockInstance, name: string, text: string): FormFinding | undefined {
  const attribute = block.attributes.get(name);
  // An attribute where the schema has a block of that name was reported with the right form.
  if (attribute && block.schema.blocks.has(name)) return undefined;
  const inner = block.blocks.get(name)?.[0];
  if (inner && block.schema.attributes.has(name)) return undefined;
  const at: Span = attribute?.nameSpan ?? inner?.typeSpan ?? block.header;
  // driver/config-lost says what becomes of it.
  if (inner && name === 'dynamic' && block.schema.schema.$id?.startsWith('drivers/')) return undefined;
  const moved = belongsElsewhere(block, name, attribute, inner, text);
  if (moved) return { ...moved, ...at };
  const what = attribute ? 'attribute' : 'block';
  // What is set already cannot be meant.
  const candidates = [
    ...[...block.schema.attributes.keys()].filter((other) => !block.attributes.has(other)),
    ...[...block.schema.blocks.values()]
      .filter(({ name, max }) => max !== 1 || !block.blocks.has(name))
      .map((b) => b.name),
  ];
  const suggestion = nearest(name, candidates);
  const remove: Fix = { title: `Remove "${name}"`, edits: [removeLines(text, attribute?.span ?? inner?.span ?? at)] };
  const rename: Fix[] = suggestion
    ? [{ title: `Change to "${suggestion}"`, preferred: true, edits: [{ ...at, text: suggestion }] }]
    : [];
  return {
    id: attribute ? 'schema/unknown-attribute' : 'schema/unknown-block',
    ...at,
    message: `${sentence(describeBlock(block))} has no ${what} "${name}".${didYouMean(suggestion)}`,
    fixes: [...rename, remove],
  };
}

function notAllowed(place: Place, allowed: readonly unknown[], text: string): FormFinding {
  const span = valueSpan(place);
  const value = valueAt(place);
  const names = allowed.filter((v) => v !== '').map(String);
  const suggestion = typeof value === 'string' ? nearest(value, names) : undefined;
  const quoted = text[span.start] === '"';
  const offered = suggestion ? [suggestion] : names.length <= 6 ? names : [];
  const isJobType = place.block.type === 'job' && place.attribute?.name === 'type';
  const isPeriodic = isJobType && value === 'periodic';
  return {
    id: isJobType ? 'job/unknown-type' : 'schema/enum',
    ...span,
    message: `${show(value)} is not a valid "${nameOf(place)}". ${isPeriodic ? 'A job that runs by the clock is of type "batch" and has a "periodic" block.' : `Use ${orList(names)}.`}`,
    fixes: quoted
      ? (isPeriodic ? ['batch'] : offered).map((v, i) => ({
          title: `Change to "${v}"`,
          preferred: i === 0 && (isPeriodic || suggestion !== undefined),
          edits: [{ ...span, text: JSON.stringify(v) }],
        }))
      : [],
  };
}

/** Numbers that people look up by what they are for. */
const rangeIds: Readonly<Record<string, string>> = { port: 'port/out-of-range', ephemeral_disk: 'ephemeral/size' };

function outOfRange(error: SchemaError, place: Place): FormFinding {
  const limit = Number(error.params.limit);
  const isDuration = place.attribute?.schema?.type.kind === 'duration';
  const write = (n: number): string => (isDuration ? formatDuration(n) : String(n));
  const value = valueAt(place);
  const words = isDuration && typeof value === 'number' ? (value === 0 ? '0s' : durationInWords(value)) : show(value);
  const expression = place.attribute?.expression;
  const bare = isDuration && expression?.type === 'Literal' && value !== 0;
  const unit = bare ? ` A number without a unit counts nanoseconds: write "${expression.raw}s" for seconds.` : '';
  const bound = {
    minimum: `at least ${write(limit)}`,
    exclusiveMinimum: `more than ${write(limit)}`,
    maximum: `at most ${write(limit)}`,
    exclusiveMaximum: `less than ${write(limit)}`,
  }[error.keyword];
  // The least that is accepted leaves no room for the logs.
  const usual = place.block.type === 'ephemeral_disk' ? place.attribute?.schema?.schema.default : undefined;
  return {
    id: rangeIds[place.block.type] ?? 'schema/range',
    ...valueSpan(place),
    message: `"${nameOf(place)}" is ${words}; it must be ${bound}.${unit}`,
    fixes: [
      ...(bare ? toValue(place, `"${expression.raw}s"`, true) : []),
      // What a number of a port should have been nobody knows.
      ...(place.block.type !== 'port' && (error.keyword === 'minimum' || error.keyword === 'maximum')
        ? toValue(place, isDuration ? `"${write(limit)}"` : String(usual ?? write(limit)))
        : []),
    ],
  };
}

/** The repair of a value that is written out. */
function toValue({ attribute, rest }: Place, text: string, preferred = false): readonly Fix[] {
  if (!attribute || rest.length > 0) return [];
  const { type, start, end } = attribute.expression;
  const isWritten = type === 'Literal' || type === 'Template' || type === 'UnaryOperation';
  return isWritten ? [{ title: `Change to ${text}`, preferred, edits: [{ start, end, text }] }] : [];
}

/** `a`, `a or b`, `a, b or c`. */
export function orList(names: readonly string[]): string {
  const quoted = names.map((n) => `"${n}"`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}

export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
