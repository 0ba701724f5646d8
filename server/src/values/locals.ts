/** Evaluates the `locals` blocks of a job file: in any order, each after those it refers to. */

import {
  type Attribute,
  type Body,
  type EvaluationProblem,
  evaluate,
  object,
  type Scope,
  type ScopeTraversal,
  UNKNOWN,
  type Value,
} from '@hcl/parser';
import { referencesIn, referredName } from './references';

export interface Locals {
  readonly values: ReadonlyMap<string, Value>;
  readonly problems: readonly EvaluationProblem[];
}

/**
 * @param scopeFor the scope of an expression that sees the given locals
 * @returns the value of each local; of two with one name the last counts (jobspec2/types.config.go evaluateLocalVariables)
 */
export function evaluateLocals(root: Body, text: string, scopeFor: (local: Value) => Scope): Locals {
  const declared = declaredLocals(root);
  const values = new Map<string, Value>();
  const problems: EvaluationProblem[] = [];
  const open: string[] = [];

  function settle(name: string): void {
    const attribute = declared.get(name);
    if (!attribute || values.has(name)) return;
    open.push(name);
    for (const reference of referencesIn(attribute.value)) {
      if (reference.root.name !== 'local') continue;
      const other = referredName(reference);
      if (other === undefined) settleOthers();
      else if (!open.includes(other)) settle(other);
      else if (!values.has(name)) breakCircle(name, other, reference);
    }
    open.pop();
    if (values.has(name)) return;
    const result = evaluate(attribute.value, scopeFor(object(allValues(declared, values))), text);
    values.set(name, result.value);
    problems.push(...result.problems);
  }

  /** `local` as a whole: all that do not wait for this one. */
  function settleOthers(): void {
    for (const other of declared.keys()) if (!open.includes(other)) settle(other);
  }

  function breakCircle(name: string, other: string, reference: ScopeTraversal): void {
    const circle = [...open.slice(open.indexOf(other)), other].map((member) => `local.${member}`);
    const message =
      name === other
        ? `local.${name} refers to itself. A local can only use others that do not need it.`
        : `These locals refer to each other in a circle: ${circle.join(' → ')}. Give one of them a value of its own.`;
    problems.push({ id: 'reference/cycle', message, start: reference.start, end: reference.end });
    // The members of a circle have no value; saying it once is enough.
    for (const member of open.slice(open.indexOf(other))) values.set(member, UNKNOWN);
  }

  for (const name of declared.keys()) settle(name);
  return { values: allValues(declared, values), problems };
}

function declaredLocals(root: Body): Map<string, Attribute> {
  const declared = new Map<string, Attribute>();
  for (const block of root.items) {
    if (block.type !== 'Block' || block.name.name !== 'locals') continue;
    for (const item of block.body.items) if (item.type === 'Attribute') declared.set(item.name.name, item);
  }
  return declared;
}

/** Values in the order of the source, those that are not there yet unknown. */
function allValues(declared: ReadonlyMap<string, Attribute>, values: ReadonlyMap<string, Value>): Map<string, Value> {
  return new Map([...declared.keys()].map((name) => [name, values.get(name) ?? UNKNOWN]));
}
