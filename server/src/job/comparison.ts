/**
 * What a constraint or affinity compares, after its short forms (`version = ">= 1.2"`) have been read as Nomad reads
 * them. Sources: jobspec2/hcl_conversions.go decodeConstraint, decodeAffinity.
 */
import { valueOf } from '../rules/facts/job-view';
import type { AttributeInstance, BlockInstance } from '../schema/instance';
import { type Json, UNKNOWN } from '../values/read';

export interface Comparison {
  readonly block: BlockInstance;
  /** `=` when none is given. */
  readonly operator: string;
  /** The attribute that says the operator: `operator`, or a short form. */
  readonly operatorBy: AttributeInstance | undefined;
  /** What is compared, `${attr.kernel.name}`; "" when not given, undefined when it cannot be known. */
  readonly target: string | undefined;
  readonly targetBy: AttributeInstance | undefined;
  /** What it is compared with; "" when not given, undefined when it cannot be known. */
  readonly value: string | undefined;
  readonly valueBy: AttributeInstance | undefined;
}

/** Undefined when the operator cannot be known, so that nothing can be said. */
export function comparisonOf(block: BlockInstance): Comparison | undefined {
  const text = (name: string): string | undefined => asText(valueOf(block, name), block.open);
  const operator = text('operator');
  const shortForms = block.schema.schema.$id === 'blocks/affinity.json' ? affinityForms : constraintForms;
  let result: Comparison = {
    block,
    operator: operator || '=',
    operatorBy: block.attributes.get('operator'),
    target: text('attribute'),
    targetBy: block.attributes.get('attribute'),
    value: text('value'),
    valueBy: block.attributes.get('value'),
  };
  let known = operator !== undefined;
  // A later form wins over an earlier one, and all win over `operator`.
  for (const name of shortForms) {
    const by = block.attributes.get(name);
    const given = valueOf(block, name);
    if (!by || given === undefined || given === '') continue;
    if (given === UNKNOWN && name !== 'distinct_hosts') {
      known = false;
      continue;
    }
    known = true;
    const value = given === UNKNOWN ? undefined : String(given);
    if (name === 'distinct_property')
      result = { ...result, operator: name, operatorBy: by, target: value, targetBy: by };
    else result = { ...result, operator: name, operatorBy: by, value, valueBy: by };
  }
  return known ? result : undefined;
}

const constraintForms = ['version', 'semver', 'regexp', 'set_contains', 'distinct_hosts', 'distinct_property'];
const affinityForms = ['version', 'semver', 'regexp', 'set_contains_any', 'set_contains_all', 'set_contains'];

function asText(value: Json | undefined, open: boolean): string | undefined {
  if (value === undefined) return open ? undefined : '';
  return typeof value === 'string' ? value : undefined;
}
