/**
 * A block as the Go struct that its schema names: attributes and blocks go to the fields that `x-nomad-api` gives,
 * everything else has the value that Nomad's parser leaves there (schemas/api-structs.json).
 */
import type { Expression } from '@hcl/parser';
import data from '../../../schemas/api-structs.json';
import type { BlockInstance, LabelInstance } from '../schema/instance';
import type { BlockSchema, ValueType } from '../schema/registry';
import { type Json, type ReadContext, readValue, UNKNOWN } from '../values/read';
import { freeForm } from './api-free-form';
import {
  type ApiObject,
  type ApiValue,
  exactNumber,
  fromEntries,
  rawValue,
  settle,
  type TellUnknown,
} from './api-value';

/** Changes the fields of one struct where Nomad's parser does more than copying. */
export type Decoder = (fields: ApiObject, block: BlockInstance, builder: StructBuilder) => ApiObject;

export interface StructBuilder {
  struct(block: BlockInstance): ApiObject;
  readonly tell: TellUnknown;
}

const structs: Readonly<Record<string, ApiObject>> = data.structs;
const parserDefaults: Readonly<Record<string, ApiObject>> = data.parserDefaults;

/** The fields of a struct of which nothing is given. Throws for a name that schemas/api-structs.json does not have. */
export function emptyStruct(name: string): ApiObject {
  const fields = structs[name];
  if (!fields) throw new Error(`schemas/api-structs.json has no "${name}"`);
  return { ...fields, ...parserDefaults[name] };
}

export function structBuilder(decoders: Readonly<Record<string, Decoder>>, tell: TellUnknown): StructBuilder {
  const builder: StructBuilder = {
    tell,
    struct(block) {
      const name = block.schema.schema['x-nomad-api'] ?? '';
      const fields = { ...emptyStruct(name), ...givenFields(block, builder) };
      return decoders[name]?.(fields, block, builder) ?? fields;
    },
  };
  return builder;
}

/** The blocks of one type. Tells when it is not known how many there are. */
export function blocksOf(parent: BlockInstance, type: string, tell: TellUnknown): readonly BlockInstance[] {
  const blocks = parent.blocks.get(type) ?? [];
  if (parent.openTypes.has(type) && !isLost(parent)) {
    const [dynamic] = blocks.flatMap((block) => block.dynamic ?? []);
    const forEach = dynamic?.body.items.find((item) => item.type === 'Attribute' && item.name.name === 'for_each');
    tell(forEach?.type === 'Attribute' ? forEach.value : parent.header, parent.context);
  }
  return blocks;
}

function givenFields(block: BlockInstance, builder: StructBuilder): ApiObject {
  const fields: Record<string, ApiValue> = {};
  block.block?.labels.forEach((schema, i) => {
    const field = schema['x-nomad-api'];
    if (field) fields[field] = labelText(block.labels[i], block, builder.tell);
  });
  for (const { schema, value, expression, context } of block.attributes.values()) {
    const field = schema?.schema['x-nomad-api'];
    if (!field || value === null) continue;
    const settled = settleUnlessLost(value, expression, context, block, builder.tell);
    if (settled !== undefined) fields[field] = cutOff(settled, schema.type);
  }
  for (const schema of block.schema.blocks.values()) {
    const field = schema.property['x-nomad-api'];
    if (!field) continue;
    const blocks = blocksOf(block, schema.name, builder.tell);
    const value = blocksValue(blocks, schema, builder);
    if (value !== null) fields[field] = value;
  }
  return fields;
}

/** The value of an attribute; undefined when it has none and is as good as absent, since Nomad loses what is wrong there. */
function settleUnlessLost(
  value: Json,
  expression: Expression,
  context: ReadContext,
  block: BlockInstance,
  tell: TellUnknown,
): ApiValue | undefined {
  let known = true;
  const settled = settle(value, expression, context, (...at) => {
    known = false;
    if (!isLost(block)) tell(...at);
  });
  if (!known && isLost(block)) return undefined;
  return typeof settled === 'number' ? exactNumber(settled, expression, context) : settled;
}

function isLost(block: BlockInstance | undefined): boolean {
  return block !== undefined && (block.block?.property['x-nomad-unjudged'] === 'reading' || isLost(block.parent));
}

/** Unsigned fields hold 12 where 12.5 is written. */
function cutOff(value: ApiValue, type: ValueType): ApiValue {
  if (type.kind === 'integer' && typeof value === 'number') return Math.trunc(value);
  return type.kind === 'list' && Array.isArray(value) ? value.map((item) => cutOff(item, type.element)) : value;
}

/** One block, a list of them, or a map by label; null when there is none. */
function blocksValue(blocks: readonly BlockInstance[], schema: BlockSchema, builder: StructBuilder): ApiValue {
  const last = blocks.at(-1);
  if (!last) return null;
  if (schema.property['x-nomad-api-map']) {
    return fromEntries(
      blocks.map((block) => [labelText(block.labels[0], block, builder.tell), blockValue(block, schema, builder)]),
    );
  }
  return schema.max === 1
    ? blockValue(last, schema, builder)
    : blocks.map((block) => blockValue(block, schema, builder));
}

function blockValue(block: BlockInstance, schema: BlockSchema, builder: StructBuilder): ApiValue {
  // The block's own schema may be another one: that of a driver. Where the value goes is said here.
  const { schema: body, nested } = schema.body;
  if (body['x-nomad-api']) return builder.struct(block);
  if (nested) {
    return block.body
      ? freeForm(block.body, block.context, builder.tell)
      : block.assigned
        ? rawValue(block.assigned, block.context, builder.tell)
        : {};
  }
  return mapValue(block, schema, builder.tell);
}

/** `meta { … }`, `meta = { … }`: values of one type by free names. */
function mapValue(block: BlockInstance, { body }: BlockSchema, tell: TellUnknown): ApiValue {
  if (block.assigned && body.free) {
    const value = readValue(
      block.assigned,
      { kind: 'map', element: body.free.type },
      { ...block.context, report() {} },
    );
    return settle(value, block.assigned, block.context, tell);
  }
  return fromEntries(
    [...block.attributes.values()].flatMap(({ name, value, expression, context }) => {
      const settled = settleUnlessLost(value, expression, context, block, tell);
      return settled === undefined ? [] : [[name, settled] as const];
    }),
  );
}

export function labelText(label: LabelInstance | undefined, block: BlockInstance, tell: TellUnknown): string {
  if (label?.value === UNKNOWN) tell(label.span, block.context);
  return typeof label?.value === 'string' ? label.value : '';
}
