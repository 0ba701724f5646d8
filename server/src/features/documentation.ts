/** The text that describes an attribute, a block or a label: one source for hover and completion. */
import { show } from '../schema/messages';
import type { AttributeSchema, BlockSchema, ValueType } from '../schema/registry';
import type { LabelSchema, Schema } from '../schema/types';
import { durationInWords, parseDuration } from '../values/duration';

const docsRoot = 'https://developer.hashicorp.com/nomad/docs/';

/** `duration · default "5s" · task`. */
export function attributeHeadline(attribute: AttributeSchema, owner: string | undefined): string {
  const { schema } = attribute;
  const fallback = schema.default;
  return [
    typeName(attribute.type),
    attribute.required && 'required',
    fallback !== undefined && fallback !== null && `default ${showDefault(fallback)}`,
    owner,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** @param withValues whether to list the values that are allowed or usual */
export function attributeDocs(attribute: AttributeSchema, withValues = true): string {
  const { schema } = attribute;
  return [...badges(schema), schema.markdownDescription ?? '', withValues ? values(schema) : '']
    .filter(Boolean)
    .join('\n\n');
}

export function blockHeadline(block: BlockSchema, owner: string | undefined): string {
  const labels = block.labels.map((label) => `"<${label.name}>"`).join(' ');
  const often = block.max === 1 ? 'at most once' : undefined;
  return [labels ? `block ${labels}` : 'block', block.required && 'required', often, owner && `in ${owner}`]
    .filter(Boolean)
    .join(' · ');
}

export function blockDocs(block: BlockSchema): string {
  const { property, body } = block;
  const text = property.markdownDescription ?? body.schema.markdownDescription ?? '';
  return [...badges({ ...body.schema, ...property }), text].filter(Boolean).join('\n\n');
}

export function labelDocs(label: LabelSchema): string {
  return label.markdownDescription ?? '';
}

/** `[Docs ↗](…)` of the nearest schema that names a page, or nothing. */
export function docsLink(...schemas: readonly (Schema | undefined)[]): string {
  const page = schemas.find((schema) => schema?.['x-nomad-docs'])?.['x-nomad-docs'];
  return page ? `[Docs ↗](${docsRoot}${page})` : '';
}

export function typeName(type: ValueType): string {
  switch (type.kind) {
    case 'list':
      return `list of ${plural(typeName(type.element))}`;
    case 'map':
      return `map of ${plural(typeName(type.element))}`;
    case 'integer':
      return 'whole number';
    case 'boolean':
      return 'bool';
    case 'any':
      return 'any value';
    default:
      return type.kind;
  }
}

const plural = (name: string): string =>
  name.startsWith('list') || name.startsWith('map') || name === 'any value' ? name : `${name}s`;

/** A default as it would be written; durations from the schema are written already. */
const showDefault = (value: unknown): string => show(value);

function badges(schema: Schema): string[] {
  const enterprise = schema['x-nomad-enterprise'];
  const types = schema['x-nomad-job-types'];
  const line = [
    schema['x-nomad-since'] && `since ${schema['x-nomad-since']}`,
    enterprise && (typeof enterprise === 'string' ? `Enterprise: ${enterprise}` : 'Enterprise'),
    types && `only in ${types.join(' and ')} jobs`,
  ].filter(Boolean);
  const deprecated = schema.deprecated
    ? `**Deprecated.** ${schema.deprecationMessage ?? (schema['x-nomad-replaced-by'] ? `Use \`${schema['x-nomad-replaced-by']}\`.` : '')}`.trim()
    : '';
  return [deprecated, line.length ? `*${line.join(' · ')}*` : ''].filter(Boolean);
}

function values(schema: Schema): string {
  const list = (schema.enum ?? schema.items?.enum ?? schema.examples ?? schema.items?.examples ?? []).filter(
    (v) => v !== '',
  );
  if (list.length === 0) return '';
  const descriptions = schema.markdownEnumDescriptions;
  const described = schema.enum ?? schema.examples;
  if (descriptions && described) {
    return described
      .map((v, i) => (v === '' ? '' : `- \`${v}\` — ${descriptions[i] ?? ''}`))
      .filter(Boolean)
      .join('\n');
  }
  const shown = list.slice(0, 12).map((v) => `\`${typeof v === 'string' ? v : JSON.stringify(v)}\``);
  return `${schema.enum || schema.items?.enum ? 'One of' : 'For example'} ${shown.join(', ')}${list.length > 12 ? ' …' : ''}`;
}

/** What a value means in words: `30s (30 seconds)`; undefined when the text says it already. */
export function valueInWords(type: ValueType, value: unknown): string | undefined {
  if (type.kind !== 'duration') return undefined;
  const ns = typeof value === 'number' ? value : typeof value === 'string' ? parseDuration(value) : undefined;
  return ns === undefined ? undefined : durationInWords(ns);
}
