/**
 * The values that a job file's `var` and `local` have: declared, given from outside, converted and validated as
 * Nomad does (jobspec2/types.variables.go).
 */

import {
  type Body,
  ConversionError,
  convert,
  type EvaluationProblem,
  type Expression,
  evaluate,
  object,
  type ParseResult,
  parse,
  type Scope,
  type Span,
  STRING,
  string,
  subject,
  type Type,
  UNKNOWN,
  unknown,
  type Value,
} from '@hcl/parser';
import { recently } from '../recent';
import { problemAt } from './constant-text';
import { functionTable } from './functions';
import type { Files } from './functions/filesystem';
import { evaluateLocals } from './locals';
import { nomadScope } from './scope';
import { readDeclarations, type VariableDeclaration } from './variable-declaration';
import { brokenRules } from './variable-validation';

/** Where values of variables come from besides the job file itself; later ones win over earlier ones. */
export interface VariableInputs {
  /** `NOMAD_VAR_<name>`; names that are not declared are ignored. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Variable files, in the order of the `-var-file` flags. */
  readonly files?: readonly VariableFile[];
  /** `name=value`, in the order of the `-var` flags. */
  readonly flags?: readonly string[];
  /** What functions may read; `disabled` refuses them. */
  readonly access?: Files;
}

export interface VariableFile {
  readonly uri: string;
  readonly syntax: ParseResult;
}

export interface VariableProblem extends EvaluationProblem {
  /** The variable file in which it is; undefined for the job file. */
  readonly uri?: string;
}

export interface VariableValue {
  readonly declaration: VariableDeclaration;
  /** Unknown, of the variable's type, when nothing gives it a value. */
  readonly value: Value;
  readonly source: 'none' | 'default' | 'environment' | 'file' | 'flag';
}

export interface Variables {
  /** For all expressions of the job file. */
  readonly scope: Scope;
  readonly variables: ReadonlyMap<string, VariableValue>;
  readonly locals: ReadonlyMap<string, Value>;
  /** Declared variables that nothing gives a value. Nomad refuses the job then, but it is not the file's fault. */
  readonly withoutValue: readonly string[];
  readonly problems: readonly VariableProblem[];
}

export function readVariables(root: Body, text: string, inputs: VariableInputs = {}): Variables {
  return Object.keys(inputs).length === 0 ? readAlone(root, text) : read(root, text, inputs);
}

/**
 * Most of what is typed stands behind the declarations, which are what they were then, place for place. A few texts are
 * enough: one is kept for each file that somebody types in, and each may be long.
 */
const readAlone = recently(
  4,
  (root: Body, text: string) => text.slice(0, endOfDeclarations(root)),
  (root: Body, text: string) => read(root, text, {}),
);

function endOfDeclarations({ items }: Body): number {
  return items.findLast((item) => item.type === 'Block' && declaring.has(item.name.name))?.end ?? 0;
}

const declaring = new Set(['variable', 'variables', 'locals']);

function read(root: Body, text: string, inputs: VariableInputs): Variables {
  const { declared, problems: found } = readDeclarations(root, text);
  const problems: VariableProblem[] = [...found];
  const assigned = assignments(declared, inputs, problems);
  const variables = new Map<string, VariableValue>();
  for (const declaration of declared.values()) {
    const assignment = assigned.get(declaration.name) ?? defaultOf(declaration);
    const value = assignment?.value ?? unknown(declaration.type ?? { kind: 'dynamic' });
    variables.set(declaration.name, { declaration, value, source: assignment?.source ?? 'none' });
    if (assignment) validate(declaration, assignment, text, problems);
  }
  const functions = functionTable(inputs.access);
  const values = object(new Map([...variables].map(([name, { value }]) => [name, value])));
  const scopeWith = (local: Value) =>
    nomadScope(
      new Map([
        ['var', values],
        ['local', local],
      ]),
      functions,
    );
  const locals = evaluateLocals(root, text, scopeWith);
  problems.push(...locals.problems);
  return {
    scope: scopeWith(object(locals.values)),
    variables,
    locals: locals.values,
    withoutValue: [...variables.values()].filter(({ source }) => source === 'none').map((v) => v.declaration.name),
    problems,
  };
}

/** A value, and where it is written: in the job file, in a variable file, or (at the declaration's name) outside. */
interface Assignment {
  readonly value: Value;
  readonly source: VariableValue['source'];
  readonly span: Span;
  readonly uri?: string;
}

function defaultOf(declaration: VariableDeclaration): Assignment | undefined {
  if (!declaration.default) return undefined;
  return { value: declaration.default.value, source: 'default', span: declaration.default.expression };
}

function validate(
  declaration: VariableDeclaration,
  assignment: Assignment,
  text: string,
  problems: VariableProblem[],
): void {
  if (declaration.validations.length === 0) return;
  const found: EvaluationProblem[] = [];
  const broken = brokenRules(declaration.name, assignment.value, declaration.validations, text, found);
  problems.push(...found);
  const what = {
    default: 'The default',
    environment: 'The value from the environment',
    file: 'The value',
    flag: 'The value of -var',
  };
  const subjectOf = assignment.source === 'none' ? 'The value' : what[assignment.source];
  for (const message of broken) {
    const problem = problemAt(
      'variable/validation',
      assignment.span,
      `${subjectOf} of "${declaration.name}" is refused by the variable's own rule: ${message}`,
    );
    problems.push(assignment.uri === undefined ? problem : { ...problem, uri: assignment.uri });
  }
}

