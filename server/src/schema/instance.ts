/**
 * A file as its schema sees it: blocks with their labels, attributes with converted values, `dynamic` blocks written
 * out. Rules, ajv and the API conversion all read this; the tree itself stays untouched.
 *
 * A value that is not known is `UNKNOWN`, and what is UNKNOWN is never judged.
 */

import type { Attribute, Block, Body, Expression, Identifier, Label, ObjectExpression, Span } from '@hcl/parser';
import type { Finding } from '../problem';
import type { Remembering } from '../remembered';
import { type Expansion, expandDynamic } from '../values/expand';
import { type Json, type ReadContext, readValue, UNKNOWN } from '../values/read';
import { bindName, isDynamic } from './bind';
import { refusesNull } from './nullable';
import { type AttributeSchema, anyBody, type BlockSchema, type BodySchema } from './registry';
import { isSoft } from './severity';

export interface LabelInstance {
  /** UNKNOWN when a `dynamic` block computes it from something unknown. */
  readonly value: string | typeof UNKNOWN;
  readonly span: Span;
}

export interface AttributeInstance {
  readonly name: string;
  /** Undefined for a name that the schema does not have. */
  readonly schema: AttributeSchema | undefined;
  /** Converted to the schema's type; durations are nanoseconds; UNKNOWN when it cannot be known or is wrong. */
  readonly value: Json;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly expression: Expression;
  /** The variables that the expression may use: those of the file and of the `dynamic` blocks around it. */
  readonly context: ReadContext;
}

export interface BlockInstance extends Remembering {
  readonly type: string;
  readonly span: Span;
  /** The block in the text whose braces hold the body, for edits; undefined for one written as an attribute. */
  readonly node: Block | undefined;
  /** Type and labels: where a mark about the whole block belongs. */
  readonly header: Span;
  readonly typeSpan: Span;
  /** What the braces hold; undefined for a block written as an attribute whose value is not an object literal. */
  readonly bodySpan: Span;
  /** The body in the text; undefined for a block written as an attribute. */
  readonly body: Body | undefined;
  /** What stands behind the `=` of a block written as an attribute (of a list: this block's item). */
  readonly assigned: Expression | undefined;
  /** What the expressions in the body may use. */
  readonly context: ReadContext;
  /** Undefined for a type that the parent's schema does not have. */
  readonly block: BlockSchema | undefined;
  readonly schema: BodySchema;
  readonly parent: BlockInstance | undefined;
  readonly labels: readonly LabelInstance[];
  readonly attributes: ReadonlyMap<string, AttributeInstance>;
  readonly blocks: ReadonlyMap<string, readonly BlockInstance[]>;
  /** Something in the body could not be read, so nothing may be said to be missing. */
  readonly open: boolean;
  /** Types of which an unknown number of blocks is written by `dynamic`. */
  readonly openTypes: ReadonlySet<string>;
  /** The dynamic block that writes this one. */
  readonly dynamic: Block | undefined;
  /** What ajv judges: attributes by name, blocks as arrays of their own `json`. */
  readonly json: Readonly<Record<string, unknown>>;
}

export type FormFinding = Finding & { readonly id: string };

/** Builds the instance of a whole file. Findings: labels, forms, and values that cannot be converted. */
export function buildInstance(
  root: Body,
  schema: BodySchema,
  context: ReadContext,
  report: (finding: FormFinding) => void,
): BlockInstance {
  const origin = { span: root, header: { start: 0, end: 0 }, typeSpan: { start: 0, end: 0 } };
  return fillBody(
    { type: '', ...origin, node: undefined, block: undefined, parent: undefined, labels: [], dynamic: undefined },
    root,
    schema,
    context,
    report,
  );
}

type Header = Pick<
  BlockInstance,
  'type' | 'span' | 'node' | 'header' | 'typeSpan' | 'block' | 'parent' | 'labels' | 'dynamic'
>;

type Content =
  | { readonly body: Body; readonly assigned: undefined }
  | { readonly body: undefined; readonly assigned: Expression };

interface Mutable extends Header, Remembering {
  bodySpan: Span;
  body: Body | undefined;
  assigned: Expression | undefined;
  context: ReadContext;
  schema: BodySchema;
  attributes: Map<string, AttributeInstance>;
  blocks: Map<string, BlockInstance[]>;
  open: boolean;
  openTypes: Set<string>;
  json: Record<string, unknown>;
}

type Report = (finding: FormFinding) => void;

const unclosed = (node: Block | undefined): boolean => node !== undefined && node.close === undefined;

