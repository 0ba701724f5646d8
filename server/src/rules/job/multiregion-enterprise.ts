/** A job in several regions: only Nomad Enterprise runs one. */
import { childrenOf } from '../facts/job-view';
import type { Rule } from '../rule';

export const multiregionEnterprise: Rule = {
  id: 'job/multiregion-enterprise',
  level: 'information',
  title: 'A job in several regions, which needs Nomad Enterprise',
  languages: ['nomad'],
  about: 'multiregion',
  docs: {
    why: 'One job that is rolled out over several federated regions is for Nomad Enterprise. The community edition reads the block, but its servers refuse the job. There, run the job once in each region (`region`).',
    wrong: 'multiregion {\n  region "west" {}\n  region "east" {}\n}',
    right: 'region = "west"',
    sources: ['nomad/structs/structs_ce.go Multiregion.Validate'],
  },
  check(file, report) {
    for (const multiregion of childrenOf(file.instance, 'job').flatMap((job) => childrenOf(job, 'multiregion'))) {
      if (childrenOf(multiregion, 'region').length === 0) continue;
      const { start, end } = multiregion.header;
      report({
        start,
        end,
        message: 'A job in several regions needs Nomad Enterprise; servers of the community edition refuse it.',
      });
    }
  },
};
