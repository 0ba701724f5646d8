/** Functions that take expressions or types instead of values: `can`, `convert`, `try`. */

import {
  BOOL,
  bool,
  ConversionError,
  convert,
  type Evaluation,
  FunctionError,
  isWhollyKnown,
  type LazyArgument,
  readType,
  typeOf,
  UNKNOWN,
  unknown,
} from '@hcl/parser';

/** By name: how each reads its arguments. */
export const lazyFunctions: Readonly<Record<string, (args: readonly LazyArgument[]) => Evaluation>> = {
  can: ([expression]) => {
    const { value, problems } = expression?.evaluate() ?? { value: UNKNOWN, problems: [] };
    if (problems.length > 0) return certain(bool(false));
    return certain(isWhollyKnown(value) ? bool(true) : unknown(BOOL));
  },
  convert: ([argument, type]) => convertTo(argument, type),
  try: tryInOrder,
};

function certain(value: Evaluation['value']): Evaluation {
  return { value, problems: [] };
}

function tryInOrder(args: readonly LazyArgument[]): Evaluation {
  if (args.length === 0) throw new FunctionError('at least one expression is needed');
  const reasons: string[] = [];
  for (const argument of args) {
    const { value, problems } = argument.evaluate();
    const [first] = problems;
    if (!first) return certain(isWhollyKnown(value) ? value : UNKNOWN);
    reasons.push(first.message);
  }
  throw new FunctionError(`none of the expressions has a value (${reasons.join(' ').replace(/\.$/, '')})`);
}

function convertTo(argument: LazyArgument | undefined, type: LazyArgument | undefined): Evaluation {
  const given = argument?.evaluate() ?? { value: UNKNOWN, problems: [] };
  const wanted = type?.expression ? readType(type.expression, 'constraint') : undefined;
  if (!wanted) throw new FunctionError('a type such as list(string) is needed', 1);
  const problems = [...given.problems, ...wanted.problems];
  if (problems.length > 0) return { value: UNKNOWN, problems };
  try {
    const converted = convert(given.value, wanted.type);
    // Nomad converts once more to the type of the result, in which nothing is optional.
    return certain(convert(given.value, typeOf(converted)));
  } catch (error) {
    if (error instanceof ConversionError) throw new FunctionError(error.message, 0);
    throw error;
  }
}