function start(header: Header, content: Content, schema: BodySchema, context: ReadContext): Mutable {
  // Written out: V8 makes objects that are spread together slowly, and there is one for every block.
  const { type, span, node, header: head, typeSpan, block, parent, labels, dynamic } = header;
  return {
    type,
    span,
    node,
    header: head,
    typeSpan,
    block,
    parent,
    labels,
    dynamic,
    body: content.body,
    assigned: content.assigned,
    bodySpan: content.body ?? content.assigned,
    schema,
    context,
    attributes: new Map(),
    blocks: new Map(),
    open: false,
    openTypes: new Set(),
    json: {},
    answers: undefined,
  };
}

function fillBody(
  header: Header,
  body: Body,
  schema: BodySchema,
  given: ReadContext,
  givenReport: Report,
): BlockInstance {
  const { context, report } = soften(header.block, schema, given, givenReport, body, header.parent?.body);
  const into = start(header, { body, assigned: undefined }, schema, context);
  // Attributes first: the schema of `config` depends on `driver`, wherever that stands.
  for (const item of body.items) {
    if (item.type === 'Attribute') addAttribute(into, item, context, report);
    else if (item.type === 'Incomplete') into.open = true;
  }
  for (const item of body.items) if (item.type === 'Block') addBlock(into, item, context, report);
  return into;
}

/**
 * Makes warnings of what Nomad does not refuse. In a driver's config (a body marked so) it does read the expressions and
 * refuses wrong ones, but no names and types; of a block whose reading is marked as lost it drops every error. What it
 * could not read is empty then, which it refuses where text is needed; and a free-form block it reads once more, later.
 */
function soften(
  block: BlockSchema | undefined,
  schema: BodySchema,
  context: ReadContext,
  report: Report,
  body?: Body,
  above?: Body,
) {
  const all = block?.property['x-nomad-unjudged'] === 'reading';
  if (!all && !isSoft(block, schema, 'reading')) return { context, report };
  const isLost = (finding: FormFinding): boolean =>
    all
      ? !(body && hasTask(above) && (needsText(schema, body, finding) || isReadLater(schema, body, finding)))
      : isOfForm(finding);
  const softly =
    (tell: Report): Report =>
    (finding) =>
      tell(isLost(finding) ? { ...finding, severity: 'warning' } : finding);
  return { context: { ...context, report: softly(context.report) }, report: softly(report) };
}

const isOfForm = ({ id }: FormFinding): boolean => /^(schema|structure)\//.test(id);

/** Whether anything uses what is said for all tasks. */
const hasTask = (group: Body | undefined): boolean =>
  group?.items.some((item) => item.type === 'Block' && typeWritten(item) === 'task') === true;

/** The type of the blocks that a block stands for. */
const typeWritten = ({ name, labels }: Block): string | undefined =>
  name.name === 'dynamic' ? labels[0]?.value : name.name;

/** Whether a finding is within an attribute that must not be empty. */
function needsText(schema: BodySchema, body: Body, { start, end }: Span): boolean {
  const item = body.items.find((one) => one.type === 'Attribute' && one.value.start <= start && end <= one.value.end);
  return item?.type === 'Attribute' && schema.attributes.get(item.name.name)?.schema.minLength !== undefined;
}

/**
 * Whether a finding is in an expression of a block that Nomad decodes only when the whole job is read, after it has lost
 * what was wrong with the block around it. Source: jobspec2/parse.go decodeMapInterfaceType.
 */
function isReadLater(schema: BodySchema, body: Body, finding: FormFinding): boolean {
  if (isOfForm(finding)) return false;
  const blocks = body.items.filter((one) => one.type === 'Block');
  const item = blocks.find(({ start, end }) => start <= finding.start && finding.end <= end);
  if (!item || item.labels.length > 0 || !schema.blocks.get(item.name.name)?.body.nested) return false;
  // Of two Nomad reads none.
  return blocks.filter((one) => typeWritten(one) === item.name.name).length === 1;
}

function addAttribute(into: Mutable, node: Attribute, context: ReadContext, report: Report): void {
  if (node.value.type === 'Missing') into.open = true;
  addNamed(into, node.name, node, node.value, context, report);
}

/** `name = value`, in a body or in an object that stands for one. */
function addNamed(
  into: Mutable,
  name: Identifier,
  span: Span,
  expression: Expression,
  context: ReadContext,
  report: Report,
): void {
  const block = into.schema.blocks.get(name.name);
  if (block?.attributeForm) addAttributeForm(into, block, { name, span, expression }, context, report);
  else setAttribute(into, name, span, expression, context, report);
}

