/** Where the values in a template come from: which function gave what `.`, `$x` and `(…)` stand for at each place. */
import { templateFunctions } from './functions';
import type { Span } from './tokens';
import type { Command, Control, Operand, Pipeline, Template, TemplateNode } from './tree';

/** A value that a function gave, or something out of one. */
export interface Origin {
  /** The function and its arguments that are string literals. */
  readonly name: string;
  readonly args: readonly (string | undefined)[];
  /** Its type, by the function's data; undefined behind the first step into it. */
  readonly type: string | undefined;
  /** The steps into it. */
  readonly path: readonly string[];
}

export interface OperandUse {
  readonly operand: Operand;
  /** Of the operand with all of its fields. */
  readonly origin: Origin | undefined;
}

/** All operands of a template, those in parentheses too, with their origins. */
export function operandsOf(template: Template): readonly OperandUse[] {
  const uses: OperandUse[] = [];
  walk(template.nodes, { dot: undefined, variables: new Map() }, (operand, origin) => uses.push({ operand, origin }));
  return uses;
}

/** What `.` and the variables stand for in the action at an offset. */
export function namesAt(template: Template, offset: number): Names {
  let found: Names = { dot: undefined, variables: new Map() };
  walk(template.nodes, found, undefined, (span, names) => {
    if (span.start < offset && offset <= span.end) found = names;
  });
  return found;
}

export interface Names {
  readonly dot: Origin | undefined;
  readonly variables: ReadonlyMap<string, Origin | undefined>;
}

type Visit = ((operand: Operand, origin: Origin | undefined) => void) | undefined;
type Enter = ((action: Span, names: Names) => void) | undefined;

/** Gives back the names behind the last node. */
function walk(nodes: readonly TemplateNode[], given: Names, visit: Visit, enter?: Enter): Names {
  let names = given;
  for (const node of nodes) {
    if (node.type === 'text') continue;
    if (node.type === 'control') walkControl(node, names, visit, enter);
    else {
      enter?.(node, names);
      if (node.pipeline) names = declare(node.pipeline, valueOf(node.pipeline, names, visit), names);
    }
  }
  return names;
}

function walkControl({ keyword, branches }: Control, outer: Names, visit: Visit, enter: Enter): void {
  let names = outer;
  for (const { opener, nodes } of branches) {
    enter?.(opener, names);
    const value = opener.pipeline && valueOf(opener.pipeline, names, visit);
    const ofElse = opener.keyword === 'else' && !opener.chained;
    const isRange = keyword === 'range' && !ofElse;
    const item = isRange ? itemOf(value) : value;
    const declared = opener.pipeline ? declare(opener.pipeline, item, names) : names;
    if (keyword === 'define' || keyword === 'block')
      walk(nodes, { dot: value, variables: new Map([['$', value]]) }, visit, enter);
    else if (ofElse || keyword === 'if' || opener.chained === 'if') walk(nodes, declared, visit, enter);
    else walk(nodes, { ...declared, dot: item }, visit, enter);
    // What a condition declares is there in its else too.
    if (!isRange) names = declared;
  }
}

/** One element of what `range` goes over. */
function itemOf(value: Origin | undefined): Origin | undefined {
  return value?.type?.startsWith('[]')
    ? { ...value, type: value.type.slice(2), path: [...value.path, '[]'] }
    : undefined;
}

/** `$index, $item := …` gives the value to the last name. */
function declare({ declares }: Pipeline, value: Origin | undefined, names: Names): Names {
  if (declares.length === 0) return names;
  const variables = new Map(names.variables);
  for (const { name } of declares) variables.set(name, name === declares.at(-1)?.name ? value : undefined);
  return { ...names, variables };
}

function valueOf({ commands }: Pipeline, names: Names, visit: Visit): Origin | undefined {
  let value: Origin | undefined;
  commands.forEach((command, i) => {
    value = valueOfCommand(command, names, visit, i > 0);
  });
  return value;
}

function valueOfCommand({ operands }: Command, names: Names, visit: Visit, piped: boolean): Origin | undefined {
  const values = operands.map((operand) => {
    const value = valueOfOperand(operand, names, visit);
    visit?.(operand, value);
    return value;
  });
  const [first, ...rest] = operands;
  if (!first) return undefined;
  if (first.kind !== 'function') return rest.length === 0 && !piped ? values[0] : undefined;
  const args = rest.map(({ kind, text }) => (kind === 'string' ? text : undefined));
  const type = templateFunctions.get(first.text)?.returns;
  return step({ name: first.text, args, type, path: [] }, first);
}

function valueOfOperand(operand: Operand, names: Names, visit: Visit): Origin | undefined {
  switch (operand.kind) {
    case 'dot':
      return names.dot;
    case 'field':
      return step(names.dot, operand);
    case 'variable':
      return step(names.variables.get(operand.text), operand);
    case 'parentheses':
      return operand.pipeline && step(valueOf(operand.pipeline, names, visit), operand);
    default:
      return undefined;
  }
}

function step(origin: Origin | undefined, { fields }: Operand): Origin | undefined {
  if (!origin || fields.length === 0) return origin;
  return { ...origin, type: undefined, path: [...origin.path, ...fields.map(({ name }) => name)] };
}
