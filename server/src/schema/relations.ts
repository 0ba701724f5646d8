/** What the keywords of our own say about several attributes of one block: conflicts, needed together, values by a sibling. */
import { nearest } from '../nearest';
import type { Fix } from '../problem';
import { insertLast, removeLines } from '../text-edits';
import { UNKNOWN } from '../values/read';
import { markedAttributes } from './blocks';
import type { AttributeInstance, BlockInstance, FormFinding } from './instance';
import { leadingPart } from './leading-part';
import { addition, describeBlock, missingAttributeId, missingIds, orList, sentence, show } from './messages';
import { severityOf } from './severity';
import type { Schema } from './types';

type Report = (finding: FormFinding) => void;

export function checkRelations(block: BlockInstance, report: Report): void {
  const schema = block.schema.schema;
  const tell = softened(block, report);
  for (const names of schema['x-nomad-conflicts'] ?? []) conflicts(block, names, tell);
  for (const names of schema['x-nomad-required-one'] ?? []) requiredOne(block, names, tell);
  requiredIf(block, schema, tell);
}

/** The values that depend on a sibling, in a whole file. */
export function checkValuesBySibling(root: BlockInstance, report: Report): void {
  for (const { block, attribute } of markedAttributes(root, 'x-nomad-enum-by')) {
    const by = attribute.schema?.schema['x-nomad-enum-by'];
    if (by && attribute.schema?.name === attribute.name) enumBy(block, attribute, by, softened(block, report));
  }
}

/** Findings of values in a block in which Nomad does not refuse them are less than errors. */
function softened(block: BlockInstance, report: Report): Report {
  return (finding) => {
    const severity = severityOf(block, 'values');
    report(severity ? { severity, ...finding } : finding);
  };
}

/**
 * Whether something is given: Nomad's structs do not tell an empty text, zero, false or an empty list from an absent
 * one, so none of them conflicts with or stands in for anything.
 */
function isGiven(block: BlockInstance, name: string): boolean {
  if (block.blocks.has(name)) return true;
  const value = block.attributes.get(name)?.value;
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== '' && value !== 0 && value !== false;
}

/** Whether something is given, or might be: the value is not known. */
const mayBeGiven = (block: BlockInstance, name: string): boolean =>
  isGiven(block, name) || block.openTypes.has(name) || block.attributes.get(name)?.value === UNKNOWN;

/** Either can be the mistake, so both are marked. */
function conflicts(block: BlockInstance, names: readonly string[], report: Report): void {
  const given = names.filter((name) => isGiven(block, name) && block.attributes.get(name)?.value !== UNKNOWN);
  const [first, second] = given;
  if (first === undefined || second === undefined) return;
  const place = (name: string) =>
    block.attributes.get(name)?.nameSpan ?? block.blocks.get(name)?.[0]?.typeSpan ?? block.header;
  for (const [here, there] of [
    [first, second],
    [second, first],
  ] as const) {
    report({
      id: 'schema/conflict',
      ...place(here),
      message: `"${first}" and "${second}" exclude each other in ${describeBlock(block)}. Keep one.`,
      related: [{ ...place(there), message: `"${there}" is here` }],
      fixes: removal(block, here),
    });
  }
}

function removal(block: BlockInstance, name: string): readonly Fix[] {
  const { attributes, blocks, context } = block;
  const [only, ...others] = blocks.get(name) ?? [];
  const span = others.length > 0 ? undefined : (attributes.get(name)?.span ?? only?.span);
  return span ? [{ title: `Remove "${name}"`, edits: [removeLines(context.text, span)] }] : [];
}

function requiredOne(block: BlockInstance, names: readonly string[], report: Report): void {
  if (block.open || names.some((name) => mayBeGiven(block, name))) return;
  report({
    id: missingIds[names[0] ?? ''] ?? 'schema/missing-attribute',
    ...leadingPart(block),
    subject: names[0],
    message: `${sentence(describeBlock(block))} needs ${orList(names)}.`,
    fixes: names[0] === 'group' ? addGroup(block) : [],
  });
}

/** A group with a container that has yet to be named. */
function addGroup({ node, labels, context }: BlockInstance): readonly Fix[] {
  const [label] = labels;
  if (!node || typeof label?.value !== 'string') return [];
  const name = JSON.stringify(label.value);
  const task = `  task ${name} {\n    driver = "docker"\n    config {\n      image = ""\n    }\n  }`;
  return [
    { title: `Add group ${name} with a task`, edits: [insertLast(context.text, node, `group ${name} {\n${task}\n}`)] },
  ];
}

function requiredIf(block: BlockInstance, schema: Schema, report: Report): void {
  for (const rule of schema['x-nomad-required-if'] ?? []) {
    const value = block.attributes.get(rule.on)?.value ?? schema.properties?.[rule.on]?.default;
    if (block.open || !rule.in.includes(value)) continue;
    for (const name of rule.required) {
      if (mayBeGiven(block, name)) continue;
      report({
        id: missingAttributeId(block, name),
        ...leadingPart(block),
        subject: name,
        message: `${sentence(describeBlock(block))} with ${rule.on} = ${show(value)} needs "${name}".`,
        fixes: block.attributes.has(name) ? [] : addition(block, name, block.context.text),
      });
    }
  }
}

/** Values of a sibling under the name of what they are about. */
const enumIds: Readonly<Record<string, string>> = { 'blocks/volume.json': 'volume/host-mode' };

function enumBy(
  block: BlockInstance,
  attribute: AttributeInstance,
  by: NonNullable<Schema['x-nomad-enum-by']>,
  report: (finding: FormFinding) => void,
): void {
  const on = block.attributes.get(by.on)?.value ?? block.schema.attributes.get(by.on)?.schema.default;
  const allowed = typeof on === 'string' ? by.cases[on] : undefined;
  const value = attribute.value;
  if (!allowed || value === UNKNOWN || value === null || allowed.includes(value as string)) return;
  const names = allowed.filter((v) => v !== '');
  const suggestion = typeof value === 'string' ? nearest(value, names) : undefined;
  report({
    id: enumIds[block.schema.schema.$id ?? ''] ?? 'schema/enum',
    ...attribute.expression,
    message: `${show(value)} is not a valid "${attribute.name}" with ${by.on} = ${show(on)}. Use ${orList(names)}.`,
    fixes: (suggestion ? [suggestion] : names).slice(0, 6).map((v) => ({
      title: `Change to "${v}"`,
      edits: [{ start: attribute.expression.start, end: attribute.expression.end, text: JSON.stringify(v) }],
    })),
  });
}
