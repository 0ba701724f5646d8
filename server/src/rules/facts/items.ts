/** The items of a list attribute with their places. */
import type { Span } from '@hcl/parser';
import type { BlockInstance } from '../../schema/instance';
import type { Json } from '../../values/read';

export interface Item {
  /** UNKNOWN when it cannot be known. */
  readonly value: Json;
  /** The item, or the whole expression when the list is computed. */
  readonly span: Span;
}

/** Empty when the attribute is not set or the list as a whole is not known. */
export function itemsOf(block: BlockInstance, name: string): readonly Item[] {
  const attribute = block.attributes.get(name);
  const value = attribute?.value;
  if (!attribute || !Array.isArray(value)) return [];
  const { expression } = attribute;
  return value.map((item: Json, i) => {
    const { start, end } =
      (expression.type === 'Tuple' && expression.items.length === value.length && expression.items[i]) || expression;
    return { value: item, span: { start, end } };
  });
}
