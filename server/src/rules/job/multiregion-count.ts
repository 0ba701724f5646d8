/** A count of a region that no group takes. */
import { countOf } from '../../job/canonical';
import { childrenOf, labelOf, numberOf } from '../facts/job-view';
import { setAttribute } from '../facts/repairs';
import type { Rule } from '../rule';

export const multiregionCount: Rule = {
  id: 'job/multiregion-count',
  level: 'information',
  title: 'A region with a count that no group takes',
  languages: ['nomad'],
  about: 'multiregion',
  docs: {
    why: 'The `count` of a region is for groups whose own count is 0; every other group runs with its own count in each region. Where no group has `count = 0` the number of the region means nothing.',
    wrong: 'multiregion {\n  region "west" {\n    count = 5\n  }\n}\ngroup "web" {\n  count = 2\n}',
    right: 'multiregion {\n  region "west" {\n    count = 5\n  }\n}\ngroup "web" {\n  count = 0\n}',
    sources: ['job-specification/multiregion#count'],
  },
  check(file, report) {
    for (const job of childrenOf(file.instance, 'job')) {
      const groups = childrenOf(job, 'group');
      const counts = groups.map((group) => countOf(group).value);
      if (
        job.open ||
        job.openTypes.has('group') ||
        groups.length === 0 ||
        counts.some((count) => typeof count !== 'number' || count === 0)
      )
        continue;
      for (const region of childrenOf(job, 'multiregion').flatMap((multiregion) => childrenOf(multiregion, 'region'))) {
        const attribute = region.attributes.get('count');
        if (!attribute || numberOf(region, 'count') === undefined) continue;
        const { start, end } = attribute.expression;
        report({
          start,
          end,
          message: `No group takes the count of region "${labelOf(region) ?? ''}": only groups with count = 0 do.`,
          fixes: groups.flatMap((group) =>
            setAttribute(file.text, group, 'count', '0', false).map((fix) => ({
              ...fix,
              title: `Set count = 0 in group "${labelOf(group) ?? ''}"`,
            })),
          ),
        });
      }
    }
  },
};
