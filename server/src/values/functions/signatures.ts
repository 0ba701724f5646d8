/** The functions that job files may call, as data: for the evaluator, completion, hover and signature help. */

import { BOOL, DYNAMIC, listOf, NUMBER, STRING, setOf, type Type } from '@hcl/parser';
import data from '../../../../schemas/functions.json';

/** One parameter; `type` is a type expression such as `list(string)`, or `expression` or `type` for what is not a value. */
export interface ParameterSignature {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly nullable?: boolean;
}

export interface FunctionSignature {
  readonly name: string;
  readonly category: string;
  readonly parameters: readonly ParameterSignature[];
  /** Takes any number of further arguments. */
  readonly variadic?: ParameterSignature;
  readonly returns: string;
  readonly description: string;
  readonly example: string;
  /** The arguments are expressions, not values. */
  readonly lazy?: boolean;
}

/** All functions by name (jobspec2/functions.go Functions). */
export const signatures: ReadonlyMap<string, FunctionSignature> = new Map(
  (data.functions as readonly FunctionSignature[]).map((signature) => [signature.name, signature]),
);

/** `join(separator string, lists... list(string)) string`. */
export function signatureText(signature: FunctionSignature): string {
  const parameters = signature.parameters.map(({ name, type }) => `${name} ${type}`);
  if (signature.variadic) parameters.push(`${signature.variadic.name}... ${signature.variadic.type}`);
  return `${signature.name}(${parameters.join(', ')}) ${signature.returns}`;
}

/** The type that a signature names. */
export function signatureType(text: string): Type {
  const collection = /^(list|set)\((.*)\)$/.exec(text);
  if (collection) return (collection[1] === 'list' ? listOf : setOf)(signatureType(collection[2] ?? 'any'));
  return { string: STRING, number: NUMBER, bool: BOOL }[text] ?? DYNAMIC;
}
