/** The operators: arithmetic, comparison and logic, with HCL's conversion of operands. */

import type { BinaryOperation, BinaryOperator, Expression, UnaryOperation } from './ast';
import { ConversionError, convert } from './convert';
import { evaluateNode } from './evaluate';
import { type Context, report } from './evaluation';
import { ArithmeticError, add, compare, divide, equalNumbers, modulo, multiply, type Numeric, negate } from './numbers';
import { BOOL, NUMBER, type PrimitiveType } from './types';
import { bool, equalValues, number, unknown, type Value } from './values';

const ARITHMETIC: Partial<Record<BinaryOperator, (a: Numeric, b: Numeric) => Numeric>> = {
  '+': add,
  '-': (a, b) => add(a, negate(b)),
  '*': multiply,
  '/': divide,
  '%': modulo,
};

const COMPARISON: Partial<Record<BinaryOperator, (a: Numeric, b: Numeric) => boolean>> = {
  '<': (a, b) => compare(a, b) < 0,
  '<=': (a, b) => compare(a, b) < 0 || equalNumbers(a, b),
  '>': (a, b) => compare(a, b) > 0,
  '>=': (a, b) => compare(a, b) > 0 || equalNumbers(a, b),
};

/** Both operands are always evaluated, also those of `&&` and `||`: HCL does not stop half-way. */
export function binaryOperation(node: BinaryOperation, context: Context): Value {
  const before = context.problems.length;
  const left = evaluateNode(node.left, context);
  const right = evaluateNode(node.right, context);
  const { operator } = node;
  if (operator === '==' || operator === '!=') {
    const equal = equalValues(left, right);
    if (context.problems.length > before || equal === undefined) return unknown(BOOL);
    return bool(equal === (operator === '=='));
  }
  const arithmetic = ARITHMETIC[operator];
  const comparison = COMPARISON[operator];
  const operandType = arithmetic || comparison ? NUMBER : BOOL;
  const result = unknown(arithmetic ? NUMBER : BOOL);
  const a = operand(left, operandType, node.left, `The left side of "${operator}"`, context);
  const b = operand(right, operandType, node.right, `The right side of "${operator}"`, context);
  if (context.problems.length > before || !a || !b) return result;
  if (a.kind === 'null' || b.kind === 'null') {
    report(
      context,
      'expression/operand',
      node,
      `"${operator}" needs two values, and the ${a.kind === 'null' ? 'left' : 'right'} one is null.`,
    );
    return result;
  }
  if (a.kind === 'bool' && b.kind === 'bool') return bool(operator === '&&' ? a.value && b.value : a.value || b.value);
  if (a.kind !== 'number' || b.kind !== 'number') return result;
  if (comparison) return bool(comparison(a.value, b.value));
  return arithmetic ? calculate(() => arithmetic(a.value, b.value), node, context) : result;
}

export function unaryOperation(node: UnaryOperation, context: Context): Value {
  const before = context.problems.length;
  const type = node.operator === '-' ? NUMBER : BOOL;
  const value = operand(
    evaluateNode(node.operand, context),
    type,
    node.operand,
    `What stands behind "${node.operator}"`,
    context,
  );
  if (context.problems.length > before || !value) return unknown(type);
  if (value.kind === 'null') {
    report(context, 'expression/operand', node, `"${node.operator}" needs a value, and this one is null.`);
  } else if (value.kind === 'number') {
    return number(negate(value.value));
  } else if (value.kind === 'bool') {
    return bool(!value.value);
  }
  return unknown(type);
}

function operand(
  value: Value,
  type: PrimitiveType,
  node: Expression,
  what: string,
  context: Context,
): Value | undefined {
  if (value.kind === type.kind) return value;
  try {
    return convert(value, type);
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    report(context, 'expression/operand', node, `${what} does not fit: ${error.message}.`);
    return undefined;
  }
}

function calculate(operation: () => Numeric, node: BinaryOperation, context: Context): Value {
  try {
    return number(operation());
  } catch (error) {
    if (!(error instanceof ArithmeticError)) throw error;
    report(context, 'expression/operand', node, `This cannot be computed: ${error.message}.`);
    return unknown(NUMBER);
  }
}
