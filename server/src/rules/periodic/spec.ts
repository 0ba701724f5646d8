/** A periodic job that does not say when, or says it twice. */

import { insertLast } from '../../text-edits';
import { childrenOf, valueOf } from '../facts/job-view';
import { removeAttribute } from '../facts/repairs';
import type { Rule } from '../rule';

export const periodicSpec: Rule = {
  id: 'periodic/spec',
  level: 'error',
  title: 'A periodic job without a schedule, or with two',
  languages: ['nomad'],
  about: 'periodic',
  docs: {
    why: '`crons` lists when the job runs; the older `cron` takes one expression. One of them is needed and both together are refused, unless the block is switched off with `enabled = false`.',
    wrong: 'periodic {\n  prohibit_overlap = true\n}',
    right: 'periodic {\n  crons            = ["0 3 * * *"]\n  prohibit_overlap = true\n}',
    sources: ['nomad/structs/structs.go PeriodicConfig.Validate'],
  },
  check(file, report) {
    for (const periodic of childrenOf(file.instance, 'job').flatMap((job) => childrenOf(job, 'periodic'))) {
      if (periodic.open || (valueOf(periodic, 'enabled') ?? true) !== true) continue;
      const [cron, crons] = [valueOf(periodic, 'cron') ?? '', valueOf(periodic, 'crons') ?? []];
      if (typeof cron !== 'string' || !Array.isArray(crons)) continue;
      if (cron !== '' && crons.length > 0) {
        const [one, other] = [periodic.attributes.get('cron'), periodic.attributes.get('crons')];
        if (!one || !other) continue;
        report({
          start: one.nameSpan.start,
          end: one.nameSpan.end,
          message: '"cron" and "crons" exclude each other. Keep "crons"; it takes any number of expressions.',
          related: [{ start: other.span.start, end: other.span.end, message: '"crons" is here' }],
          fixes: removeAttribute(file.text, periodic, 'cron', true),
        });
      } else if (cron === '' && crons.length === 0) {
        const { start, end } = periodic.header;
        const empty = periodic.attributes.get('crons') ?? periodic.attributes.get('cron');
        report({
          ...(empty ? { start: empty.expression.start, end: empty.expression.end } : { start, end }),
          message:
            'The job is periodic but does not say when it runs. Set crons, for example to ["0 3 * * *"] for every night at three.',
          fixes:
            empty || !periodic.node
              ? []
              : [
                  {
                    title: 'Add crons = ["@daily"]',
                    preferred: true,
                    edits: [insertLast(file.text, periodic.node, 'crons = ["@daily"]')],
                  },
                ],
        });
      }
    }
  },
};
