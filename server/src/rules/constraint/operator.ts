/** An operator that constraints, or affinities, do not have. */
import { comparisonOf } from '../../job/comparison';
import { nearest } from '../../nearest';
import { orList } from '../../schema/messages';
import { setValue } from '../facts/repairs';
import { blocksWith } from '../facts/walk';
import type { Rule } from '../rule';

const affinityOperators = [
  '=',
  '==',
  'is',
  '!=',
  'not',
  '<',
  '<=',
  '>',
  '>=',
  'regexp',
  'version',
  'semver',
  'set_contains',
  'set_contains_all',
  'set_contains_any',
];
const constraintOperators = [...affinityOperators, 'distinct_hosts', 'distinct_property', 'is_set', 'is_not_set'];

export const constraintOperator: Rule = {
  id: 'constraint/operator',
  level: 'error',
  title: 'An unknown operator',
  languages: ['nomad'],
  about: 'operator',
  docs: {
    why: 'Constraints compare with `=`, `!=`, `<`, `<=`, `>`, `>=`, `regexp`, `version`, `semver`, `set_contains`, `set_contains_any`, `is_set`, `is_not_set`, `distinct_hosts` and `distinct_property`; affinities with the same, without the last four. A short form such as `version = ">= 1.2"` beside it wins, and then nothing reads the operator. Nomad refuses the job.',
    wrong: 'operator = "contains"',
    right: 'operator = "set_contains"',
    sources: ['nomad/structs/structs.go Constraint.Validate, Affinity.Validate'],
  },
  check(file, report) {
    for (const block of [...blocksWith(file.instance, 'constraint'), ...blocksWith(file.instance, 'affinity')]) {
      const comparison = comparisonOf(block);
      const by = comparison?.operatorBy;
      if (!comparison || by?.name !== 'operator') continue;
      const isAffinity = block.schema.schema.$id === 'blocks/affinity.json';
      const operators = isAffinity ? affinityOperators : constraintOperators;
      if (operators.includes(comparison.operator)) continue;
      const meant = synonyms[comparison.operator.toLowerCase()] ?? nearest(comparison.operator, operators);
      const suggestion = meant !== undefined && operators.includes(meant) ? meant : undefined;
      const { start, end } = by.expression;
      report({
        start,
        end,
        message: `"${comparison.operator}" is no operator of ${isAffinity ? 'affinities' : 'constraints'}. Use ${orList(suggestion ? [suggestion] : operators)}.`,
        fixes: suggestion ? [setValue(by, JSON.stringify(suggestion))] : [],
      });
    }
  },
};

const synonyms: Readonly<Record<string, string>> = {
  contains: 'set_contains',
  in: 'set_contains_any',
  equals: '=',
  eq: '=',
  '===': '=',
  '<>': '!=',
  '!==': '!=',
  is_not: '!=',
  '~': 'regexp',
  '=~': 'regexp',
  regex: 'regexp',
  match: 'regexp',
  matches: 'regexp',
  distinct_host: 'distinct_hosts',
};
