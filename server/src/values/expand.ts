/** Writes out `dynamic` blocks: one expansion for every element of `for_each`, as HCL's dynblock extension does. */
import {
  type Attribute,
  type Block,
  ConversionError,
  convert,
  type Expression,
  number,
  object,
  type Scope,
  type Span,
  STRING,
  sortedEntries,
  string,
  subject,
  UNKNOWN as UNKNOWN_VALUE,
  type Value,
} from '@hcl/parser';
import { didYouMean, nearest } from '../nearest';
import type { Finding } from '../problem';
import type { LabelInstance } from '../schema/instance';
import type { BlockSchema, BodySchema } from '../schema/registry';
import { removeLines } from '../text-edits';
import { evaluateHere, type ReadContext, UNKNOWN } from './read';

export interface Expansion {
  /** The type of the blocks that are written. */
  readonly type: string;
  readonly labels: readonly LabelInstance[];
  /** The `content` block. */
  readonly content: Block;
  /** The context of the content: the iterator is set. */
  readonly context: ReadContext;
  /** The number of blocks is not known: this one stands for all of them. */
  readonly open: boolean;
}

/** More elements than this are not written out: the file would be judged too late. The first ones stand for all. */
const expansionLimit = 1000;

type Report = (finding: Finding & { readonly id: string }) => void;

type Tell = (id: string, at: Span, message: string, fixes?: Finding['fixes']) => void;

/**
 * The blocks that a `dynamic` block writes; undefined when it is wrong (reported), so that nobody knows what it writes.
 * It is judged by itself, also where `for_each` is empty. Source: hcl ext/dynblock decodeSpec.
 */
export function expandDynamic(
  node: Block,
  parent: BodySchema,
  context: ReadContext,
  report: Report,
): readonly Expansion[] | undefined {
  const [type, ...moreLabels] = node.labels;
  const tell: Tell = (id, { start, end }, message, fixes) => report({ id, start, end, message, fixes });
  if (!type) {
    tell(
      'structure/label-count',
      node.name,
      'A dynamic block needs a label: the type of the blocks that it writes. Write dynamic "<type>" { … }.',
    );
    return undefined;
  }
  if (moreLabels[0])
    tell(
      'structure/label-count',
      moreLabels[0],
      'A dynamic block has one label, the type of the blocks that it writes. Labels of those go into the attribute "labels".',
    );
  const target = parent.blocks.get(type.value);
  if (!target) {
    const suggestion = nearest(type.value, parent.blocks.keys());
    tell(
      'schema/unknown-block',
      type,
      `No block "${type.value}" may stand here, so dynamic cannot write one.${didYouMean(suggestion)}`,
    );
    return undefined;
  }
  const parts = readParts(node, target, context, tell);
  const elements = parts.forEach && iterate(evaluateHere(parts.forEach, context), parts.forEach, context, tell);
  const labels = parts.labels ? labelsIn(parts.labels, target, context, tell) : [];
  const { content } = parts;
  if (parts.wrong || !elements || !labels || !content) return undefined;
  const name = parts.iterator ?? type.value;
  return elements.map(({ key, value, open }): Expansion => {
    const element = object(
      new Map([
        ['key', key],
        ['value', value],
      ]),
    );
    const scope: Scope = { variables: new Map([[name, element]]), parent: context.scope };
    const inner: ReadContext = { ...context, scope };
    return {
      type: type.value,
      labels: labels.map((label) => readLabel(label, inner, tell)),
      content,
      context: inner,
      open,
    };
  });
}

interface Parts {
  readonly forEach: Expression | undefined;
  readonly iterator: string | undefined;
  readonly labels: Expression | undefined;
  readonly content: Block | undefined;
  readonly wrong: boolean;
}

