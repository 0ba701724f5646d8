/** Cron expressions that Nomad cannot read, or that never come true. */
import type { Span } from '@hcl/parser';
import { type CronField, parseCron } from '../../values/cron';
import { itemsOf } from '../facts/items';
import { childrenOf, stringOf, valueOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import type { Rule } from '../rule';

export const cronSyntax: Rule = {
  id: 'periodic/cron-syntax',
  level: 'error',
  title: 'A cron expression that Nomad cannot read',
  languages: ['nomad'],
  about: 'periodic',
  docs: {
    why: 'An expression has five fields (minute, hour, day of month, month, day of week), a sixth for the year, or seven with the seconds in front; or it is one of @hourly, @daily, @weekly, @monthly, @yearly, @annually. `@every` is not known. Steps are at most the largest value of the field, and a range that runs backwards selects nothing. Nomad refuses an expression it cannot read; one that never comes true it accepts.',
    wrong: 'crons = ["@every 1h"]',
    right: 'crons = ["@hourly"]',
    sources: ['nomad/structs/structs.go PeriodicConfig.Validate', 'github.com/hashicorp/cronexpr Parse'],
  },
  check(file, report) {
    for (const periodic of childrenOf(file.instance, 'job').flatMap((job) => childrenOf(job, 'periodic'))) {
      if ((valueOf(periodic, 'enabled') ?? true) !== true || (periodic.open && !periodic.attributes.has('enabled')))
        continue;
      const judge = (text: string, span: Span): void => {
        const cron = parseCron(text);
        if ('error' in cron) {
          report({
            ...span,
            message: `"${text}" is no cron expression: ${cron.error}.${hint(text)}`,
            fixes: every(text, span),
          });
          return;
        }
        const empty = cron.fields.find((field) => field.values?.length === 0);
        if (empty)
          report({
            ...span,
            severity: 'warning',
            message: `"${text}" never comes true: the range ${empty.text} in the ${empty.name} field runs backwards. Nomad accepts it, and the job never runs.`,
          });
        else if (isNoDate(cron.fields))
          report({
            ...span,
            severity: 'warning',
            message: `"${text}" never comes true: there is no such day in that month. Nomad accepts it, and the job never runs.`,
          });
      };
      const cron = stringOf(periodic, 'cron');
      if (cron) judge(cron, placeOf(periodic, 'cron'));
      for (const { value, span } of itemsOf(periodic, 'crons')) if (typeof value === 'string') judge(value, span);
    }
  },
};

const hint = (text: string): string =>
  /^\s*@every\b/.test(text)
    ? ' Nomad has no @every; write the hours or minutes with a step, such as "0 */6 * * *".'
    : '';

/** `@every 15m` and `@every 6h` have an equal. */
function every(text: string, span: Span) {
  const match = /^\s*@every\s+(\d+)(m|h)\s*$/.exec(text);
  const n = Number(match?.[1]);
  const cron =
    match?.[2] === 'm' && n > 0 && 60 % n === 0 && n < 60
      ? `*/${n} * * * *`
      : match?.[2] === 'h' && n > 0 && 24 % n === 0 && n < 24
        ? `0 */${n} * * *`
        : undefined;
  return cron
    ? [{ title: `Change to "${cron}"`, preferred: true, edits: [{ ...span, text: JSON.stringify(cron) }] }]
    : [];
}

/** Such as 30 February, when the day of the week does not matter. */
function isNoDate(fields: readonly CronField[]): boolean {
  const of = (name: string) => fields.find((field) => field.name === name);
  const [day, month, week] = [of('day of month'), of('month'), of('day of week')];
  if (!day?.values || !month?.values || !week || !/^[*?]$/.test(week.text)) return false;
  const longest = Math.max(...month.values.map((m) => (m === 2 ? 29 : [4, 6, 9, 11].includes(m) ? 30 : 31)));
  return Math.min(...day.values) > longest;
}
