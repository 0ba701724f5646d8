/** The weight of an affinity, as Nomad cuts it to eight bits before it looks. */
import { asInt8 } from '../../values/go-integer';
import { numberOf } from '../facts/job-view';
import { setValue } from '../facts/repairs';
import { blocksWith } from '../facts/walk';
import type { Rule } from '../rule';

export const affinityWeight: Rule = {
  id: 'affinity/weight',
  level: 'error',
  title: 'A weight that is zero or beyond 100',
  languages: ['nomad'],
  about: 'affinity',
  docs: {
    why: 'A weight is a whole number from 1 to 100, or from -100 to -1 to keep away; 0 would mean nothing and is refused, as are numbers beyond 100. Nomad first cuts fractions off and keeps eight bits, so 0.5 becomes 0 and 300 becomes 44: a number that lands inside the bounds that way is accepted and means something else than it says.',
    wrong: 'weight = 0',
    right: 'weight = 50',
    sources: ['nomad/structs/structs.go Affinity.Validate', 'jobspec2/hcl_conversions.go decodeAffinity'],
  },
  check(file, report) {
    for (const affinity of blocksWith(file.instance, 'affinity')) {
      const attribute = affinity.attributes.get('weight');
      const given = numberOf(affinity, 'weight');
      if (!attribute || given === undefined || !Number.isFinite(given)) continue;
      const weight = asInt8(given);
      const { start, end } = attribute.expression;
      if (weight === 0 || Math.abs(weight) > 100) {
        const becomes = weight === given ? '' : ` (Nomad makes it ${weight})`;
        report({
          start,
          end,
          message: `The weight is ${given}${becomes}; it must be 1 to 100, or -100 to -1 to keep away.`,
          fixes: [setValue(attribute, String(nearestWeight(given)), undefined, false)],
        });
      } else if (weight !== given) {
        report({
          start,
          end,
          severity: 'warning',
          message: `Nomad accepts the weight ${given} and uses ${weight}. Write a whole number from -100 to 100.`,
          fixes: [setValue(attribute, String(nearestWeight(given)), undefined, false)],
        });
      }
    }
  },
};

/** The weight within the bounds that says most nearly the same; half of all for what says nothing. */
const nearestWeight = (given: number): number => Math.max(-100, Math.min(100, Math.round(given))) || 50;
