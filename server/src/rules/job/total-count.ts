/** More allocations than a server lets one job have. */
import { countOf } from '../../job/canonical';
import { childrenOf, groupsOf } from '../facts/job-view';
import type { Rule } from '../rule';

/** The default of the server's `job_max_count`. */
const limit = 50000;

export const totalCount: Rule = {
  id: 'job/total-count',
  level: 'error',
  title: 'More than 50000 allocations in one job',
  languages: ['nomad'],
  about: ['count', 'scaling'],
  docs: {
    why: 'The counts of all groups together are limited by `job_max_count` of the servers, 50000 unless they say otherwise. Nomad refuses the job.',
    wrong: 'group "web" {\n  count = 60000\n}',
    right: 'group "web" {\n  count = 600\n}',
    sources: ['nomad/job_endpoint_hooks.go jobValidate.Validate', 'nomad/config.go JobMaxCount'],
  },
  check(file, report) {
    const counts = groupsOf(file.instance).map(countOf);
    const total = counts.reduce((sum, { value }) => sum + (typeof value === 'number' ? value : 0), 0);
    if (total <= limit || counts.some(({ value }) => typeof value !== 'number')) return;
    const largest = [...counts].sort((a, b) => Number(b.value) - Number(a.value))[0]?.attribute;
    const { start, end } = largest?.expression ?? childrenOf(file.instance, 'job')[0]?.header ?? { start: 0, end: 0 };
    report({
      start,
      end,
      message: `The groups ask for ${total} allocations together; servers accept at most ${limit} in one job unless job_max_count says otherwise.`,
    });
  },
};
