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
import type { BodySchema } from '../schema/registry';
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

/** The blocks that a `dynamic` block writes; undefined when it is wrong (reported), so that nobody knows what it writes. */
export function expandDynamic(
  node: Block,
  parent: BodySchema,
  context: ReadContext,
  report: Report,
): readonly Expansion[] | undefined {
  const [type, ...moreLabels] = node.labels;
  const tell = (id: string, at: Span, message: string): void => report({ id, start: at.start, end: at.end, message });
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
  const parts = readParts(node, tell);
  if (!parts) return undefined;
  const { forEach, iterator, labels, content } = parts;
  if (!labels && target.labels.length > 0) {
    tell(
      'structure/label-count',
      node.name,
      `A "${type.value}" block has a label: add labels = [ … ] to this dynamic block.`,
    );
    return undefined;
  }
  const elements = iterate(evaluateHere(forEach, context), forEach, context, tell);
  if (!elements) return undefined;
  const name = iterator ?? type.value;
  return elements.map(({ key, value, open }): Expansion => {
    const scope: Scope = {
      variables: new Map([
        [
          name,
          object(
            new Map([
              ['key', key],
              ['value', value],
            ]),
          ),
        ],
      ]),
      parent: context.scope,
    };
    const inner: ReadContext = { ...context, scope };
    return {
      type: type.value,
      labels: labels ? readLabels(labels, target.labels.length, inner, tell) : [],
      content,
      context: inner,
      open,
    };
  });
}

interface Parts {
  readonly forEach: Expression;
  readonly iterator: string | undefined;
  readonly labels: Expression | undefined;
  readonly content: Block;
}

type Tell = (id: string, at: Span, message: string) => void;

const known = ['for_each', 'iterator', 'labels'];

function readParts(node: Block, tell: Tell): Parts | undefined {
  const attributes = new Map<string, Attribute>();
  const contents: Block[] = [];
  let broken = node.close === undefined;
  for (const item of node.body.items) {
    if (item.type === 'Incomplete') broken = true;
    else if (item.type === 'Attribute') {
      attributes.set(item.name.name, item);
      if (!known.includes(item.name.name)) {
        tell(
          'schema/unknown-attribute',
          item.name,
          `A dynamic block has no attribute "${item.name.name}".${didYouMean(nearest(item.name.name, known))} What belongs to the written block goes into content { … }.`,
        );
      }
    } else if (item.name.name === 'content') contents.push(item);
    else
      tell(
        'schema/unknown-block',
        item.name,
        `A dynamic block holds only one block, content { … }; put "${item.name.name}" inside it.`,
      );
  }
  const forEach = attributes.get('for_each')?.value;
  const [content, second] = contents;
  if (!forEach && !broken)
    tell('schema/missing-attribute', node.name, 'A dynamic block needs for_each: the list, set or map to go through.');
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
  const iterator = attributes.get('iterator')?.value;
  if (iterator && (iterator.type !== 'ScopeTraversal' || iterator.steps.length > 0) && iterator.type !== 'Missing') {
    tell('expression/iterator', iterator, 'iterator is a bare word, without quotes: iterator = item.');
    return undefined;
  }
  if (!forEach || forEach.type === 'Missing' || !content) return undefined;
  return {
    forEach,
    iterator: iterator?.type === 'ScopeTraversal' ? iterator.root.name : undefined,
    labels: attributes.get('labels')?.value,
    content,
  };
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

/** The labels of one written block: a list of values that convert to strings. */
function readLabels(
  expression: Expression,
  wanted: number,
  context: ReadContext,
  tell: Tell,
): readonly LabelInstance[] {
  const value = evaluateHere(expression, context);
  if (value.kind === 'unknown') return Array.from({ length: wanted }, () => ({ value: UNKNOWN, span: expression }));
  if (!('items' in value)) {
    tell('expression/labels', subject(expression, context.text), 'labels is a list of strings: labels = ["name"].');
    return [];
  }
  if (value.items.length !== wanted) {
    tell(
      'structure/label-count',
      subject(expression, context.text),
      `${wanted === 1 ? 'One label is' : `${wanted} labels are`} needed here, not ${value.items.length}.`,
    );
    return [];
  }
  const literals = expression.type === 'Tuple' ? expression.items : [];
  return value.items.map((item, i) => {
    const span = literals[i] ?? expression;
    try {
      const text = convert(item, STRING);
      if (text.kind === 'string') return { value: text.value, span };
      if (text.kind === 'null') tell('expression/labels', subject(span, context.text), 'A label must not be null.');
    } catch (error) {
      if (!(error instanceof ConversionError)) throw error;
      tell('expression/labels', subject(span, context.text), `A label is a string. ${error.message}`);
    }
    return { value: UNKNOWN, span };
  });
}
