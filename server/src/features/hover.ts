/** Hover: what the thing under the cursor is for, and what it means here. */
import type { Block, Expression, Span } from '@hcl/parser';
import type { Analysis } from '../analysis';
import { isDynamic } from '../schema/bind';
import type { BlockInstance } from '../schema/instance';
import { show } from '../schema/messages';
import type { AttributeSchema } from '../schema/registry';
import { UNKNOWN } from '../values/read';
import type { Hover } from './answers';
import { nextRunsText } from './cron-hover';
import { type Cursor, cursorAt, innermost, inValue, type Level } from './cursor';
import {
  attributeDocs,
  attributeHeadline,
  blockDocs,
  blockHeadline,
  docsLink,
  labelDocs,
  valueInWords,
} from './documentation';
import { functionDocs, functions } from './functions';
import { imageHover } from './image-hover';
import { meaningOf } from './known-values';
import { literal } from './likely-values';
import { labelUses, linesOf, variableHover } from './name-hover';
import { type Name, namesAt } from './names';
import { portHover } from './port-hover';
import { portPolicyText } from './port-policy-text';
import { runtimeName } from './runtime-known';
import { templateHover } from './template-hover';
import { tagHover } from './traefik-tags';
import { isVariableType, typeMeaning } from './type-items';

/** @param now Unix milliseconds, for times that come next */
export function hover(analysis: Analysis, offset: number, now = Date.now()): Hover | undefined {
  const cursor = cursorAt(analysis, offset);
  const inText = innermost(cursor, 'Interpolation')
    ? undefined
    : (templateHover(analysis, cursor) ?? tagHover(analysis, cursor));
  if (inText) return inText;
  return (
    variableHover(analysis, cursor) ??
    typeHover(cursor) ??
    functionHover(cursor) ??
    runtimeHover(analysis, cursor) ??
    itemHover(analysis, cursor, now)
  );
}

function functionHover(cursor: Cursor): Hover | undefined {
  const call = innermost(cursor, 'FunctionCall');
  if (!call || cursor.offset > call.name.end) return undefined;
  const entry = functions.get(call.name.name);
  return entry && { ...spanOf(call.name), markdown: functionDocs(entry) };
}

/** A word of a variable's type. */
function typeHover(cursor: Cursor): Hover | undefined {
  const { item, path } = cursor;
  if (item?.type !== 'Attribute' || !isVariableType(cursor, item)) return undefined;
  const word = path.findLast((node) => node.type === 'ScopeTraversal' || node.type === 'FunctionCall');
  const name = word?.type === 'ScopeTraversal' ? word.root : word?.type === 'FunctionCall' ? word.name : undefined;
  const markdown = name && cursor.offset <= name.end ? typeMeaning(name.name) : undefined;
  return name && markdown ? { ...spanOf(name), markdown } : undefined;
}

/** `${node.class}`, `${NOMAD_PORT_http}`: what Nomad puts there, and when. */
function runtimeHover(analysis: Analysis, cursor: Cursor): Hover | undefined {
  const traversal = innermost(cursor, 'ScopeTraversal');
  if (!traversal || !innermost(cursor, 'Template')) return undefined;
  const written = analysis.text.slice(traversal.start, traversal.end);
  const known = runtimeName(written);
  if (!known) return undefined;
  const port = portOf(analysis, cursor, known.name, written);
  return {
    ...spanOf(traversal),
    markdown: join(
      `**${written}** — resolved by Nomad`,
      known.description,
      port ? `Here: port "${port.name}", ${port.detail}.` : '',
      known.example ? `For example \`${known.example}\`` : '',
    ),
  };
}

/** The port that the name of an environment variable speaks of. */
function portOf(analysis: Analysis, cursor: Cursor, pattern: string, written: string): Name | undefined {
  const [before, after] = pattern.split('<label>');
  if (before === undefined || after !== '' || !written.startsWith(before)) return undefined;
  return namesAt(analysis, cursor, 'port').find(
    ({ name }) => name.replaceAll('-', '_') === written.slice(before.length),
  );
}

function itemHover(analysis: Analysis, cursor: Cursor, now: number): Hover | undefined {
  const { item, inner } = cursor;
  if (item?.type === 'Attribute') {
    const attribute = inner.schema.attributes.get(item.name.name) ?? inner.schema.free;
    const form = inner.schema.blocks.get(item.name.name);
    if (form?.attributeForm)
      return blockHover(item.name, cursor, { ...inner, blockSchema: form, schema: form.body }, inner);
    if (!attribute || (attribute === inner.schema.free && !attribute.schema.markdownDescription)) return undefined;
    const onValue = inValue(item, cursor.offset);
    const reference = onValue
      ? (referredHover(analysis, cursor, attribute.schema) ?? imageHover(cursor, item))
      : undefined;
    if (reference) return reference;
    const span = onValue ? item.value : item.name;
    const owner = inner.block?.name.name;
    return {
      start: span.start,
      end: span.end,
      markdown: join(
        `**${item.name.name}** ${attributeHeadline(attribute, owner)}`,
        onValue ? valueDocs(cursor, attribute) : attributeDocs(attribute),
        hereIs(analysis, cursor, item.name.name),
        runsOf(cursor, attribute, item.value, now),
        owner === 'port' && item.name.name === 'static' && inner.block ? portPolicyText(analysis, inner.block) : '',
        docsLink(attribute.schema, inner.schema.schema),
      ),
    };
  }
  if (item?.type === 'Block' && cursor.offset <= item.open) return headerHover(analysis, cursor, item);
  if (item?.type === 'Incomplete' && item.name) {
    const block = inner.schema.blocks.get(item.name.name);
    const attribute = inner.schema.attributes.get(item.name.name);
    if (block) return blockHover(item.name, cursor, { ...inner, blockSchema: block, schema: block.body }, inner);
    if (attribute) {
      return {
        ...spanOf(item.name),
        markdown: join(
          `**${attribute.name}** ${attributeHeadline(attribute, inner.block?.name.name)}`,
          attributeDocs(attribute),
          docsLink(attribute.schema, inner.schema.schema),
        ),
      };
    }
  }
  return undefined;
}

