/** Which attributes may be null. For most of them null means "not set"; where Nomad holds a plain value it refuses null. */
import data from '../../../schemas/api-structs.json';
import type { AttributeSchema, BodySchema } from './registry';

const structs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = data.structs;

/** Structs with a decoder of their own, which takes null for absent. Source: jobspec2/hcl_conversions.go newHCLDecoder. */
const lenient = new Set(['Affinity', 'Constraint']);

/** Whether null is an error as the value of an attribute of this body. Source: the types of Nomad's api package. */
export function refusesNull(body: BodySchema, attribute: AttributeSchema): boolean {
  // In a map of text (meta, env) no value is null, whether or not the schema knows the name.
  if (attribute === body.free || body.free?.type.kind === 'string') return attribute.type.kind === 'string';
  const [struct, field] = [body.schema['x-nomad-api'], attribute.schema['x-nomad-api']];
  if (struct === undefined || field === undefined || lenient.has(struct)) return false;
  const unset = structs[struct]?.[field];
  return unset !== null && unset !== undefined;
}