function setAttribute(
  into: Mutable,
  name: Identifier,
  span: Span,
  expression: Expression,
  context: ReadContext,
  report: Report,
): void {
  const schema = into.schema.attributes.get(name.name) ?? into.schema.free;
  const known = schema !== undefined && !into.schema.blocks.has(name.name);
  const value: Json = known
    ? readValue(expression, schema.type, context, name.name)
    : readUnjudged(expression, context);
  into.attributes.set(name.name, {
    name: name.name,
    schema: known ? schema : undefined,
    value,
    span,
    nameSpan: name,
    expression,
    context,
  });
  if (value === null && known && refusesNull(into.schema, schema)) {
    report({
      id: 'schema/type',
      start: expression.start,
      end: expression.end,
      message: `null is not accepted here: "${name.name}" needs a value. Give it one, or remove the line.`,
    });
  }
  if (into.schema.blocks.has(name.name) && !into.schema.nested) {
    report({
      id: 'schema/unknown-attribute',
      start: name.start,
      end: name.end,
      message: `"${name.name}" is a block, not an attribute. Write it as ${blockForm(name.name, into.schema)}.`,
      fixes: asBlockFix(name, span, expression),
    });
    return;
  }
  // null means "not set", as if the line were not there; a name that does not exist is wrong all the same.
  if (value !== null || !known) into.json[name.name] = value;
}

/** Evaluates a value that no schema judges, so that a mistake inside the expression is still reported. */
function readUnjudged(expression: Expression, context: ReadContext): typeof UNKNOWN {
  readValue(expression, { kind: 'any' }, context);
  return UNKNOWN;
}

function blockForm(name: string, schema: BodySchema): string {
  const labels = schema.blocks.get(name)?.labels.map((l) => ` "<${l.name}>"`) ?? [];
  return `${name}${labels.join('')} { … }`;
}

function asBlockFix(name: Identifier, span: Span, expression: Expression): Finding['fixes'] {
  if (expression.type !== 'Object' || expression.items.some((item) => item.key.type !== 'Identifier')) return undefined;
  const from = { start: name.end, end: expression.start };
  return [
    {
      title: `Write "${name.name}" as a block`,
      preferred: true,
      edits: [{ ...from, text: ' ' }],
      safe: span.end > span.start,
    },
  ];
}

interface Named {
  readonly name: Identifier;
  readonly span: Span;
  readonly expression: Expression;
}

/** `meta = { … }` or `mounts = [{ … }]`: the attribute form of a block. */
function addAttributeForm(
  into: Mutable,
  block: BlockSchema,
  node: Named,
  given: ReadContext,
  givenReport: Report,
): void {
  const { context, report } = soften(block, into.schema, given, givenReport);
  const { name, span, expression } = node;
  const header = {
    span,
    node: undefined,
    header: name,
    typeSpan: name,
    type: block.name,
    block,
    parent: into as BlockInstance,
    labels: [],
    dynamic: undefined,
  };
  const objects = objectsOf(expression, block);
  if (!objects) {
    // Computed: its keys are not in the text, so nothing in it is judged; its own mistakes are.
    const value = readValue(expression, attributeFormType(block), context);
    const instance = start(header, { body: undefined, assigned: expression }, block.body, context);
    instance.open = true;
    fillFromValue(instance, expression, value, context);
    push(into, block.name, instance);
    return;
  }
  for (const object of objects) {
    const instance = start(header, { body: undefined, assigned: object }, block.body, context);
    const isMap = attributeFormType(block).kind === 'map';
    const itemReport = isMap ? asWhole(object, name.name, context.text, report) : report;
    const itemContext = isMap
      ? { ...context, report: asWhole(object, name.name, context.text, context.report) }
      : context;
    if (!object.closed) instance.open = true;
    for (const item of object.items) {
      const key = objectKey(item.key);
      if (key) addNamed(instance, key, item, item.value, itemContext, itemReport);
      else {
        // As an object of its own, which finds what is wrong with the key as well.
        readUnjudged({ ...object, items: [item] }, context);
        instance.open = true;
      }
    }
    push(into, block.name, instance);
  }
}

/**
 * Nomad converts a map as a whole, and points at its beginning (jobspec2/hcl_conversions.go decodeAsAttribute). The
 * mistake is where the item stands: both are marked.
 */
