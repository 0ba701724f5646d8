/** The functions of job files (jobspec2/functions.go): signatures from `schemas/functions.json`, behaviour from here. */

import type { HclFunction, LazyFunction, Parameter } from '@hcl/parser';
import { dateFunctions } from './date';
import type { Implementation, Implementations } from './define';
import { encodingFunctions } from './encoding';
import { type Files, filesystemFunctions } from './filesystem';
import { formatFunctions } from './format';
import { hashFunctions } from './hash';
import { mappingFunctions } from './mapping';
import { networkFunctions } from './network';
import { numberFunctions } from './number';
import { sequenceFunctions } from './sequence';
import { setFunctions } from './set';
import { type FunctionSignature, type ParameterSignature, signatures, signatureType } from './signatures';
import { stringFunctions } from './string';
import { lazyFunctions } from './type';

export type FunctionTable = ReadonlyMap<string, HclFunction | LazyFunction>;

const pure: Implementations = {
  ...dateFunctions,
  ...encodingFunctions,
  ...formatFunctions,
  ...hashFunctions,
  ...mappingFunctions,
  ...networkFunctions,
  ...numberFunctions,
  ...sequenceFunctions,
  ...setFunctions,
  ...stringFunctions,
};

const tables = new Map<Files, FunctionTable>();

/** All functions by name; those of files see what `files` lets them see. */
export function functionTable(files: Files): FunctionTable {
  let table = tables.get(files);
  if (!table) {
    table = build(files);
    // A host has one or two file accesses; whoever makes many must not fill the memory.
    if (tables.size > 8) tables.clear();
    tables.set(files, table);
  }
  return table;
}

function build(files: Files): FunctionTable {
  const implementations: Implementations = { ...pure, ...filesystemFunctions(files) };
  const table = new Map<string, HclFunction | LazyFunction>();
  for (const [name, signature] of signatures) {
    const lazy = lazyFunctions[name];
    const implementation = implementations[name];
    if (lazy) table.set(name, { ...parametersOf(signature, undefined), lazy });
    else if (implementation) table.set(name, define(signature, implementation));
  }
  return table;
}

function define(signature: FunctionSignature, implementation: Implementation): HclFunction {
  return {
    ...parametersOf(signature, implementation),
    returns: implementation.returns ?? signatureType(signature.returns),
    call: implementation.call,
  };
}

function parametersOf(
  signature: FunctionSignature,
  implementation: Implementation | undefined,
): Pick<HclFunction, 'parameters' | 'variadic'> {
  const parameter = ({ name, type, nullable }: ParameterSignature): Parameter => ({
    name,
    type: signatureType(type),
    ...(nullable ? { nullable } : {}),
    ...(implementation?.takesUnknown ? { takesUnknown: true } : {}),
    ...(implementation?.takesDynamic ? { takesDynamic: true } : {}),
  });
  return {
    parameters: signature.parameters.map(parameter),
    ...(signature.variadic ? { variadic: parameter(signature.variadic) } : {}),
  };
}
