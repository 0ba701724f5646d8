/** The values that a schema names for an attribute, or for the items of a list. */
import type { Schema } from '../schema/types';

/** Allowed ones first, then usual ones; each once. Of an attribute that is a list, those of its items. */
export function knownValues(schema: Schema): readonly unknown[] {
  const usual = [...(schema.examples ?? []), ...(schema.items?.examples ?? [])];
  return [...(schema.enum ?? []), ...(schema.items?.enum ?? []), ...usual.flat()].filter(
    (value, i, all) => all.indexOf(value) === i,
  );
}

/** What a known value means, or an item of a list; empty when the schema does not say. */
export function meaningOf(schema: Schema, value: unknown): string {
  const one = schema.markdownEnumDescriptions ? schema : (schema.items ?? schema);
  const described = one.enum ?? one.examples ?? [];
  return one.markdownEnumDescriptions?.[described.indexOf(value)] ?? '';
}
