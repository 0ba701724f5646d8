/** Completion: what may stand at the cursor, from the schemas and the file's own names. */
import type { Attribute, Expression, Span } from '@hcl/parser';
import type { Analysis } from '../analysis';
import { isDynamic } from '../schema/bind';
import type { AttributeSchema, BlockSchema, BodySchema } from '../schema/registry';
import type { LabelSchema } from '../schema/types';
import { type Cursor, cursorAt, innermost, inValue, type Level } from './cursor';
import { attributeDocs, attributeHeadline, blockDocs, blockHeadline, docsLink } from './documentation';
import { expressionItems } from './expression-completion';
import { likelyValues, usualLabels } from './likely-values';
import { namesAt } from './names';
import { textItems } from './text-items';

export type ItemKind = 'attribute' | 'block' | 'value' | 'reference' | 'function' | 'keyword';

export interface CompletionItem {
  readonly label: string;
  readonly kind: ItemKind;
  /** A few words beside the label. */
  readonly detail?: string;
  readonly documentation?: string;
  /** What is put in place of `replace`; a snippet when `snippet` is set. */
  readonly insert: string;
  readonly snippet?: boolean;
  readonly replace: Span;
  /** Lower sorts first. */
  readonly order: number;
  readonly deprecated?: boolean;
  /** Ask for suggestions again after inserting: the cursor stands where values are offered. */
  readonly again?: boolean;
}

export function complete(analysis: Analysis, offset: number): readonly CompletionItem[] {
  const { syntax } = analysis;
  if (syntax.comments.some((c) => c.start < offset && (c.kind === 'line' ? offset <= c.end : offset < c.end)))
    return [];
  const cursor = cursorAt(analysis, offset);
  const { item, inner } = cursor;
  if (item?.type === 'Attribute' && inValue(item, offset)) return valueItems(analysis, cursor, item);
  if (item?.type === 'Attribute' && offset > item.name.end) return [];
  if (item?.type === 'Block' && offset > item.name.end) {
    if (offset > item.open) return [];
    return labelItems(
      cursor,
      item.labels.findIndex((l) => l.start <= offset && offset <= l.end),
    );
  }
  if (item?.type === 'Incomplete' && item.name && offset > item.name.end) return [];
  if (item && item.type !== 'Incomplete' && offset < item.name.end) return nameItems(inner, item.name, analysis.text);
  return nameItems(inner, item?.name ?? { start: offset, end: offset }, analysis.text);
}

