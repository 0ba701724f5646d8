/** Where in the text an error of ajv belongs: its pointer is followed through the instance, which has the spans. */
import type { Span } from '@hcl/parser';
import type { AttributeInstance, BlockInstance } from './instance';

/** Where an ajv error is: a block, or an attribute of it, and the value there. */
export interface Place {
  readonly block: BlockInstance;
  readonly attribute: AttributeInstance | undefined;
  /** Steps below the attribute: list index, map key. */
  readonly rest: readonly string[];
  /** The blocks of one type, when the pointer names the array. */
  readonly list: readonly BlockInstance[] | undefined;
  readonly listType: string | undefined;
}

/** The place that a pointer of ajv names, such as `/group/0/count`; undefined when there is none. */
export function follow(root: BlockInstance, pointer: string): Place | undefined {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((s) => s.replaceAll('~1', '/').replaceAll('~0', '~'));
  let block = root;
  for (let i = 0; i < steps.length; i += 2) {
    const name = steps[i] as string;
    const list = block.blocks.get(name);
    if (!list) {
      const attribute = block.attributes.get(name);
      return attribute && { block, attribute, rest: steps.slice(i + 1), list: undefined, listType: undefined };
    }
    if (i + 1 >= steps.length) return { block, attribute: undefined, rest: [], list, listType: name };
    const next = list[Number(steps[i + 1])];
    if (!next) return undefined;
    block = next;
  }
  return { block, attribute: undefined, rest: [], list: undefined, listType: undefined };
}

/** The span of a value below an attribute: the item of a list, when it is written out, else the whole expression. */
export function valueSpan(place: Place): Span {
  const expression = place.attribute?.expression;
  if (!expression) return place.block.header;
  const [step] = place.rest;
  if (step !== undefined && expression.type === 'Tuple') return expression.items[Number(step)] ?? expression;
  if (step !== undefined && expression.type === 'Object') {
    const item = expression.items.find((i) => i.key.type === 'Identifier' && i.key.name === step);
    if (item) return item.value;
  }
  return expression;
}
