/** House policy: a job that is kept to be read. */
import { pathOf } from '../../policy-paths';
import { referenceOnly } from '../../reference-only';
import { jobOf } from '../facts/job-view';
import type { Rule } from '../rule';

export const referenceOnlyJob: Rule = {
  id: 'job/reference-only',
  level: 'warning',
  policy: 'house',
  title: 'A job that is kept for reference only',
  languages: ['nomad'],
  docs: {
    why: 'Some job files are kept to be read: how it was once done, or how it would be done. They are known by their names (`referenceOnlyJobs` in the policy) or by a comment at the top of the file that says "reference only" or "do not use". The editor refuses to run them unless told twice.',
    wrong: '# vault.nomad.hcl\njob "vault" {\n}',
    right: '# applications/wiki.nomad.hcl\njob "wiki" {\n}',
  },
  check({ file, text, settings, instance }, report) {
    const job = jobOf(instance);
    const why = job && referenceOnly(text, pathOf(file.uri), settings.policy.referenceOnlyJobs);
    if (!job || !why) return;
    report({
      start: job.header.start,
      end: job.header.end,
      message: `This job is kept for reference only and is not to be run: ${why === 'name' ? 'the policy says so of files with this name' : 'the comment at the top says so'}.`,
    });
  },
};