function asWhole(object: ObjectExpression, name: string, text: string, report: Report): Report {
  return (finding) => {
    report(finding);
    const { id, start, end, severity, message } = finding;
    if (id !== 'schema/type' || severity === 'warning' || !text.slice(object.start, start).includes('\n')) return;
    report({
      id,
      start: object.start,
      end: object.start + 1,
      message: `Nomad refuses all of "${name}" because of one of its values: ${message}`,
      related: [{ start, end, message: 'The value is here' }],
    });
  };
}

/** The objects that are written out in the attribute form: one, or a list of them where the block may repeat. */
function objectsOf(expression: Expression, block: BlockSchema): readonly ObjectExpression[] | undefined {
  if (expression.type === 'Object') return [expression];
  if (expression.type !== 'Tuple' || attributeFormType(block).kind === 'map') return undefined;
  return expression.items.every((item) => item.type === 'Object')
    ? (expression.items as readonly ObjectExpression[])
    : undefined;
}

function attributeFormType(block: BlockSchema): AttributeSchema['type'] {
  const { free, attributes } = block.body;
  return free && attributes.size === 0 && free.type.kind !== 'any'
    ? { kind: 'map', element: free.type }
    : { kind: 'any' };
}

function fillFromValue(into: Mutable, expression: Expression, value: Json, context: ReadContext): void {
  if (value === UNKNOWN || value === null || typeof value !== 'object' || Array.isArray(value)) return;
  for (const [name, item] of Object.entries(value)) {
    const schema = into.schema.attributes.get(name) ?? into.schema.free;
    into.attributes.set(name, {
      name,
      schema,
      value: item,
      span: expression,
      nameSpan: expression,
      expression,
      context,
    });
    if (item !== null) into.json[name] = item;
  }
}

/** The key of an object item when it is a plain name or string. */
function objectKey(key: Identifier | Expression): Identifier | undefined {
  if (key.type === 'Identifier') return key;
  if (key.type === 'Template' && key.parts.length === 1 && key.parts[0]?.type === 'TemplateText') {
    return { type: 'Identifier', name: key.parts[0].value, start: key.start, end: key.end };
  }
  return undefined;
}

function addBlock(into: Mutable, node: Block, given: ReadContext, report: Report): void {
  // At top level of a job file only the job is read here; variables and locals have rules of their own.
  const context =
    into.parent === undefined && into.schema.blocks.has('job') && node.name.name !== 'job'
      ? { ...given, elsewhere: true }
      : given;
  if (isDynamic(node.name.name, into.schema)) {
    const expansions = expandDynamic(node, into.schema, context, report);
    if (!expansions && node.labels[0]) into.openTypes.add(node.labels[0].value);
    for (const expansion of expansions ?? []) addExpansion(into, node, expansion, report);
    return;
  }
  const name = node.name.name;
  const asAttribute = into.schema.attributes.get(name);
  if (asAttribute && !into.schema.blocks.has(name)) {
    report({
      id: 'schema/unknown-block',
      start: node.name.start,
      end: node.name.end,
      message: `"${name}" is an attribute, not a block. Write ${name} = ….`,
      fixes:
        asAttribute.type.kind === 'map' && node.labels.length === 0
          ? [
              {
                title: `Write "${name}" as an attribute`,
                preferred: true,
                safe: true,
                edits: [{ start: node.name.end, end: node.open, text: ' = ' }],
              },
            ]
          : undefined,
    });
    walkUnjudged(node, context, report);
    return;
  }
  if (!asAttribute && into.schema.free && !into.schema.nested && !into.schema.blocks.has(name)) {
    report({
      id: 'schema/unknown-block',
      start: node.name.start,
      end: node.name.end,
      message: `${into.type ? `"${into.type}"` : 'This body'} holds attributes only, no blocks. Write ${name} = …, or move "${name}" out of it.`,
    });
    walkUnjudged(node, context, report);
    return;
  }
  const { block, body } = bindName(name, into.schema, (attribute) => into.attributes.get(attribute)?.value);
  const labels = node.labels.map((label) => ({ value: label.value, span: label }));
  if (block) {
    checkLabels(node, block, body, report);
    checkLabelPatterns(labels, block, report);
  }
  const header = headerOf(node, labels, block, into as BlockInstance, undefined);
  const instance = fillBody(header, node.body, body, context, report) as Mutable;
  if (unclosed(node)) instance.open = true;
  push(into, name, instance);
}

function walkUnjudged(node: Block, context: ReadContext, report: Report): void {
  fillBody(headerOf(node, [], undefined, undefined, undefined), node.body, anyBody, context, report);
}