/** On a value of which the meaning is known, that comes first, and the other values are left out. */
function valueDocs(cursor: Cursor, attribute: AttributeSchema): string {
  const template = innermost(cursor, 'Template');
  const value = template && literal(template);
  const meaning = value === undefined ? '' : meaningOf(attribute.schema, value);
  if (meaning === '') return attributeDocs(attribute);
  return join(`\`${value}\` — ${meaning}`, attributeDocs(attribute, false));
}

/** When the cron expressions of the value come true: that under the cursor, or the only one. */
function runsOf(cursor: Cursor, { schema }: AttributeSchema, value: Expression, now: number): string {
  if (schema.format !== 'cron' && schema.items?.format !== 'cron') return '';
  const only = value.type === 'Tuple' && value.items.length === 1 ? value.items[0] : value;
  const expression = literal(innermost(cursor, 'Template') ?? only);
  return expression === undefined ? '' : nextRunsText(cursor, expression, now);
}

function headerHover(analysis: Analysis, cursor: Cursor, block: Block): Hover | undefined {
  const { inner, header } = cursor;
  const label = block.labels.findIndex((l) => l.start <= cursor.offset && cursor.offset <= l.end);
  if (block.name.name === 'port') {
    const port = portHover(analysis, cursor, block);
    if (port && label >= 0) return port;
  }
  if (label >= 0 && !isDynamic(block.name.name, inner.schema)) {
    const schema = inner.schema.blocks.get(block.name.name)?.labels[label];
    const given = block.labels[label];
    if (!schema || !given) return undefined;
    return {
      ...spanOf(given),
      markdown: join(
        `**${given.value}** ${schema.name} of this ${block.name.name}`,
        labelDocs(schema),
        labelUses(analysis, given),
      ),
    };
  }
  if (isDynamic(block.name.name, inner.schema)) {
    const schema = header?.schema.schema;
    return {
      ...spanOf(block.name),
      markdown: join('**dynamic** block', schema?.markdownDescription ?? '', docsLink(schema)),
    };
  }
  return header?.blockSchema ? blockHover(block.name, cursor, header, inner) : undefined;
}

function blockHover(
  name: Span & { readonly name: string },
  _cursor: Cursor,
  level: Level,
  parent: Level,
): Hover | undefined {
  const block = level.blockSchema;
  if (!block) return undefined;
  const own = level.schema.schema === block.body.schema ? '' : (level.schema.schema.markdownDescription ?? '');
  return {
    ...spanOf(name),
    markdown: join(
      `**${name.name}** ${blockHeadline(block, parent.block?.name.name)}`,
      blockDocs(block),
      own,
      docsLink(level.schema.schema, block.property, block.body.schema),
    ),
  };
}

/** A port label or volume name in a value: where it is declared. */
function referredHover(
  analysis: Analysis,
  cursor: Cursor,
  schema: { 'x-nomad-refers'?: { kind: string }; items?: { 'x-nomad-refers'?: { kind: string } } },
): Hover | undefined {
  const refers = schema['x-nomad-refers'] ?? schema.items?.['x-nomad-refers'];
  const template = innermost(cursor, 'Template');
  const [part, ...more] = template?.parts ?? [];
  if (!refers || !template || part?.type !== 'TemplateText' || more.length > 0) return undefined;
  const name = namesAt(analysis, cursor, refers.kind as never).find((n) => n.name === part.value);
  if (!name) return undefined;
  return {
    ...spanOf(template),
    markdown: `**${refers.kind} "${name.name}"** — ${name.detail}\n\nDeclared in ${linesOf(analysis.text, [name])}.`,
  };
}

/** `Here: 30s (30 seconds)`, when that says more than the text does. */
function hereIs(analysis: Analysis, cursor: Cursor, name: string): string {
  const block = instanceOf(analysis.instance, cursor);
  const attribute = block?.attributes.get(name);
  if (!attribute?.schema || attribute.value === UNKNOWN || attribute.value === null) return '';
  const words = valueInWords(attribute.schema.type, attribute.value);
  const written = analysis.text.slice(attribute.expression.start, attribute.expression.end);
  const computed =
    attribute.expression.type !== 'Literal' &&
    attribute.expression.type !== 'Template' &&
    attribute.expression.type !== 'Tuple';
  if (words) return `Here: ${written} (${words}).`;
  return computed ? `Here: ${show(attribute.value)}` : '';
}

/** The instance of the innermost body at the cursor. */
export function instanceOf(root: BlockInstance, cursor: Cursor): BlockInstance | undefined {
  let found: BlockInstance = root;
  for (const level of cursor.levels.slice(1)) {
    for (const list of found.blocks.values()) {
      const next = list.find((block) => block.body === level.body);
      if (next) {
        found = next;
        break;
      }
    }
  }
  return found.body === cursor.inner.body ? found : undefined;
}

const spanOf = (node: Span): Span => ({ start: node.start, end: node.end });
const join = (...paragraphs: readonly string[]): string => paragraphs.filter(Boolean).join('\n\n');
