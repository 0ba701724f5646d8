/** Texts that must be known from the file alone, such as `description`: no references, no functions. */

import {
  ConversionError,
  convert,
  type EvaluationProblem,
  type Expression,
  evaluate,
  type Span,
  STRING,
} from '@hcl/parser';

export function problemAt(id: string, { start, end }: Span, message: string): EvaluationProblem {
  return { id, message, start, end };
}

/** A text that is known from the file alone (`description`, `error_message`); undefined when it is wrong or unknown. */
export function readText(node: Expression, text: string, problems: EvaluationProblem[]): string | undefined {
  const { value, problems: found } = evaluate(node, undefined, text);
  problems.push(...found);
  if (found.length > 0) return undefined;
  try {
    const converted = convert(value, STRING);
    if (converted.kind === 'string') return converted.value;
    if (converted.kind === 'null') problems.push(problemAt('schema/type', node, 'A text is needed here, not null.'));
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    problems.push(problemAt('schema/type', node, `This does not fit: ${error.message}.`));
  }
  return undefined;
}