function addExpansion(into: Mutable, node: Block, expansion: Expansion, report: Report): void {
  const { block, body } = bindName(expansion.type, into.schema, (attribute) => into.attributes.get(attribute)?.value);
  if (expansion.open) into.openTypes.add(expansion.type);
  const header = headerOf(node, expansion.labels, block, into as BlockInstance, node);
  const type = node.labels[0];
  if (block) checkLabelPatterns(expansion.labels, block, report);
  const named = { ...header, node: expansion.content, type: expansion.type, ...(type && { typeSpan: type }) };
  const instance = fillBody(named, expansion.content.body, body, expansion.context, report) as Mutable;
  if (unclosed(expansion.content)) instance.open = true;
  push(into, expansion.type, instance);
}

function headerOf(
  node: Block,
  labels: readonly LabelInstance[],
  block: BlockSchema | undefined,
  parent: BlockInstance | undefined,
  dynamic: Block | undefined,
): Header {
  const last: Label | Identifier = node.labels.at(-1) ?? node.name;
  return {
    type: node.name.name,
    span: node,
    node,
    header: { start: node.start, end: last.end },
    typeSpan: node.name,
    block,
    parent,
    labels,
    dynamic,
  };
}

function checkLabels(node: Block, block: BlockSchema, body: BodySchema, report: Report): void {
  const want = block.labels;
  const name = node.name.name;
  if (node.labels.length > want.length) {
    const extra = node.labels[want.length] as Label;
    const last = node.labels.at(-1) as Label;
    const previous = node.labels[want.length - 1] ?? node.name;
    report({
      id: 'structure/label-count',
      start: extra.start,
      end: last.end,
      message:
        want.length === 0
          ? `A "${name}" block has no label. Remove "${extra.value}"${whereTheLabelGoes(extra.value, body)}.`
          : `A "${name}" block has ${countLabels(want.length)} (${want.map((l) => l.name).join(', ')}). Remove "${extra.value}".`,
      fixes: [
        {
          title: `Remove "${extra.value}"`,
          preferred: true,
          edits: [{ start: previous.end, end: last.end, text: '' }],
        },
      ],
    });
  } else if (node.labels.length < want.length) {
    const missing = want.slice(node.labels.length).map((l) => l.name);
    report({
      id: 'structure/label-count',
      start: node.name.start,
      end: (node.labels.at(-1) ?? node.name).end,
      message: `This "${name}" block needs a label: ${missing.join(', ')}. Write ${name} ${want.map((l) => `"<${l.name}>"`).join(' ')} { … }.`,
      fixes: [
        {
          title: `Add a ${missing[0]}`,
          preferred: true,
          edits: [
            {
              start: (node.labels.at(-1) ?? node.name).end,
              end: (node.labels.at(-1) ?? node.name).end,
              text: missing.map((m) => ` "${m}"`).join(''),
            },
          ],
        },
      ],
    });
  }
}

/** Labels whose text must have a form. */
function checkLabelPatterns(labels: readonly LabelInstance[], block: BlockSchema, report: Report): void {
  block.labels.forEach((schema, i) => {
    const label = labels[i];
    if (!schema.pattern || typeof label?.value !== 'string' || patternOf(schema.pattern).test(label.value)) return;
    report({
      id: 'schema/pattern',
      start: label.span.start,
      end: label.span.end,
      ...(schema['x-nomad-parser']?.includes('pattern') && { noJob: true }),
      message: `"${label.value}" is not a valid ${schema.name} of ${/^[aeiou]/.test(block.name) ? 'an' : 'a'} "${block.name}" block. ${schema.patternErrorMessage ?? `It must match ${schema.pattern}.`}`,
    });
  });
}

const patterns = new Map<string, RegExp>();

function patternOf(source: string): RegExp {
  let pattern = patterns.get(source);
  if (!pattern) {
    pattern = new RegExp(source, 'u');
    patterns.set(source, pattern);
  }
  return pattern;
}

const whereTheLabelGoes = (label: string, body: BodySchema): string =>
  body.attributes.has('name') ? `, or write name = "${label}" inside` : '';
const countLabels = (n: number): string => (n === 1 ? 'one label' : `${n} labels`);

function push(into: Mutable, type: string, instance: Mutable): void {
  const list = into.blocks.get(type);
  if (list) {
    list.push(instance as BlockInstance);
    (into.json[type] as unknown[]).push(instance.json);
  } else {
    into.blocks.set(type, [instance as BlockInstance]);
    into.json[type] = [instance.json];
  }
}
