/** Two constraints that no node can meet together. */
import { type Comparison, comparisonOf } from '../../job/comparison';
import type { BlockInstance } from '../../schema/instance';
import { childrenOf, groupsOf, jobOf, tasksOf } from '../facts/job-view';
import { isCertain } from '../facts/known';
import { removeBlock } from '../facts/repairs';
import type { Rule } from '../rule';

export const constraintConflict: Rule = {
  id: 'constraint/conflict',
  level: 'warning',
  title: 'Two constraints that cannot both hold',
  languages: ['nomad'],
  about: 'constraint',
  docs: {
    why: 'All constraints of the job, of a group and of its tasks must hold on the one node that takes the allocation. Two that ask one attribute for different values leave no node: Nomad accepts the job, and it is never placed.',
    wrong:
      'constraint {\n  attribute = "${node.class}"\n  value     = "storage"\n}\nconstraint {\n  attribute = "${node.class}"\n  value     = "compute"\n}',
    right:
      'constraint {\n  attribute = "${node.class}"\n  operator  = "regexp"\n  value     = "^(storage|compute)$"\n}',
    sources: ['scheduler/feasible ConstraintChecker'],
  },
  check(file, report) {
    const job = jobOf(file.instance);
    const reported = new Set<BlockInstance>();
    for (const group of groupsOf(file.instance)) {
      const owners = [
        ...(job ? [job] : []),
        ...(group.type === 'group' ? [group] : []),
        ...tasksOf(group).filter(isCertain),
      ];
      const equalities = owners
        .flatMap((owner) => childrenOf(owner, 'constraint'))
        .filter(isCertain)
        .map(comparisonOf)
        .filter(isEquality);
      for (const [i, one] of equalities.entries()) {
        if (reported.has(one.block)) continue;
        const other = equalities
          .slice(0, i)
          .find((earlier) => earlier.target === one.target && contradicts(earlier, one));
        if (!other) continue;
        reported.add(one.block);
        const { start, end } = one.valueBy?.expression ?? one.block.header;
        const { start: from, end: to } = other.valueBy?.expression ?? other.block.header;
        report({
          start,
          end,
          message: `No node can have ${describe(one)} when it has ${describe(other)}. Nomad accepts the job, and group and task are never placed.`,
          related: [{ start: from, end: to, message: `The other constraint asks for ${describe(other)}` }],
          fixes: [removeBlock(file.text, one.block)],
        });
      }
    }
  },
};

type Known = Comparison & { readonly target: string; readonly value: string };

/** `=` and `!=` on something of the node, with a value that is no reference itself. */
function isEquality(comparison: Comparison | undefined): comparison is Known {
  if (!comparison?.target?.startsWith('${') || !comparison.value || comparison.value.includes('${')) return false;
  return isEqual(comparison) || ['!=', 'not'].includes(comparison.operator);
}

const isEqual = ({ operator }: Comparison): boolean => ['=', '==', 'is'].includes(operator);

function contradicts(a: Known, b: Known): boolean {
  if (isEqual(a) && isEqual(b)) return a.value !== b.value;
  return isEqual(a) !== isEqual(b) && a.value === b.value;
}

const describe = ({ target, operator, value }: Known): string => `${target} ${operator} "${value}"`;
