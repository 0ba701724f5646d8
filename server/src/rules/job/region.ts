/** A region without a name. */
import { childrenOf, stringOf } from '../facts/job-view';
import { removeAttribute } from '../facts/repairs';
import type { Rule } from '../rule';

export const jobRegion: Rule = {
  id: 'job/region',
  level: 'error',
  title: 'A region without a name',
  languages: ['nomad'],
  about: 'region',
  docs: {
    why: 'Without `region` a job goes to the region `global`. An empty text names none, and Nomad refuses the job, unless a `multiregion` block names the regions.',
    wrong: 'region = ""',
    right: 'region = "global"',
    sources: ['nomad/structs/structs.go Job.Validate'],
  },
  check(file, report) {
    for (const job of childrenOf(file.instance, 'job')) {
      const region = job.attributes.get('region');
      const mayHaveRegions = job.open || job.openTypes.has('multiregion') || job.blocks.has('multiregion');
      if (region && stringOf(job, 'region') === '' && !mayHaveRegions) {
        const { start, end } = region.expression;
        report({
          start,
          end,
          message: 'The region has no name. Name one, or remove the line: the default is "global".',
          fixes: removeAttribute(file.text, job, 'region', true),
        });
      }
    }
  },
};
