/**
 * The schemas of `schemas/`, resolved for use: for every body of a file which attributes and blocks it may hold.
 * Resolution is lazy and remembered, so a body schema has one identity however often it is asked for.
 */
import { Lazy } from '../lazy';
import type { GoInteger } from '../values/go-integer';
import { schemas } from './schemas.generated';
import type { LabelSchema, Schema } from './types';

/** What a value is converted to before it is judged, after the rules of Nomad's decoder. */
export type ValueType =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'duration' | 'any' }
  | { readonly kind: 'integer'; readonly go: GoInteger }
  | { readonly kind: 'list' | 'map'; readonly element: ValueType };

export interface AttributeSchema {
  readonly name: string;
  readonly schema: Schema;
  readonly type: ValueType;
  readonly required: boolean;
  readonly marks: readonly Mark[];
}

/** What a schema says of an attribute or a block that rules look for in whole files: see `schema/blocks.ts`. */
export type Mark = (typeof keywords)[number] | 'signal' | 'refers';

export interface BlockSchema {
  readonly name: string;
  /** The property: how often, with which labels, in which forms. */
  readonly property: Schema;
  readonly labels: readonly LabelSchema[];
  /** At most this many in one body; undefined when there is no limit. */
  readonly max: number | undefined;
  readonly required: boolean;
  /** May also be written as an attribute: `meta = { … }`. */
  readonly attributeForm: boolean;
  readonly marks: readonly Mark[];
  readonly body: BodySchema;
}

/** What may stand in a body. */
export interface BodySchema {
  readonly schema: Schema;
  readonly attributes: ReadonlyMap<string, AttributeSchema>;
  readonly blocks: ReadonlyMap<string, BlockSchema>;
  /** Set when any other attribute may stand here too (`env`, `meta`, an unknown driver's `config`). */
  readonly free: AttributeSchema | undefined;
  /** Any block may stand here too, with any labels. */
  readonly nested: boolean;
  /** Where the schema of a block depends on a sibling attribute (`config` on `driver`). */
  readonly select:
    | { readonly on: string; readonly block: string; readonly cases: ReadonlyMap<string, BodySchema> }
    | undefined;
}

const bodies = new WeakMap<Schema, BodySchema>();

/** The body schema of a root file such as `job.json`. Throws when there is none: the caller names files that exist. */
export function bodySchema(id: string): BodySchema {
  const schema = schemas[id];
  if (!schema) throw new Error(`No schema "${id}"`);
  return toBody(schema, id);
}

/** Anything goes: used where a body's schema is not known, so that nothing in it is judged. */
export const anyBody: BodySchema = {
  schema: { type: 'object', additionalProperties: true },
  attributes: new Map(),
  blocks: new Map(),
  free: { name: '*', schema: {}, type: { kind: 'any' }, required: false, marks: [] },
  nested: true,
  select: undefined,
};

/** Follows `$ref`; what stands beside the `$ref` wins over what it points to. */
export function resolve(schema: Schema, base: string): { schema: Schema; base: string } {
  if (!schema.$ref) return { schema, base };
  const [file = '', inner] = schema.$ref.split('#/$defs/');
  const id = file === '' ? base : join(base, file);
  const target = inner === undefined ? schemas[id] : schemas[id]?.$defs?.[inner];
  if (!target) throw new Error(`${base} refers to "${schema.$ref}", which does not exist`);
  return { schema: target, base: id };
}

class BodyOf implements BodySchema {
  readonly #select: Lazy<BodySchema['select']>;

  constructor(
    readonly schema: Schema,
    readonly attributes: ReadonlyMap<string, AttributeSchema>,
    readonly blocks: ReadonlyMap<string, BlockSchema>,
    readonly free: AttributeSchema | undefined,
    readonly nested: boolean,
    select: Lazy<BodySchema['select']>,
  ) {
    this.#select = select;
  }

  get select(): BodySchema['select'] {
    return this.#select.value;
  }
}

