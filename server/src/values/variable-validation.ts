/** Validation blocks of variables: what their condition may refer to, and whether a value passes. */

import {
  type Attribute,
  type Block,
  BOOL,
  ConversionError,
  convert,
  type EvaluationProblem,
  type Expression,
  evaluate,
  object,
  type Scope,
  type Span,
  type Value,
} from '@hcl/parser';
import { problemAt, readText } from './constant-text';
import { functionTable } from './functions';
import { referencesIn, referredName } from './references';

export interface Validation {
  /** The word `validation` of the block. */
  readonly span: Span;
  /** Undefined when it is missing or refers to what it may not. */
  readonly condition: Expression | undefined;
  readonly message: string | undefined;
}

/** Reads a block and checks what holds whatever the variable's value is (decodeVariableValidationBlock). */
export function readValidation(
  variable: string,
  block: Block,
  text: string,
  problems: EvaluationProblem[],
): Validation {
  const find = (name: string): Expression | undefined => {
    const found = block.body.items.find(
      (item): item is Attribute => item.type === 'Attribute' && item.name.name === name,
    );
    return found && found.value.type !== 'Missing' ? found.value : undefined;
  };
  const condition = find('condition');
  const messageNode = find('error_message');
  const message = messageNode && readText(messageNode, text, problems);
  if (messageNode && message !== undefined && message.trim() === '') {
    problems.push(
      problemAt('variable/validation', messageNode, 'The error message is empty. Say what the value must be.'),
    );
  }
  const allowed = condition !== undefined && refersOnlyTo(variable, condition, problems);
  return { span: block.name, condition: allowed ? condition : undefined, message };
}

function refersOnlyTo(variable: string, condition: Expression, problems: EvaluationProblem[]): boolean {
  let own = 0;
  let others = 0;
  for (const reference of referencesIn(condition)) {
    if (reference.root.name === 'var' && referredName(reference) === variable) {
      own++;
      continue;
    }
    others++;
    const message = `The condition of the variable "${variable}" can only refer to var.${variable}.`;
    problems.push(problemAt('variable/validation', reference, message));
  }
  if (own === 0) {
    const message = `The condition must refer to var.${variable}, or it tells nothing about the value.`;
    problems.push(problemAt('variable/validation', condition, message));
  }
  return own > 0 && others === 0;
}

/**
 * Tells whether a value passes (Variable.validateValue). A condition that itself is wrong is reported at the condition.
 * @returns the messages of the rules that the value breaks
 */
export function brokenRules(
  variable: string,
  value: Value,
  validations: readonly Validation[],
  text: string,
  problems: EvaluationProblem[],
): string[] {
  const scope: Scope = {
    variables: new Map([['var', object(new Map([[variable, value]]))]]),
    functions: functionTable('disabled'),
  };
  const broken: string[] = [];
  for (const { condition, message } of validations) {
    if (!condition) continue;
    const result = evaluate(condition, scope, text);
    problems.push(...result.problems);
    if (result.value.kind === 'null') {
      problems.push(
        problemAt('variable/validation', condition, 'The condition must be true or false, and it is null.'),
      );
      continue;
    }
    try {
      const passes = convert(result.value, BOOL);
      if (passes.kind === 'bool' && !passes.value)
        broken.push(message ?? 'A validation rule of the variable is broken.');
    } catch (error) {
      if (!(error instanceof ConversionError)) throw error;
      problems.push(
        problemAt('variable/validation', condition, `The condition must be true or false: ${error.message}.`),
      );
    }
  }
  return broken;
}
