/** Repairs that many rules offer: change, remove or add one attribute. */
import type { Merged } from '../../job/canonical';
import type { Fix } from '../../problem';
import type { AttributeInstance, BlockInstance } from '../../schema/instance';
import { insertFirst, insertLast, linesOf, removeLines } from '../../text-edits';

/** The value replaced by `text`, which is HCL (a string carries its quotes). */
export function setValue(
  attribute: AttributeInstance,
  text: string,
  title = `Change to ${text}`,
  preferred = true,
): Fix {
  const { start, end } = attribute.expression;
  return { title, preferred, edits: [{ start, end, text }] };
}

/** `name = value` set, whether it is written already or not; none for a block that is not in the text. */
export function setAttribute(
  text: string,
  block: BlockInstance,
  name: string,
  value: string,
  preferred = true,
): readonly Fix[] {
  const attribute = block.attributes.get(name);
  if (attribute) return [setValue(attribute, value, `Set ${name} = ${value}`, preferred)];
  return block.node
    ? [{ title: `Add ${name} = ${value}`, preferred, edits: [insertLast(text, block.node, `${name} = ${value}`)] }]
    : [];
}

export function removeAttribute(text: string, block: BlockInstance, name: string, preferred = false): readonly Fix[] {
  const attribute = block.attributes.get(name);
  return attribute ? [{ title: `Remove "${name}"`, preferred, edits: [removeLines(text, attribute.span)] }] : [];
}

/** The same for a setting that may come from one of several blocks: changed where it is written, else added to the innermost. */
export function setSetting(
  text: string,
  merged: Merged,
  name: string,
  value: string,
  preferred = true,
): readonly Fix[] {
  const { attribute } = merged.setting(name);
  if (attribute) return [setValue(attribute, value, `Set ${name} = ${value}`, preferred)];
  const [inner] = merged.blocks;
  return inner ? setAttribute(text, inner, name, value, preferred) : [];
}

/** The block with its lines at the beginning of another. */
export function moveBlock(
  text: string,
  block: BlockInstance,
  target: BlockInstance | undefined,
  title = `Move to the ${target?.type}`,
): readonly Fix[] {
  if (!target?.node || block.dynamic) return [];
  const removal = removeLines(text, block.span);
  const lines =
    removal.start < block.span.start ? linesOf(text, block.span) : text.slice(block.span.start, block.span.end);
  const insertion = insertFirst(text, target.node, lines);
  return insertion.end > removal.start && insertion.start < removal.end
    ? []
    : [{ title, preferred: true, edits: [insertion, removal] }];
}

/** Another text for something of which there may be one only: `name-2`, or the first number that is free. */
export function freeName(name: string, taken: ReadonlySet<string | undefined>, joint = '-'): string {
  for (let i = 2; ; i++) if (!taken.has(`${name}${joint}${i}`)) return `${name}${joint}${i}`;
}

export function removeBlock(text: string, block: BlockInstance, preferred = false): Fix {
  return { title: `Remove the ${block.type} block`, preferred, edits: [removeLines(text, block.span)] };
}
