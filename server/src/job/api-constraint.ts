/**
 * Constraints and affinities: `version = "> 1.2"` is short for an operator and a value.
 * Source: jobspec2/hcl_conversions.go decodeConstraint, decodeAffinity.
 */
import type { BlockInstance } from '../schema/instance';
import { asInt8 } from '../values/go-integer';
import type { Decoder } from './api-struct';
import type { ApiObject } from './api-value';

/** Of several the last counts. Nomad reads `is_set` and the two long forms of `set_contains` and does nothing with them. */
const constraintShorthands = ['version', 'semver', 'regexp', 'set_contains'];
const affinityShorthands = ['version', 'semver', 'regexp', 'set_contains_any', 'set_contains_all', 'set_contains'];

export const constraint: Decoder = (fields, block) => {
  const written = expand(fields, block, constraintShorthands);
  const distinctHosts = block.attributes.get('distinct_hosts')?.value;
  const onHosts =
    typeof distinctHosts === 'boolean'
      ? { ...written, Operand: 'distinct_hosts', RTarget: String(distinctHosts) }
      : written;
  const property = textOf(block, 'distinct_property');
  return withOperand(property ? { ...onHosts, Operand: 'distinct_property', LTarget: property } : onHosts);
};

export const affinity: Decoder = (fields, block) => {
  const { Weight: weight } = fields;
  const written = expand(fields, block, affinityShorthands);
  return withOperand(
    typeof weight === 'number' || typeof weight === 'bigint' ? { ...written, Weight: asInt8(weight) } : written,
  );
};

function expand(fields: ApiObject, block: BlockInstance, shorthands: readonly string[]): ApiObject {
  const given = shorthands.filter((name) => textOf(block, name));
  const last = given.at(-1);
  return last === undefined ? fields : { ...fields, Operand: last, RTarget: textOf(block, last) };
}

const withOperand = (fields: ApiObject): ApiObject => ({ ...fields, Operand: fields.Operand || '=' });

function textOf(block: BlockInstance, name: string): string {
  const value = block.attributes.get(name)?.value;
  return typeof value === 'string' ? value : '';
}
