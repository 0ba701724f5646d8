/** Hover: what the thing under the cursor is for, and what it means here. */
import type { Block, Span } from '@hcl/parser';
import type { Analysis } from '../analysis';
import { isDynamic } from '../schema/bind';
import type { BlockInstance } from '../schema/instance';
import { show } from '../schema/messages';
import { UNKNOWN } from '../values/read';
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
import { namesAt } from './names';
import { portHover } from './port-hover';
import { portPolicyText } from './port-policy-text';
import { runtimeName } from './runtime-known';
import { templateHover } from './template-hover';
import { tagHover } from './traefik-tags';

export interface Hover extends Span {
  readonly markdown: string;
}

export function hover(analysis: Analysis, offset: number): Hover | undefined {
  const cursor = cursorAt(analysis, offset);
  const inText = innermost(cursor, 'Interpolation')
    ? undefined
    : (templateHover(analysis, cursor) ?? tagHover(analysis, cursor));
  if (inText) return inText;
  return (
    referenceHover(analysis, cursor) ??
    functionHover(cursor) ??
    runtimeHover(analysis, cursor) ??
    itemHover(analysis, cursor)
  );
}

/** `var.x` and `local.x`: what they resolve to. */
function referenceHover(analysis: Analysis, cursor: Cursor): Hover | undefined {
  const traversal = innermost(cursor, 'ScopeTraversal');
  const kind = traversal?.root.name === 'var' ? 'variable' : traversal?.root.name === 'local' ? 'local' : undefined;
  const step = traversal?.steps[0];
  if (!traversal || !kind || step?.type !== 'AttributeStep') return undefined;
  const name = namesAt(analysis, cursor, kind).find((n) => n.name === step.name.name);
  const span = { start: traversal.start, end: step.end };
  if (!name) return { ...span, markdown: `No ${kind} "${step.name.name}" is declared in this file.` };
  return { ...span, markdown: `**${traversal.root.name}.${name.name}** — ${kind}\n\n\`${name.detail}\`` };
}

function functionHover(cursor: Cursor): Hover | undefined {
  const call = innermost(cursor, 'FunctionCall');
  if (!call || cursor.offset > call.name.end) return undefined;
  const entry = functions.get(call.name.name);
  return entry && { ...spanOf(call.name), markdown: functionDocs(entry) };
}

/** `${node.class}`, `${NOMAD_PORT_http}`: what Nomad puts there, and when. */
function runtimeHover(analysis: Analysis, cursor: Cursor): Hover | undefined {
  const traversal = innermost(cursor, 'ScopeTraversal');
  if (!traversal) return undefined;
  const name = runtimeName(analysis.text.slice(traversal.start, traversal.end));
  return (
    name && {
      ...spanOf(traversal),
      markdown: join(
        `**${name.name}** — resolved by Nomad`,
        name.description,
        name.example ? `For example \`${name.example}\`` : '',
      ),
    }
  );
}

function itemHover(analysis: Analysis, cursor: Cursor): Hover | undefined {
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
        attributeDocs(attribute),
        hereIs(analysis, cursor, item.name.name),
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
      markdown: join(`**${given.value}** ${schema.name} of this ${block.name.name}`, labelDocs(schema)),
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
  const line = analysis.text.slice(0, name.start).split('\n').length;
  return {
    ...spanOf(template),
    markdown: `**${refers.kind} "${name.name}"** — ${name.detail}\n\nDeclared in line ${line}.`,
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
