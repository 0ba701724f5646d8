/** The JSON Schema dialect of `schemas/` (see schemas/README.md), as types. */
import type { GoInteger } from '../values/go-integer';

export interface LabelSchema {
  readonly name: string;
  readonly markdownDescription?: string;
  readonly pattern?: string;
  readonly patternErrorMessage?: string;
  /** Usual labels: offered, never judged. */
  readonly examples?: readonly string[];
  readonly 'x-nomad-parser'?: readonly ParserKeyword[];
  readonly 'x-nomad-defines'?: SymbolSchema;
  readonly 'x-nomad-api'?: string;
}

/** What of a schema Nomad's parser judges itself, so that there is no job. */
export type ParserKeyword = 'required' | 'enum' | 'pattern';

/** The kind of a name that one place declares and others use, and how far it reaches. */
export interface SymbolSchema {
  readonly kind: SymbolKind;
  readonly scope: 'group' | 'file';
}

export type SymbolKind = 'port' | 'volume' | 'task' | 'group' | 'service' | 'variable' | 'local';

/** A schema as it stands in the files. Keywords that no code reads by name are left out. */
export interface Schema {
  readonly $id?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly title?: string;
  readonly type?: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object';
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly formatMinimum?: string;
  readonly formatMaximum?: string;
  readonly formatExclusiveMinimum?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly markdownDescription?: string;
  readonly markdownEnumDescriptions?: readonly string[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly deprecated?: boolean;
  readonly deprecationMessage?: string;
  readonly patternErrorMessage?: string;
  readonly 'x-nomad-block'?: { readonly labels: readonly LabelSchema[]; readonly attribute?: boolean };
  readonly 'x-nomad-one-block'?: 'separate';
  readonly 'x-nomad-nested'?: boolean;
  readonly 'x-nomad-select'?: {
    readonly on: string;
    readonly block: string;
    readonly cases: Readonly<Record<string, Schema>>;
  };
  readonly 'x-nomad-enum-by'?: { readonly on: string; readonly cases: Readonly<Record<string, readonly string[]>> };
  readonly 'x-nomad-required-if'?: readonly RequiredIf[];
  readonly 'x-nomad-required-one'?: readonly (readonly string[])[];
  readonly 'x-nomad-conflicts'?: readonly (readonly string[])[];
  readonly 'x-nomad-job-types'?: readonly string[];
  readonly 'x-nomad-integer'?: GoInteger;
  readonly 'x-nomad-parser'?: readonly ParserKeyword[];
  readonly 'x-nomad-severity'?: 'warning';
  readonly 'x-nomad-unknown-names'?: 'ignored';
  readonly 'x-nomad-unjudged'?: 'reading' | 'values';
  readonly 'x-nomad-refers'?: SymbolSchema;
  readonly 'x-nomad-templates'?: 'runtime';
  readonly 'x-nomad-since'?: string;
  readonly 'x-nomad-removed'?: string;
  readonly 'x-nomad-enterprise'?: boolean | string;
  readonly 'x-nomad-replaced-by'?: string;
  readonly 'x-nomad-no-effect'?: boolean;
  readonly 'x-nomad-order'?: number;
  readonly 'x-nomad-prefill'?: readonly string[];
  readonly 'x-nomad-lines'?: true;
  readonly 'x-nomad-docs'?: string;
  readonly 'x-nomad-api'?: string;
  readonly 'x-nomad-api-map'?: true;
}

export interface RequiredIf {
  readonly on: string;
  readonly in: readonly unknown[];
  readonly required: readonly string[];
}
