import type { Schema } from './types';

/** Every file of schemas/ by its `$id`, written by scripts/compile-schemas.mjs. */
export const schemas: Readonly<Record<string, Schema>>;
