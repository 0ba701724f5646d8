/** Completion of names: the attributes and blocks that may stand in a body. */
import type { Span } from '@hcl/parser';
import type { Analysis } from '../analysis';
import { isDynamic } from '../schema/bind';
import type { AttributeSchema, BlockSchema, BodySchema } from '../schema/registry';
import type { Schema } from '../schema/types';
import type { CompletionItem } from './answers';
import { attributeOf, type Cursor } from './cursor';
import { attributeDocs, attributeHeadline, blockDocs, blockHeadline, docsLink } from './documentation';
import { knownValues } from './known-values';
import { literal } from './likely-values';
import { namesAt } from './names';
import { attributeSnippet, blockSnippet, dynamicSnippet, type Surroundings } from './snippets';

/**
 * What may not be repeated is not offered again.
 *
 * @param name what stands there already; a name that has its value or its body is exchanged for another alone
 */
export function nameItems(analysis: Analysis, cursor: Cursor, name: Span): readonly CompletionItem[] {
  const { schema, body } = cursor.inner;
  const replace = { start: name.start, end: name.end };
  const given = new Map<string, number>();
  for (const item of body.items) {
    if (item.type !== 'Incomplete' && item.name.start !== replace.start)
      given.set(item.name.name, (given.get(item.name.name) ?? 0) + 1);
  }
  const bare = /^[ \t]*(=|\{|")/.test(analysis.text.slice(replace.end, replace.end + 40));
  const type = jobType(cursor);
  const around: Surroundings = {
    parent: schema,
    valueOf: (attribute) => literal(attributeOf(body, attribute)),
    namesOf: (kind) => namesAt(analysis, cursor, kind).map((known) => known.name),
  };
  const attributes = [...schema.attributes.values()]
    .filter((attribute) => !given.has(attribute.name))
    .map(
      (attribute): CompletionItem => ({
        label: attribute.name,
        kind: 'attribute',
        detail: attributeHeadline(attribute, undefined),
        documentation: docs(attributeDocs(attribute), docsLink(attribute.schema, schema.schema)),
        insert: bare ? attribute.name : attributeSnippet(attribute),
        snippet: !bare,
        replace,
        order: orderOf(attribute.schema, attribute.required, type),
        deprecated: attribute.schema.deprecated,
        again: !bare && hasValues(attribute, schema),
      }),
    );
  const blocks = [...schema.blocks.values()]
    .filter(({ name: block, max }) => max === undefined || (given.get(block) ?? 0) < max)
    .map(
      (block): CompletionItem => ({
        label: block.name,
        kind: 'block',
        detail: blockHeadline(block, undefined),
        documentation: docs(blockDocs(block), docsLink(block.property, block.body.schema)),
        insert: bare ? block.name : blockSnippet(block, around),
        snippet: !bare,
        replace,
        order: orderOf({ ...block.body.schema, ...block.property }, block.required, type),
        deprecated: block.property.deprecated,
      }),
    );
  const types = [...schema.blocks.values()]
    .filter(isRepeated)
    .sort((a, b) => a.labels.length - b.labels.length)
    .map((block) => block.name);
  const dynamic: CompletionItem = {
    label: 'dynamic',
    kind: 'block',
    detail: 'a block for each element of a collection',
    insert: bare ? 'dynamic' : dynamicSnippet(types),
    snippet: !bare,
    replace,
    order: 95,
  };
  return [...attributes, ...blocks, ...(isDynamic('dynamic', schema) && types.length > 0 ? [dynamic] : [])];
}

/** Required ones first, among them as the schema orders them; last what is deprecated, or not for jobs of this type. */
function orderOf(schema: Schema, required: boolean, type: string | undefined): number {
  const order = schema['x-nomad-order'] ?? 50;
  const types = schema['x-nomad-job-types'];
  if (schema.deprecated) return 99;
  if (types && type !== undefined && !types.includes(type)) return 98;
  return required ? 1 + order / 100 : order;
}

/** The type of the job around the cursor; undefined when the text does not tell. */
function jobType({ levels }: Cursor): string | undefined {
  const job = levels.find(({ block }) => block?.name.name === 'job');
  const type = job && attributeOf(job.body, 'type');
  return job && type === undefined ? 'service' : type && literal(type);
}

/** What a dynamic block is worth writing for. */
const isRepeated = ({ max, property }: BlockSchema): boolean => max !== 1 && !property.deprecated;

/** Attributes whose values come from what stands around them, or are none of the schema's. */
const withLikelyValues = new Set(['destination', 'static', 'value']);

const hasValues = ({ schema, type, name }: AttributeSchema, body: BodySchema): boolean =>
  type.kind === 'boolean' ||
  knownValues(schema).length > 0 ||
  Boolean(schema['x-nomad-refers'] ?? schema.items?.['x-nomad-refers'] ?? schema['x-nomad-enum-by']) ||
  withLikelyValues.has(name) ||
  body.select?.on === name ||
  body.schema.$id === 'blocks/variable.json';

const docs = (...parts: readonly string[]): string => parts.filter(Boolean).join('\n\n');
