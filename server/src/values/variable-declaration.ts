/** Reads the declarations of variables in a job file: `variable "name" { … }` blocks and `variables { … }`. */

import {
  type Attribute,
  type Block,
  type Body,
  ConversionError,
  convert,
  type EvaluationProblem,
  type Expression,
  evaluate,
  readType,
  type Span,
  type Type,
  typeOf,
  unknown,
  type Value,
} from '@hcl/parser';
import { problemAt, readText } from './constant-text';
import { readValidation, type Validation } from './variable-validation';

export interface VariableDeclaration {
  readonly name: string;
  /** The name where it is declared: the label, or the attribute's name. */
  readonly span: Span;
  /** Undefined when neither a type nor a default says it; values from outside are then text. */
  readonly type: Type | undefined;
  readonly default: { readonly value: Value; readonly expression: Expression } | undefined;
  readonly validations: readonly Validation[];
}

export interface VariableDeclarations {
  readonly declared: ReadonlyMap<string, VariableDeclaration>;
  readonly problems: readonly EvaluationProblem[];
}

/** Of two declarations of one name the first counts; the second is a problem. */
export function readDeclarations(root: Body, text: string): VariableDeclarations {
  const declared = new Map<string, VariableDeclaration>();
  const problems: EvaluationProblem[] = [];
  const add = (declaration: VariableDeclaration) => {
    const { name, span } = declaration;
    if (declared.has(name)) {
      problems.push(
        problemAt(
          'variable/duplicate',
          span,
          `The variable "${name}" is declared already. Remove one of the declarations.`,
        ),
      );
    } else {
      declared.set(name, declaration);
    }
  };
  for (const block of root.items) {
    if (block.type !== 'Block') continue;
    if (block.name.name === 'variable') {
      const declaration = readBlock(block, text, problems);
      if (declaration) add(declaration);
    } else if (block.name.name === 'variables') {
      for (const item of block.body.items) if (item.type === 'Attribute') add(readShort(item, text, problems));
    }
  }
  return { declared, problems };
}

/** HCL's identifiers (hclsyntax.ValidIdentifier). */
const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

function readBlock(block: Block, text: string, problems: EvaluationProblem[]): VariableDeclaration | undefined {
  const [label] = block.labels;
  if (!label) return undefined;
  const name = label.value;
  if (!IDENTIFIER.test(name)) {
    const message = `"${name}" cannot be the name of a variable: begin with a letter, then letters, digits, _ and -.`;
    problems.push(problemAt('variable/name', label, message));
  }
  const attributes = new Map<string, Attribute>();
  const validations: Validation[] = [];
  for (const item of block.body.items) {
    if (item.type === 'Attribute') attributes.set(item.name.name, item);
    else if (item.type === 'Block' && item.name.name === 'validation')
      validations.push(readValidation(name, item, text, problems));
  }
  const description = attributes.get('description');
  if (description) readText(description.value, text, problems);
  const type = declaredType(attributes.get('type'), problems);
  const given = attributes.get('default');
  const value = given && readDefault(given.value, type === 'wrong' ? undefined : type, text, problems);
  return {
    name,
    span: label,
    type: type === 'wrong' ? { kind: 'dynamic' } : (type ?? (value && typeOf(value))),
    default: given && value && { value, expression: given.value },
    validations,
  };
}

function readShort(attribute: Attribute, text: string, problems: EvaluationProblem[]): VariableDeclaration {
  const { value, problems: found } = evaluate(attribute.value, undefined, text);
  problems.push(...found);
  return {
    name: attribute.name.name,
    span: attribute.name,
    type: typeOf(value),
    default: { value, expression: attribute.value },
    validations: [],
  };
}

function declaredType(attribute: Attribute | undefined, problems: EvaluationProblem[]): Type | undefined | 'wrong' {
  if (!attribute) return undefined;
  if (attribute.value.type === 'Missing') return 'wrong';
  const { type, problems: found } = readType(attribute.value, 'exact');
  for (const problem of found) problems.push({ ...problem, id: 'variable/type' });
  return found.length > 0 ? 'wrong' : type;
}

/** Defaults are plain values: neither references nor functions. */
function readDefault(node: Expression, type: Type | undefined, text: string, problems: EvaluationProblem[]): Value {
  const { value, problems: found } = evaluate(node, undefined, text);
  problems.push(...found);
  if (found.length > 0 || !type) return found.length > 0 && type ? unknown(type) : value;
  try {
    return convert(value, type);
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    problems.push(
      problemAt('variable/type', node, `The default does not fit the type of the variable: ${error.message}.`),
    );
    return unknown(type);
  }
}
