/**
 * Judges an instance: ajv for what JSON Schema says, relations.ts for the keywords of our own.
 * ajv never sees the text: its pointers are followed through the instance, where the spans are.
 */
import type { Span } from '@hcl/parser';
import { type Json, UNKNOWN } from '../values/read';
import { blocksIn } from './blocks';
import type { AttributeInstance, BlockInstance, FormFinding } from './instance';
import { explain } from './messages';
import { checkRelations, checkValuesBySibling } from './relations';
import { type FindingKind, severityOf } from './severity';
import { type SchemaError, validators } from './validators.generated';

/** More than this many findings in one file help nobody, and making them would take too long. */
const findingLimit = 1000;

/** Everything that the schemas find wrong in `root` and below it. */
export function validate(root: BlockInstance, text: string, report: (finding: FormFinding) => void): void {
  validateWith(root.schema.schema.$id ?? '', root, text, report);
  checkValuesBySibling(root, report);
  forEachBlock(root, (block) => {
    checkRelations(block, report);
    // A body chosen by a sibling (config by driver) has a validator of its own.
    const select = block.parent?.schema.select;
    if (select && select.block === block.type && block.schema.schema.$id && block.schema !== block.block?.body) {
      validateWith(block.schema.schema.$id, block, text, report);
    }
  });
}

/** Visits `root` and every block below it, parents first. */
export function forEachBlock(root: BlockInstance, visit: (block: BlockInstance) => void): void {
  for (const block of blocksIn(root)) visit(block);
}

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

function validateWith(id: string, block: BlockInstance, text: string, report: (finding: FormFinding) => void): void {
  const validator = validators[id];
  if (!validator || validator(block.json)) return;
  for (const error of (validator.errors ?? []).slice(0, findingLimit)) {
    const place = follow(block, error.instancePath);
    if (!place || isSilent(error, place)) continue;
    const finding = explain(error, place, text);
    const severity =
      place.attribute?.schema?.schema['x-nomad-severity'] ??
      (error.keyword === 'additionalProperties' && place.block.schema.schema['x-nomad-unknown-names']
        ? 'warning'
        : severityOf(place.block, kindOf(error), place.attribute?.name));
    if (finding)
      report({ ...(severity && { severity }), ...(stopsParser(error, place) && { noJob: true }), ...finding });
  }
}

/** Whether Nomad's parser judges this itself (`x-nomad-parser`); for it `max = null` is a max. */
function stopsParser({ keyword, params }: SchemaError, { block, attribute }: Place): boolean {
  const missing = keyword === 'required' ? String(params.missingProperty) : undefined;
  if (missing !== undefined && block.attributes.has(missing)) return false;
  const schema = missing === undefined ? attribute?.schema?.schema : block.schema.schema.properties?.[missing];
  return schema?.['x-nomad-parser']?.some((judged) => judged === keyword) === true;
}

function follow(root: BlockInstance, pointer: string): Place | undefined {
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

/** A name that does not exist, or one block too many, is seen in reading; everything else is a matter of values. */
const kindOf = (error: SchemaError): FindingKind =>
  error.keyword === 'additionalProperties' || error.keyword === 'maxItems' ? 'reading' : 'values';

/** Unknown is silent: nothing is said of a value that is not known, nor that something is missing where not all is known. */
function isSilent(error: SchemaError, place: Place): boolean {
  if (place.attribute) {
    let value: Json | undefined = place.attribute.value;
    for (const step of place.rest) {
      if (value === UNKNOWN || value === null || typeof value !== 'object') break;
      value = (value as Readonly<Record<string, Json>>)[step];
    }
    return value === UNKNOWN;
  }
  switch (error.keyword) {
    case 'required': {
      const name = String(error.params.missingProperty);
      return place.block.open || place.block.openTypes.has(name) || place.block.blocks.has(name);
    }
    case 'minItems':
    case 'maxItems':
      return place.block.open || place.block.openTypes.has(place.listType ?? '');
    default:
      return false;
  }
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
