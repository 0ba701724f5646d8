/** What expressions of a job file may refer to, and what a name means that nobody declares. */

import { normalized, type Scope, type ScopeTraversal, type Value } from '@hcl/parser';
import { type FunctionTable, functionTable } from './functions';

/** A scope with the given root names (`var`, `local`), functions, and Nomad's treatment of all other names. */
export function nomadScope(
  roots: ReadonlyMap<string, Value>,
  functions: FunctionTable = functionTable(undefined),
): Scope {
  return {
    variables: roots,
    functions,
    onUndefinedRoot: (traversal, text) => ({ kind: 'string', value: normalized(runtimeReference(traversal, text)) }),
    onMissingAttribute: undeclaredName,
    onUnknownFunction: functionHint,
  };
}

/**
 * The text that stands for an unknown name until the job runs: `${node.class}` for `node.class`.
 *
 * It is cut from the source around the traversal, blanks and braces included, with the same oddities as Nomad: a `}`
 * behind the closing brace is taken in as well (jobspec2/types.config.go EvalContext, UndefinedVariable).
 */
export function runtimeReference(traversal: ScopeTraversal, text: string): string {
  const start = traversal.root.start;
  const end = traversal.steps.at(-1)?.end ?? traversal.root.end;
  const source = text.slice(start, end);
  let left = start - 1;
  while (left >= 1 && text[left] === ' ') left--;
  if (left < 1 || text[left] !== '{' || text[left - 1] !== '$') return `\${${source}}`;
  let reference = text.slice(left - 1, end);
  for (let right = end + 1; right < text.length; right++) {
    if (text[right] === '}') reference += text.slice(end, right);
    else if (text[right] !== ' ') return `${reference}}`;
  }
  return reference;
}

function undeclaredName(root: string, name: string): { readonly id?: string; readonly message: string } | undefined {
  if (root === 'var')
    return {
      id: 'variable/undeclared',
      message: `The variable "${name}" is not declared in this file. Add: variable "${name}" { … }.`,
    };
  if (root === 'local')
    return { message: `The local "${name}" is not declared in this file. Add it to a locals { … } block.` };
  return undefined;
}

/** Functions of Terraform that Nomad lacks, and what to write instead. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  alltrue: 'Write !contains(list, false).',
  anytrue: 'Write contains(list, true).',
  endswith: 'Write trimsuffix(text, suffix) != text.',
  env: 'Read the environment of nomad with a variable: NOMAD_VAR_name sets var.name.',
  filesha256: 'Write sha256(file(path)).',
  matchkeys: 'Write a for expression with "if".',
  nonsensitive: 'Leave it out: Nomad has no sensitive values.',
  one: 'Write list[0], or try(list[0], null).',
  regex: 'Use regex_replace.',
  regexall: 'Use regex_replace.',
  sensitive: 'Leave it out: Nomad has no sensitive values.',
  startswith: 'Write trimprefix(text, prefix) != text.',
  strcontains: 'Write replace(text, part, "") != text.',
  templatefile: 'Use a template block in the task.',
  timestamp: 'Nomad has no current time in job files.',
  tobool: 'Write convert(value, bool).',
  tolist: 'Write convert(value, list(string)).',
  tomap: 'Write convert(value, map(string)).',
  tonumber: 'Write convert(value, number).',
  toset: 'Write convert(value, set(string)).',
  tostring: 'Write convert(value, string).',
  transpose: 'Write a for expression.',
  uuid: 'Use uuidv4().',
};

function functionHint(name: string): string | undefined {
  return Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : undefined;
}