function assignments(
  declared: ReadonlyMap<string, VariableDeclaration>,
  { environment = {}, files = [], flags = [] }: VariableInputs,
  problems: VariableProblem[],
): Map<string, Assignment> {
  const assigned = new Map<string, Assignment>();
  for (const declaration of declared.values()) {
    const text = environment[`NOMAD_VAR_${declaration.name}`];
    if (text === undefined) continue;
    assigned.set(declaration.name, outsideValue(declaration, text, 'environment', problems));
  }
  for (const file of files) readFile(file, declared, assigned, problems);
  for (const [name, text] of new Map(flags.map(splitFlag).filter((flag) => flag !== undefined))) {
    const declaration = declared.get(name);
    if (declaration) assigned.set(name, outsideValue(declaration, text, 'flag', problems));
    else
      problems.push(
        problemAt(
          'variable/undeclared',
          { start: 0, end: 0 },
          `-var gives a value to "${name}", which is not declared. ${howToDeclare(name)}`,
        ),
      );
  }
  return assigned;
}

function splitFlag(flag: string): [name: string, value: string] | undefined {
  const equals = flag.indexOf('=');
  return equals < 0 ? undefined : [flag.slice(0, equals), flag.slice(equals + 1)];
}

function howToDeclare(name: string): string {
  return `Declare it in the job file: variable "${name}" { … }.`;
}

function readFile(
  { uri, syntax }: VariableFile,
  declared: ReadonlyMap<string, VariableDeclaration>,
  assigned: Map<string, Assignment>,
  problems: VariableProblem[],
): void {
  for (const item of syntax.root.items) {
    if (item.type === 'Block') {
      const message =
        item.name.name === 'variable'
          ? 'A variable file gives values, it declares nothing. Write name = value here, and this block into the job file.'
          : 'A variable file holds only name = value, no blocks.';
      problems.push({ ...problemAt('variable/block-in-file', item.name, message), uri });
    }
    if (item.type !== 'Attribute') continue;
    const name = item.name.name;
    const declaration = declared.get(name);
    if (!declaration) {
      problems.push({
        ...problemAt(
          'variable/undeclared',
          item.name,
          `The variable "${name}" is not declared in the job file. ${howToDeclare(name)}`,
        ),
        uri,
      });
      continue;
    }
    const { value, problems: found } = evaluate(item.value, undefined, syntax.text);
    problems.push(...found.map((problem) => ({ ...problem, uri })));
    const span = subject(item.value, syntax.text);
    const wrong = (reason: string) =>
      problems.push({
        ...problemAt('variable/type', span, `This does not fit the type of the variable "${name}": ${reason}.`),
        uri,
      });
    const converted =
      found.length > 0 ? unknown(declaration.type ?? { kind: 'dynamic' }) : fitted(value, declaration.type, wrong);
    assigned.set(name, { value: converted, source: 'file', span: item.value, uri });
  }
}

/** A value given as text: text itself for strings and numbers (and without a type), otherwise an HCL expression. */
function outsideValue(
  declaration: VariableDeclaration,
  text: string,
  source: 'environment' | 'flag',
  problems: VariableProblem[],
): Assignment {
  const { name, span, type } = declaration;
  const origin = source === 'flag' ? `The value of -var ${name}` : `The value of NOMAD_VAR_${name}`;
  const wrong = (reason: string) =>
    problems.push(problemAt('variable/type', span, `${origin} does not fit: ${reason}.`));
  const plain = type === undefined || type.kind === 'string' || type.kind === 'number';
  const given = plain ? string(text) : expressionValue(text, wrong);
  return { value: given ? fitted(given, type, wrong) : unknown(type ?? STRING), source, span };
}

/** Undefined when the text is no expression, or not one of plain values (told). */
function expressionValue(text: string, wrong: (reason: string) => void): Value | undefined {
  // In parentheses an expression may go over several lines.
  const source = `value = (${text}\n)\n`;
  const { root, errors } = parse(source);
  const [item, extra] = root.items;
  const [error] = errors;
  if (error || extra || item?.type !== 'Attribute') {
    wrong(`${JSON.stringify(text)} is no value of HCL${error ? ` (${error.message.replace(/\.$/, '')})` : ''}`);
    return undefined;
  }
  const { value, problems } = evaluate(item.value satisfies Expression, undefined, source);
  const [problem] = problems;
  if (problem) wrong(problem.message.replace(/\.$/, ''));
  return problem ? undefined : value;
}

function fitted(value: Value, type: Type | undefined, wrong: (reason: string) => void): Value {
  if (!type || value === UNKNOWN) return value;
  try {
    return convert(value, type);
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    wrong(error.message);
    return unknown(type);
  }
}
