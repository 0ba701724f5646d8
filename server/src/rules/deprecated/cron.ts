/** `cron`, which became `crons`. */
import { deprecatedAttribute } from './attribute-rule';

export const deprecatedCron = deprecatedAttribute({
  id: 'deprecated/cron',
  level: 'warning',
  title: 'cron instead of crons',
  docs: {
    why: '`crons` takes a list of expressions and replaces `cron`, which Nomad still reads, with a warning, and may drop.',
    wrong: 'periodic {\n  cron = "0 3 * * *"\n}',
    right: 'periodic {\n  crons = ["0 3 * * *"]\n}',
    sources: ['nomad/structs/structs.go Job.Warnings'],
  },
  block: 'periodic',
  attribute: 'cron',
  message: '"cron" is deprecated. Use "crons", a list of expressions.',
  fixes: ({ text }, block, { nameSpan, expression }) =>
    block.attributes.has('crons')
      ? []
      : [
          {
            title: 'Change to crons = […]',
            preferred: true,
            safe: true,
            edits: [
              { start: nameSpan.start, end: nameSpan.end, text: 'crons' },
              {
                start: expression.start,
                end: expression.end,
                text: `[${text.slice(expression.start, expression.end)}]`,
              },
            ],
          },
        ],
});
