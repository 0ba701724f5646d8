/**
 * Values as Nomad sees them after decoding: Go's zero value where nothing is set, undefined where they cannot be known.
 * A rule that gets undefined says nothing.
 */
import type { AttributeInstance, BlockInstance } from '../../schema/instance';
import { leadingPart } from '../../schema/leading-part';
import { type Json, UNKNOWN } from '../../values/read';
import { childrenOf, valueOf } from './job-view';

/** The text of an attribute; "" when it is not set. */
export const textOf = (block: BlockInstance, name: string): string | undefined => read(block, name, '', isText);

/** A switch; false when it is not set. */
export const flagOf = (block: BlockInstance, name: string): boolean | undefined => read(block, name, false, isFlag);

/** A number; 0 (or `unset`) when it is not set. Durations are nanoseconds. */
export const countOf = (block: BlockInstance, name: string, unset = 0): number | undefined =>
  read(block, name, unset, isCount);

/** The texts of a list, those that are known, with their places; [] when it is not set. */
export function textsOf(
  block: BlockInstance,
  name: string,
): readonly { readonly text: string; readonly start: number; readonly end: number }[] {
  const attribute = block.attributes.get(name);
  if (!attribute || !Array.isArray(attribute.value)) return [];
  return attribute.value.flatMap((item, i) =>
    typeof item === 'string' ? [{ text: item, ...itemSpan(attribute, i) }] : [],
  );
}

/** The only block of a type: null when there is none, undefined when that cannot be known. */
export function blockOf(block: BlockInstance, type: string): BlockInstance | null | undefined {
  const [first] = childrenOf(block, type);
  if (block.openTypes.has(type)) return undefined;
  return first ?? (block.open ? undefined : null);
}

/** All blocks of a type; undefined when there may be others, or fewer. */
export function blocksOf(block: BlockInstance, type: string): readonly BlockInstance[] | undefined {
  return block.open || block.openTypes.has(type) ? undefined : childrenOf(block, type);
}

/** Whether the block stands for exactly one block of the job, not for an unknown number of them. */
export const isCertain = (block: BlockInstance): boolean => !block.parent?.openTypes.has(block.type);

/** A text that Nomad fills in later (`${…}`) can be compared with nothing now. */
export const isRuntime = (text: string): boolean => text.includes('${');

/** Where a mark about an attribute belongs: its value, or the part of the block in which it would stand. */
export function placeOf(block: BlockInstance, name: string): { readonly start: number; readonly end: number } {
  const { start, end } = block.attributes.get(name)?.expression ?? leadingPart(block);
  return { start, end };
}

const isText = (value: Json): value is string => typeof value === 'string';
const isFlag = (value: Json): value is boolean => typeof value === 'boolean';
const isCount = (value: Json): value is number => typeof value === 'number';

function read<T extends Json>(
  block: BlockInstance,
  name: string,
  unset: T,
  is: (value: Json) => value is T,
): T | undefined {
  const value = valueOf(block, name);
  if (value === undefined) return block.open ? undefined : unset;
  return value !== UNKNOWN && is(value) ? value : undefined;
}

function itemSpan({ expression }: AttributeInstance, index: number): { start: number; end: number } {
  const { start, end } = (expression.type === 'Tuple' && expression.items[index]) || expression;
  return { start, end };
}
