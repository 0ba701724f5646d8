/** ajv's standalone validators by root schema, written by scripts/compile-schemas.mjs. */
export interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
}
export interface Validator {
  (instance: unknown): boolean;
  errors?: SchemaError[] | null;
}
export const validators: Readonly<Record<string, Validator>>;