class BlockOf implements BlockSchema {
  readonly labels: readonly LabelSchema[];
  readonly max: number | undefined;
  readonly attributeForm: boolean;
  readonly marks: readonly Mark[];
  readonly #body: Lazy<BodySchema>;

  constructor(
    readonly name: string,
    readonly property: Schema,
    { labels, attribute }: NonNullable<Schema['x-nomad-block']>,
    readonly required: boolean,
    body: Lazy<BodySchema>,
  ) {
    this.labels = labels;
    this.max = property.maxItems;
    this.attributeForm = attribute === true;
    this.marks = marksOf(property);
    this.#body = body;
  }

  get body(): BodySchema {
    return this.#body.value;
  }
}

function toBody(given: Schema, givenBase: string): BodySchema {
  const { schema, base } = resolve(given, givenBase);
  const known = bodies.get(schema);
  if (known) return known;
  const attributes = new Map<string, AttributeSchema>();
  const blocks = new Map<string, BlockSchema>();
  const required = new Set(schema.required);
  const extra = schema.additionalProperties;
  const free =
    extra === undefined || extra === true
      ? anyBody.free
      : extra === false
        ? undefined
        : { name: '*', schema: extra, type: valueType(extra, base), required: false, marks: marksOf(extra) };
  const nested = schema['x-nomad-nested'] === true || extra === true;
  const body = new BodyOf(schema, attributes, blocks, free, nested, new Lazy(() => selection(schema, base)));
  bodies.set(schema, body);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const block = property['x-nomad-block'];
    if (!block) {
      attributes.set(name, {
        name,
        schema: property,
        type: valueType(property, base),
        required: required.has(name),
        marks: marksOf(property),
      });
      continue;
    }
    const isRequired = required.has(name) || (property.minItems ?? 0) > 0;
    blocks.set(
      name,
      new BlockOf(name, property, block, isRequired, new Lazy(() => toBody(property.items ?? {}, base))),
    );
  }
  return body;
}

function marksOf(schema: Schema): readonly Mark[] {
  const marks: Mark[] = keywords.filter((keyword) => schema[keyword] !== undefined);
  if (schema.format === 'signal') marks.push('signal');
  if (referenceOf(schema)) marks.push('refers');
  return marks.length === 0 ? unmarked : marks;
}

/** What an attribute names, or each item of its list. */
export const referenceOf = (schema: Schema): Schema['x-nomad-refers'] =>
  schema['x-nomad-refers'] ?? schema.items?.['x-nomad-refers'];

const keywords = ['deprecated', 'x-nomad-no-effect', 'x-nomad-job-types', 'x-nomad-enum-by'] as const;
const unmarked: readonly Mark[] = [];

function selection(schema: Schema, base: string): BodySchema['select'] {
  const select = schema['x-nomad-select'];
  if (!select) return undefined;
  const cases = new Map(Object.entries(select.cases).map(([value, target]) => [value, toBody(target, base)]));
  return { on: select.on, block: select.block, cases };
}

function valueType(given: Schema, base: string): ValueType {
  const { schema } = resolve(given, base);
  switch (schema.type) {
    case 'string':
      return schema.format === 'duration' ? { kind: 'duration' } : { kind: 'string' };
    case 'number':
    case 'boolean':
      return { kind: schema.type };
    case 'integer':
      return { kind: 'integer', go: schema['x-nomad-integer'] ?? 'int64' };
    case 'array':
      return { kind: 'list', element: valueType(schema.items ?? {}, base) };
    case 'object':
      return schema.additionalProperties && typeof schema.additionalProperties === 'object'
        ? { kind: 'map', element: valueType(schema.additionalProperties, base) }
        : { kind: 'any' };
    default:
      return { kind: 'any' };
  }
}

/** `blocks/group.json` + `task.json` → `blocks/task.json`. */
function join(base: string, reference: string): string {
  return new URL(reference, `schema:///${base}`).pathname.slice(1);
}
