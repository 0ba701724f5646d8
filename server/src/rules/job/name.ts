/** A job whose label cannot be its id. */
import { childrenOf, labelOf, valueOf } from '../facts/job-view';
import type { Rule } from '../rule';

export const jobName: Rule = {
  id: 'job/name',
  level: 'error',
  title: 'A job label that cannot be an id',
  languages: ['nomad'],
  docs: {
    why: 'The label of a job is its name and its id, unless `name` and `id` stand inside. An id is not empty and has no spaces. Nomad refuses the job.',
    wrong: 'job "web shop" {\n}',
    right: 'job "web-shop" {\n}',
    sources: ['nomad/structs/structs.go Job.Validate', 'jobspec2/parse_job.go normalizeJob'],
  },
  check(file, report) {
    for (const job of childrenOf(file.instance, 'job')) {
      const label = labelOf(job);
      const span = job.labels[0]?.span;
      if (label === undefined || !span || job.open) continue;
      const [isId, isName] = [valueOf(job, 'id') === undefined, valueOf(job, 'name') === undefined];
      const problem =
        label === '' && (isId || isName)
          ? 'is empty'
          : isId && label.includes(' ')
            ? 'has a space'
            : (isId || isName) && label.includes('\u0000')
              ? 'has a null character'
              : undefined;
      if (!problem) continue;
      const better = label.trim().replace(/[\s\u0000]+/g, '-');
      report({
        start: span.start,
        end: span.end,
        message: `The label is the id of the job, and it ${problem}. Write one word, such as "${better || 'web'}".`,
        fixes: better
          ? [
              {
                title: `Change to "${better}"`,
                preferred: true,
                edits: [{ start: span.start, end: span.end, text: JSON.stringify(better) }],
              },
            ]
          : [],
      });
    }
  },
};
