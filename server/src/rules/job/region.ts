/** An empty region, or an empty name among the datacenters. */
import { itemsOf } from '../items';
import { childrenOf, stringOf } from '../job-view';
import { removeAttribute } from '../repairs';
import type { Rule } from '../rule';

export const jobRegion: Rule = {
  id: 'job/region',
  level: 'error',
  title: 'A region or datacenter without a name',
  languages: ['nomad'],
  docs: {
    why: 'Without `region` a job goes to the region `global`, without `datacenters` to all of them. An empty text names none, and Nomad refuses the job.',
    wrong: 'datacenters = [""]',
    right: 'datacenters = ["dc1"]',
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
      for (const { value, span } of itemsOf(job, 'datacenters')) {
        if (value === '')
          report({ ...span, message: 'A datacenter has no name. Name it, or write "*" for all datacenters.' });
      }
    }
  },
};
