/** Repairs that many rules offer: change, remove or add one attribute. */
import type { Fix } from '../../problem';
import type { AttributeInstance, BlockInstance } from '../../schema/instance';
import { insertLast, removeLines } from '../../text-edits';

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

export function removeBlock(text: string, block: BlockInstance, preferred = false): Fix {
  return { title: `Remove the ${block.type} block`, preferred, edits: [removeLines(text, block.span)] };
}
