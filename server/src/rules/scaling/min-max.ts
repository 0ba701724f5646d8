/** A group whose count lies outside the bounds of its scaling, or bounds in the wrong order. */
import { countOf } from '../../job/canonical';
import { childrenOf, groupsOf, labelOf, numberOf, valueOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { setValue } from '../facts/repairs';
import type { Rule } from '../rule';

export const scalingMinMax: Rule = {
  id: 'scaling/min-max',
  level: 'error',
  title: 'A count outside the bounds of scaling',
  languages: ['nomad'],
  about: 'scaling',
  docs: {
    why: 'An autoscaler moves the count between `min` and `max`, so the count in the file must lie there too. `min` is the count when it is left out, and the count is `min` when that is left out. A policy that is switched off is checked as well. Nomad refuses the job.',
    wrong: 'count = 5\nscaling {\n  max = 3\n}',
    right: 'count = 2\nscaling {\n  min = 1\n  max = 3\n}',
    sources: [
      'nomad/structs/structs.go ScalingPolicy.Validate, TaskGroup.validateScalingPolicy',
      'api/tasks.go TaskGroup.Canonicalize',
    ],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const scaling = group.type === 'group' ? childrenOf(group, 'scaling')[0] : undefined;
      if (!scaling || group.openTypes.has('scaling')) continue;
      const count = countOf(group);
      const [min, max] = [numberOf(scaling, 'min'), numberOf(scaling, 'max')];
      const attribute = count.attribute?.name === 'count' ? count.attribute : undefined;
      if (min !== undefined && max !== undefined && min > max) {
        const maximum = scaling.attributes.get('max');
        report({
          ...placeOf(scaling, 'max'),
          message: `The maximum, ${max}, is less than the minimum, ${min}.`,
          related: [{ ...placeOf(scaling, 'min'), message: `The minimum is ${min}` }],
          fixes: maximum ? [setValue(maximum, String(min), `Set max = ${min}`, false)] : [],
        });
        continue;
      }
      if (typeof count.value !== 'number') continue;
      if (max !== undefined && max >= 0 && count.value > max) {
        report({
          ...(attribute ? placeOf(group, 'count') : placeOf(scaling, 'max')),
          message: `Group "${labelOf(group) ?? ''}" starts with ${count.value} allocations${attribute ? '' : ' (the default)'}, but scaling allows at most ${max}.`,
          related: [{ ...placeOf(scaling, 'max'), message: `The maximum is ${max}` }],
          fixes: attribute ? [setValue(attribute, String(max), `Set count = ${max}`, false)] : [],
        });
      }
      if (min !== undefined && attribute && count.value < min && !mayStartWithZero(group, count.value)) {
        report({
          ...placeOf(group, 'count'),
          message: `Group "${labelOf(group) ?? ''}" starts with ${count.value} allocations, but scaling asks for at least ${min}.`,
          related: [{ ...placeOf(scaling, 'min'), message: `The minimum is ${min}` }],
          fixes: [setValue(attribute, String(min), `Set count = ${min}`, false)],
        });
      }
    }
  },
};

/** In a job for several regions a count of 0 stands for the region's own. */
function mayStartWithZero(group: Parameters<typeof countOf>[0], count: number): boolean {
  const job = group.parent;
  if (count !== 0 || !job) return false;
  const region = valueOf(job, 'region');
  return (
    (job.open || job.openTypes.has('multiregion') || childrenOf(job, 'multiregion').length > 0) &&
    (region === undefined || region === 'global' || typeof region !== 'string')
  );
}
