/** A constraint or affinity whose operator does not take its value, or needs one. */
import type { Span } from '@hcl/parser';
import { type Comparison, comparisonOf } from '../../job/comparison';
import type { Fix } from '../../problem';
import { regularExpressionError } from '../../values/regular-expression';
import { badVersionConstraint } from '../../values/version-constraint';
import { removeAttribute, setValue } from '../facts/repairs';
import { blocksWith } from '../facts/walk';
import type { Rule } from '../rule';

export const constraintValue: Rule = {
  id: 'constraint/value',
  level: 'error',
  title: 'A value that the operator does not take',
  languages: ['nomad'],
  about: ['constraint', 'affinity'],
  docs: {
    why: "Comparisons (`=`, `!=`, `<` …) and `set_contains` need a value; `is_set` and `is_not_set` take none. `regexp` takes an expression in Go's syntax, without look-around; `version` takes conditions such as `>= 1.2, < 2.0` or `~> 1.4`; `semver` the same without `~>` and with a dash before pre-releases; `distinct_property` a whole number from 1. Nomad refuses the job.",
    wrong: 'constraint {\n  attribute = "${attr.kernel.version}"\n  operator  = "version"\n  value     = "4.x"\n}',
    right: 'constraint {\n  attribute = "${attr.kernel.version}"\n  operator  = "version"\n  value     = ">= 4.0"\n}',
    sources: [
      'nomad/structs/structs.go Constraint.Validate, Affinity.Validate',
      'github.com/hashicorp/go-version NewConstraint',
      'helper/constraints/semver NewConstraint',
    ],
  },
  check(file, report) {
    for (const block of [...blocksWith(file.instance, 'constraint'), ...blocksWith(file.instance, 'affinity')]) {
      const comparison = comparisonOf(block);
      if (!comparison || comparison.value === undefined) continue;
      const message = judge(comparison, comparison.value);
      if (!message) continue;
      report({ ...markOf(comparison), message, fixes: fixes(file.text, comparison) });
    }
  },
};

function judge({ block, operator }: Comparison, value: string): string | undefined {
  const isAffinity = block.schema.schema.$id === 'blocks/affinity.json';
  switch (operator) {
    case '=':
    case '==':
    case 'is':
    case '!=':
    case 'not':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case 'set_contains':
    case 'set_contains_all':
    case 'set_contains_any':
      return value === ''
        ? `The operator "${operator}" needs a value to compare with. Add value = "…"${isAffinity ? '' : ', or use operator = "is_set"'}.`
        : undefined;
    case 'regexp': {
      const error = regularExpressionError(value);
      return error && `"${value}" is no regular expression of Go: ${error}.`;
    }
    case 'version':
    case 'semver': {
      const bad = badVersionConstraint(value, operator);
      if (bad === undefined) return undefined;
      const part = bad.trim() === '' ? 'An empty text' : `"${bad.trim()}"`;
      const tilde = operator === 'semver' && bad.includes('~>') ? ' "~>" is known to the operator "version" only.' : '';
      return `${part} is no ${operator} condition. Write one such as ">= 1.2.0, < 2.0.0".${tilde}`;
    }
    case 'distinct_property':
      if (isAffinity || value === '') return undefined;
      if (!/^[0-9]+$/.test(value) || BigInt(value) >= 2n ** 64n)
        return `"${value}" is not a number: distinct_property takes how many allocations may share one value.`;
      return BigInt(value) < 1n
        ? 'At least one allocation must be allowed for each value. Write "1" or more.'
        : undefined;
    case 'is_set':
    case 'is_not_set':
      return isAffinity || value === ''
        ? undefined
        : `The operator "${operator}" takes no value. Remove it, or compare with "=".`;
    default:
      return undefined;
  }
}

function markOf({ block, valueBy, operatorBy, targetBy }: Comparison): Span {
  const { start, end } = (valueBy ?? operatorBy ?? targetBy)?.expression ?? block.header;
  return { start, end };
}

function fixes(text: string, { block, operator, value, valueBy, operatorBy }: Comparison): readonly Fix[] {
  if (operator === 'is_set' || operator === 'is_not_set') return removeAttribute(text, block, 'value', true);
  if (operator === 'semver' && value?.includes('~>') && operatorBy && valueBy && !block.attributes.has('version')) {
    return operatorBy === valueBy
      ? [
          {
            title: 'Use "version"',
            preferred: true,
            edits: [{ start: operatorBy.nameSpan.start, end: operatorBy.nameSpan.end, text: 'version' }],
          },
        ]
      : [setValue(operatorBy, '"version"', 'Use operator = "version"')];
  }
  return [];
}