/** What a `dynamic` block consists of; all that is wrong with its form is told at once. */
function readParts(node: Block, target: BlockSchema, { text }: ReadContext, report: Tell): Parts {
  let wrong = false;
  const tell: Tell = (...problem) => {
    wrong = true;
    report(...problem);
  };
  const isLabelled = target.labels.length > 0;
  const known = isLabelled ? ['for_each', 'iterator', 'labels'] : ['for_each', 'iterator'];
  const attributes = new Map<string, Attribute>();
  const contents: Block[] = [];
  let broken = node.close === undefined;
  for (const item of node.body.items) {
    if (item.type === 'Incomplete') broken = true;
    else if (item.type === 'Attribute') {
      const { name } = item.name;
      attributes.set(name, item);
      if (known.includes(name)) continue;
      const removal = [{ title: `Remove "${name}"`, edits: [removeLines(text, item)] }];
      if (name === 'labels')
        tell(
          'schema/unknown-attribute',
          item.name,
          `A "${target.name}" block has no label, so this dynamic block has no "labels". Remove it.`,
          removal,
        );
      else
        tell(
          'schema/unknown-attribute',
          item.name,
          `A dynamic block has no attribute "${name}".${didYouMean(nearest(name, known))} What belongs to the written block goes into content { … }.`,
          removal,
        );
    } else if (item.name.name === 'content') contents.push(item);
    else
      tell(
        'schema/unknown-block',
        item.name,
        `A dynamic block holds only one block, content { … }; put "${item.name.name}" inside it.`,
      );
  }
  const [forEach, iterator, labels] = ['for_each', 'iterator', 'labels'].map((name) => attributes.get(name)?.value);
  const [content, second] = contents;
  if (!forEach && !broken)
    tell('schema/missing-attribute', node.name, 'A dynamic block needs for_each: the list, set or map to go through.');
  if (isLabelled && !labels && !broken)
    tell(
      'structure/label-count',
      node.name,
      `A "${target.name}" block has a label: add labels = [ … ] to this dynamic block.`,
    );
  if (!content && !broken)
    tell(
      'schema/missing-block',
      node.name,
      'A dynamic block needs a content { … } block: the body of the blocks that it writes.',
    );
  const label = content?.labels[0];
  if (label)
    tell(
      'structure/label-count',
      label,
      'A content block has no label. Labels of the written block go into the attribute "labels".',
    );
  if (second) tell('schema/too-many-blocks', second.name, 'A dynamic block has one content block.');
  const name = iterator && wordOf(iterator);
  if (iterator && name === undefined && iterator.type !== 'Missing')
    tell('expression/iterator', iterator, 'iterator is a bare word, without quotes: iterator = item.');
  return {
    forEach: forEach?.type === 'Missing' ? undefined : forEach,
    iterator: name,
    labels: isLabelled ? labels : undefined,
    content,
    wrong,
  };
}

/** A bare word; for HCL `null`, `true` and `false` are words here as others are. Source: hclsyntax LiteralValueExpr.AsTraversal. */
function wordOf(expression: Expression): string | undefined {
  if (expression.type === 'ScopeTraversal' && expression.steps.length === 0) return expression.root.name;
  return expression.type === 'Literal' && expression.kind !== 'number' ? expression.raw : undefined;
}

interface Element {
  readonly key: Value;
  readonly value: Value;
  readonly open: boolean;
}

function iterate(
  collection: Value,
  expression: Expression,
  context: ReadContext,
  tell: Tell,
): readonly Element[] | undefined {
  switch (collection.kind) {
    case 'unknown': {
      const kind = collection.type.kind;
      if (kind === 'string' || kind === 'number' || kind === 'bool') break;
      return [{ key: UNKNOWN_VALUE, value: UNKNOWN_VALUE, open: true }];
    }
    case 'list':
    case 'tuple':
      return limit(collection.items.map((value, i) => ({ key: number(i), value, open: false })));
    case 'set':
      return limit(collection.items.map((value) => ({ key: value, value, open: false })));
    case 'map':
    case 'object':
      return limit(sortedEntries(collection).map(([key, value]) => ({ key: string(key), value, open: false })));
    default:
  }
  const given =
    collection.kind === 'null' ? 'null' : `a ${collection.kind === 'unknown' ? collection.type.kind : collection.kind}`;
  tell(
    'expression/for',
    subject(expression, context.text),
    `for_each needs a list, set, map, tuple or object, not ${given}.`,
  );
  return undefined;
}

const limit = (elements: readonly Element[]): readonly Element[] =>
  elements.length <= expansionLimit
    ? elements
    : elements.slice(0, expansionLimit).map((element) => ({ ...element, open: true }));

/** The labels as they are written: a list, of as many as the block has. Source: hcl ExprList. */
function labelsIn(
  expression: Expression,
  { name, labels: { length } }: BlockSchema,
  { text }: ReadContext,
  tell: Tell,
): readonly Expression[] | undefined {
  if (expression.type !== 'Tuple') {
    if (expression.type !== 'Missing')
      tell('expression/labels', subject(expression, text), 'labels is a list that is written out: labels = ["name"].');
    return undefined;
  }
  const { items } = expression;
  if (items.length === length) return items;
  tell(
    'structure/label-count',
    items[length] ?? subject(expression, text),
    `A "${name}" block has ${length === 1 ? 'one label' : `${length} labels`}, not ${items.length}.`,
  );
  return undefined;
}

/** A label of one written block: a value that converts to a string. */
function readLabel(expression: Expression, context: ReadContext, tell: Tell): LabelInstance {
  const value = evaluateHere(expression, context);
  const span = expression;
  try {
    const text = convert(value, STRING);
    if (text.kind === 'string') return { value: text.value, span };
    if (text.kind === 'null') tell('expression/labels', subject(span, context.text), 'A label must not be null.');
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    tell('expression/labels', subject(span, context.text), `A label is a string. ${error.message}`);
  }
  return { value: UNKNOWN, span };
}
