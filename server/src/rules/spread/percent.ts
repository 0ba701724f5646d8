/** Targets of a spread that ask for more than everything, or for one value twice. */
import { readUnsigned } from '../../values/unsigned';
import { childrenOf, labelOf, numberOf } from '../facts/job-view';
import { isCertain, placeOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import { reportTwins, twinsBy } from '../facts/twins';
import { blocksWith } from '../facts/walk';
import type { Rule } from '../rule';

export const spreadPercent: Rule = {
  id: 'spread/percent',
  level: 'error',
  title: 'Targets of a spread that do not add up',
  languages: ['nomad'],
  about: 'spread',
  docs: {
    why: 'Each target of a spread names one value of the attribute and its share of the allocations. The shares add up to at most 100, what is left goes to the other values, and each value is named once. Nomad refuses the job.',
    wrong: 'target "dc1" {\n  percent = 70\n}\ntarget "dc2" {\n  percent = 40\n}',
    right: 'target "dc1" {\n  percent = 60\n}\ntarget "dc2" {\n  percent = 40\n}',
    sources: ['nomad/structs/structs.go Spread.Validate'],
  },
  check(file, report) {
    for (const spread of blocksWith(file.instance, 'spread')) {
      const targets = childrenOf(spread, 'target').filter(isCertain);
      for (const alike of twinsBy(targets, labelOf)) {
        reportTwins(
          alike.map((target) => target.header),
          report,
          { message: `The target "${alike[0] && labelOf(alike[0])}" stands here twice. Name each value once.` },
        );
      }
      let sum = 0;
      for (const target of targets) {
        const value = labelOf(target);
        const given = numberOf(target, 'percent') ?? 0;
        const percent = readUnsigned(given, 255);
        const place = placeOf(target, 'percent');
        if (percent === undefined || percent > 100) {
          report({
            ...place,
            message: `The share of "${value ?? ''}" is ${given} percent; it must be a whole number from 0 to 100.`,
          });
          continue;
        }
        if (percent !== given)
          report({
            ...place,
            severity: 'warning',
            message: `Nomad accepts ${given} percent and uses ${percent}. Write a whole number.`,
          });
        const before = sum;
        sum += percent;
        if (before <= 100 && sum > 100) {
          const total = childrenOf(spread, 'target').reduce(
            (all, one) => all + (readUnsigned(numberOf(one, 'percent') ?? 0, 255) ?? 0),
            0,
          );
          report({
            ...place,
            message: `The targets ask for ${total} percent together; at most 100 can be shared out.`,
            // What is left for this one, where it is the last that takes something.
            fixes: total === sum ? setAttribute(file.text, target, 'percent', String(100 - before), false) : [],
          });
        }
      }
    }
  },
};
