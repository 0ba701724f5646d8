/**
 * Judges an instance: ajv for what JSON Schema says, relations.ts for the keywords of our own.
 * ajv never sees the text: its pointers are followed through the instance, where the spans are.
 */
import { type Json, UNKNOWN } from '../values/read';
import { blocksIn } from './blocks';
import type { BlockInstance, FormFinding } from './instance';
import { explain } from './messages';
import { follow, type Place } from './place';
import { checkRelations, checkValuesBySibling } from './relations';
import { type FindingKind, severityOf } from './severity';
import { type SchemaError, validators } from './validators.generated';

/** More than this many findings in one file help nobody, and making them would take too long. */
const findingLimit = 1000;

/** Everything that the schemas find wrong in `root` and below it. */
export function validate(root: BlockInstance, text: string, report: (finding: FormFinding) => void): void {
  validateWith(root.schema.schema.$id ?? '', root, text, report);
  checkValuesBySibling(root, report);
  for (const block of blocksIn(root)) {
    checkRelations(block, report);
    // A body chosen by a sibling (config by driver) has a validator of its own.
    const select = block.parent?.schema.select;
    if (select && select.block === block.type && block.schema.schema.$id && block.schema !== block.block?.body) {
      validateWith(block.schema.schema.$id, block, text, report);
    }
  }
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