/** Attributes and blocks that may stand in a body; what may not be repeated is not offered again. */
function nameItems(level: Level, replace: Span, text: string): CompletionItem[] {
  const { schema, body } = level;
  const given = new Map<string, number>();
  for (const item of body.items) {
    if (item.type !== 'Incomplete' && item.name.start !== replace.start)
      given.set(item.name.name, (given.get(item.name.name) ?? 0) + 1);
  }
  // An existing name is exchanged for another; its value or body stays.
  const bare = /^[ \t]*(=|\{|")/.test(text.slice(replace.end, replace.end + 40));
  const span = { start: replace.start, end: replace.end };
  const items: CompletionItem[] = [];
  for (const attribute of schema.attributes.values()) {
    if (given.has(attribute.name)) continue;
    items.push({
      label: attribute.name,
      kind: 'attribute',
      detail: attributeHeadline(attribute, undefined),
      documentation: docs(attributeDocs(attribute), docsLink(attribute.schema, schema.schema)),
      insert: bare ? attribute.name : `${attribute.name} = ${valueSnippet(attribute)}`,
      snippet: !bare,
      replace: span,
      order: orderOf(attribute.schema['x-nomad-order'], attribute.required, attribute.schema.deprecated),
      deprecated: attribute.schema.deprecated,
      again: !bare && hasValues(attribute, schema),
    });
  }
  for (const block of schema.blocks.values()) {
    if (block.max !== undefined && (given.get(block.name) ?? 0) >= block.max) continue;
    items.push({
      label: block.name,
      kind: 'block',
      detail: blockHeadline(block, undefined),
      documentation: docs(blockDocs(block), docsLink(block.property, block.body.schema)),
      insert: bare ? block.name : blockSnippet(block),
      snippet: !bare,
      replace: span,
      order: orderOf(
        block.property['x-nomad-order'] ?? block.body.schema['x-nomad-order'],
        block.required,
        block.property.deprecated,
      ),
      deprecated: block.property.deprecated,
    });
  }
  if (isDynamic('dynamic', schema)) {
    items.push({
      label: 'dynamic',
      kind: 'block',
      detail: 'a block for each element of a collection',
      insert: bare ? 'dynamic' : 'dynamic "${1:type}" {\n\tfor_each = $2\n\tcontent {\n\t\t$0\n\t}\n}',
      snippet: !bare,
      replace: span,
      order: 95,
    });
  }
  return items;
}

const orderOf = (order: number | undefined, required: boolean, deprecated: boolean | undefined): number =>
  deprecated ? 99 : required ? 1 : (order ?? 50);

const docs = (...parts: readonly string[]): string => parts.filter(Boolean).join('\n\n');

const hasValues = ({ schema, type, name }: AttributeSchema, body: BodySchema): boolean =>
  type.kind === 'boolean' ||
  Boolean(schema.enum ?? schema['x-nomad-refers'] ?? schema.examples ?? schema['x-nomad-enum-by']) ||
  withLikelyValues.has(name) ||
  body.select?.on === name;

/** Attributes whose values come from what stands around them. */
const withLikelyValues = new Set(['destination', 'static']);

/** The value of a new attribute, with tab stops. `stop` numbers the first one. */
function valueSnippet({ schema, type }: AttributeSchema, stop = 1): string {
  const given = schema.default ?? schema.examples?.[0];
  switch (type.kind) {
    case 'string':
      return `"\${${stop}:${typeof given === 'string' && !schema.enum ? escapeSnippet(given) : ''}}"`.replace(
        ':}',
        '}',
      );
    case 'duration':
      return `"\${${stop}:${typeof given === 'string' && given !== '' ? escapeSnippet(given) : '30s'}}"`;
    case 'boolean':
      return `\${${stop}:${given === true ? 'false' : 'true'}}`;
    case 'number':
    case 'integer':
      return typeof given === 'number' ? `\${${stop}:${given}}` : `$${stop}`;
    case 'list':
      return type.element.kind === 'string' ? `["$${stop}"]` : `[$${stop}]`;
    case 'map':
      return `{\n\t$${stop}\n}`;
    default:
      return `$${stop}`;
  }
}

/** A block with its labels and required attributes as tab stops. */
function blockSnippet(block: BlockSchema): string {
  let stop = 0;
  const labels = block.labels.map((label) => {
    stop += 1;
    return ` "\${${stop}:${label.name}}"`;
  });
  const lines = [...block.body.attributes.values()]
    .filter((attribute) => attribute.required)
    .map((attribute) => {
      stop += 1;
      return `\t${attribute.name} = ${valueSnippet(attribute, stop)}\n`;
    });
  return `${block.name}${labels.join('')} {\n${lines.join('')}\t$0\n}`;
}

const escapeSnippet = (text: string): string => text.replace(/[$}\\]/g, '\\$&');

/** Labels with a fixed set of values, and the block types that `dynamic` may write. */
function labelItems(cursor: Cursor, index: number): CompletionItem[] {
  const { item, inner } = cursor;
  if (item?.type !== 'Block') return [];
  const label = item.labels[index];
  if (!label) return [];
  const span = label.quoted
    ? { start: label.start + 1, end: Math.max(label.start + 1, label.end - 1) }
    : { start: label.start, end: label.end };
  if (isDynamic(item.name.name, inner.schema)) {
    return [...inner.schema.blocks.keys()].map((name) => ({
      label: name,
      kind: 'block',
      insert: name,
      replace: span,
      order: 50,
    }));
  }
  const schema: LabelSchema | undefined = inner.schema.blocks.get(item.name.name)?.labels[index];
  const fixed = /^\^\(([\w|]+)\)\$$/.exec(schema?.pattern ?? '')?.[1]?.split('|');
  const names = fixed ?? schema?.examples ?? [];
  return names.map((name, i) => ({
    label: name,
    kind: 'value',
    detail: item.name.name === 'port' ? usualLabels[name]?.for : undefined,
    insert: name,
    replace: span,
    order: 50 + i / 100,
  }));
}

function valueItems(analysis: Analysis, cursor: Cursor, attribute: Attribute): readonly CompletionItem[] {
  const inText = innermost(cursor, 'Interpolation') ? undefined : textItems(analysis, cursor);
  if (inText) return inText;
  const schema = cursor.inner.schema.attributes.get(attribute.name.name) ?? cursor.inner.schema.free;
  const inside = expressionItems(analysis, cursor, attribute.value, schema);
  if (inside) return inside;
  if (!schema) return [];
  const literals = literalItems(analysis, cursor, schema);
  const place = literalPlace(attribute.value, cursor.offset, analysis.text);
  if (!place) return [];
  return literals.map(({ text, bare, ...item }) => ({
    ...item,
    insert: place.quoted || bare ? text : JSON.stringify(text),
    replace: place.span,
  }));
}

/** Where a literal goes: inside the quotes of a plain string, in place of a word, or where nothing stands yet. */
function literalPlace(value: Expression, offset: number, text: string): { quoted: boolean; span: Span } | undefined {
  if (value.type === 'Tuple') {
    const item = value.items.find((i) => i.start <= offset && offset <= i.end);
    return item ? literalPlace(item, offset, text) : { quoted: false, span: { start: offset, end: offset } };
  }
  if (value.type === 'Template' && value.kind === 'quoted') {
    if (value.parts.some((part) => part.type !== 'TemplateText')) return undefined;
    const closing = value.closed ? 1 : 0;
    if (offset <= value.start || offset > value.end - closing) return undefined;
    return { quoted: true, span: { start: value.start + 1, end: value.end - closing } };
  }
  if (value.type === 'Missing') return { quoted: false, span: { start: offset, end: offset } };
  if ((value.type === 'ScopeTraversal' && value.steps.length === 0) || value.type === 'Literal') {
    return { quoted: false, span: { start: value.start, end: value.end } };
  }
  return undefined;
}

type Literal = Omit<CompletionItem, 'insert' | 'replace'> & { readonly text: string; readonly bare?: boolean };

function literalItems(analysis: Analysis, cursor: Cursor, attribute: AttributeSchema): readonly Literal[] {
  const { schema, type } = attribute;
  const { select } = cursor.inner.schema;
  const refers = schema['x-nomad-refers'] ?? schema.items?.['x-nomad-refers'];
  if (refers) {
    return namesAt(analysis, cursor, refers.kind).map((n) => ({
      label: n.name,
      text: n.name,
      kind: 'reference',
      detail: n.detail,
      order: 10,
    }));
  }
  const likely = likelyValues(analysis, cursor, attribute.name);
  if (likely.length > 0) {
    return likely.map(({ value, detail }, i) => ({
      label: String(value),
      text: String(value),
      bare: typeof value === 'number',
      kind: 'value',
      detail,
      order: 10 + i / 100,
    }));
  }
  if (type.kind === 'boolean')
    return ['true', 'false'].map((v) => ({ label: v, text: v, bare: true, kind: 'value', order: 10 }));
  const by = schema['x-nomad-enum-by'];
  const known = (
    schema.enum ??
    schema.items?.enum ??
    (by ? allowedBy(cursor, by) : undefined) ??
    (select?.on === attribute.name ? [...select.cases.keys()] : undefined) ??
    []
  )
    .concat(schema.examples ?? schema.items?.examples ?? [])
    .filter((v, i, all) => v !== '' && all.indexOf(v) === i);
  return known.map((value, i) => ({
    label: String(value),
    text: typeof value === 'string' ? value : JSON.stringify(value),
    bare: typeof value !== 'string',
    kind: 'value',
    documentation: schema.markdownEnumDescriptions?.[(schema.enum ?? schema.examples)?.indexOf(value) ?? i],
    detail: value === schema.default ? 'default' : undefined,
    order: 10 + i / 100,
  }));
}

function allowedBy(
  cursor: Cursor,
  by: { readonly on: string; readonly cases: Readonly<Record<string, readonly string[]>> },
): readonly unknown[] {
  const sibling = cursor.inner.body.items.find((i): i is Attribute => i.type === 'Attribute' && i.name.name === by.on);
  const part = sibling?.value.type === 'Template' ? sibling.value.parts[0] : undefined;
  const value = part?.type === 'TemplateText' ? part.value : undefined;
  return value !== undefined && by.cases[value] ? by.cases[value] : [...new Set(Object.values(by.cases).flat())];
}
