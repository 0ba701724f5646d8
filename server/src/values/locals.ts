/** Evaluates the `locals` blocks of a job file: in any order, each after those it refers to. */

import {
  type Attribute,
  type Body,
  type EvaluationProblem,
  type Expression,
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

/** Of locals that wait for one another; longer chains would exhaust the stack, so what is behind them stays unknown. */
const deepestChain = 500;

/**
 * @param scopeFor the scope of an expression that sees the given locals
 * @returns the value of each local; of two with one name the last counts (jobspec2/types.config.go evaluateLocalVariables)
 */
export function evaluateLocals(root: Body, text: string, scopeFor: (local: Value) => Scope): Locals {
  const declared = declaredLocals(root);
  // In the order of the source, unknown until their turn has come.
  const values = new Map<string, Value>([...declared.keys()].map((name) => [name, UNKNOWN]));
  const settled = new Set<string>();
  // Without a value: for Nomad the others do not see them (evaluateLocalVariable).
  const failed = new Set<string>();
  const problems: EvaluationProblem[] = [];
  const open: string[] = [];

  function settle(name: string): void {
    const attribute = declared.get(name);
    if (!attribute || settled.has(name) || open.length === deepestChain) return;
    open.push(name);
    let asWhole = false;
    for (const reference of referencesIn(attribute.value)) {
      if (reference.root.name !== 'local') continue;
      const other = referredName(reference);
      if (other === undefined) {
        asWhole = true;
        settleOthers();
      } else if (!open.includes(other)) settle(other);
      else if (!settled.has(name)) breakCircle(name, other, reference);
    }
    open.pop();
    if (settled.has(name)) return;
    // A value that holds all locals must not come to hold itself.
    const result = evaluate(attribute.value, scopeFor(object(asWhole ? new Map(values) : values)), text);
    settled.add(name);
    if (result.problems.length > 0) fail(name);
    else values.set(name, result.value);
    problems.push(...result.problems.map((problem) => dependent(problem, attribute.value)));
  }

  function fail(name: string): void {
    failed.add(name);
    values.delete(name);
  }

  /** A local that is declared and was not seen, since it has no value. */
  function dependent(problem: EvaluationProblem, expression: Expression): EvaluationProblem {
    const reference =
      failed.size > 0 && referencesIn(expression).find(({ steps }) => steps[0]?.start === problem.start);
    const name = reference && reference.root.name === 'local' ? referredName(reference) : undefined;
    if (name === undefined || !failed.has(name)) return problem;
    return {
      ...problem,
      id: 'reference/failed',
      message: `local.${name} has no value here, because its own expression fails. Repair that one, and this goes away.`,
    };
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
    // The members of a circle have no value. Nomad names one of them, by chance, so each is marked.
    for (const [i, member] of open.entries()) {
      if (i < open.indexOf(other)) continue;
      settled.add(member);
      fail(member);
      const next = open[i + 1];
      const link = next && referencesIn((declared.get(member) as Attribute).value).find((r) => refersTo(r, next));
      if (link) problems.push({ id: 'reference/cycle', message, start: link.start, end: link.end });
    }
  }

  for (const name of declared.keys()) settle(name);
  for (const name of failed) values.set(name, UNKNOWN);
  return { values, problems };
}

const refersTo = (reference: ScopeTraversal, local: string): boolean =>
  reference.root.name === 'local' && referredName(reference) === local;

function declaredLocals(root: Body): Map<string, Attribute> {
  const declared = new Map<string, Attribute>();
  for (const block of root.items) {
    if (block.type !== 'Block' || block.name.name !== 'locals') continue;
    for (const item of block.body.items) if (item.type === 'Attribute') declared.set(item.name.name, item);
  }
  return declared;
}
