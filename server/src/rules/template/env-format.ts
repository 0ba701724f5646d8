/** A template for environment variables with lines that set none. */
import { templateTextOf } from '../../template/template-text';
import { childrenOf, labelOf, valueOf } from '../facts/job-view';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const envFormat: Rule = {
  id: 'template/env-format',
  level: 'warning',
  title: 'A line that sets no environment variable',
  languages: ['nomad'],
  about: 'template',
  docs: {
    why: 'With `env = true` every line of the rendered text is empty, a comment (`#`) or `KEY=value`; a key has letters, digits, `_`, `.` and `/`, and does not begin with a digit. Nomad accepts any text, and the task fails when the variables are read. A value of several lines goes through `toJSON`.',
    wrong: 'data = "port: 8080"\nenv  = true',
    right: 'data = "PORT=8080"\nenv  = true',
    sources: [
      'client/allocrunner/taskrunner/template/template.go loadTemplateEnv',
      'github.com/hashicorp/go-envparse parseLine',
    ],
  },
  check(file, report) {
    for (const { task } of tasksIn(file.instance)) {
      for (const template of childrenOf(task, 'template')) {
        const read = valueOf(template, 'env') === true ? templateTextOf(template) : undefined;
        if (!read || read.problems.some(({ kind }) => kind === 'syntax')) continue;
        let at = 0;
        for (const line of read.text.split('\n')) {
          const span = { start: at, end: at + line.length };
          at += line.length + 1;
          // What an action or ${…} puts before the "=" is not known; several lines in one action neither.
          const fixed = [...read.actions, ...read.comments].every(
            ({ start, end }) => end <= span.start || start >= span.end,
          )
            ? line
            : undefined;
          const problem = fixed === undefined ? undefined : judge(fixed);
          if (!problem) continue;
          const first = line.length - line.trimStart().length;
          report({
            ...read.place({ start: span.start + first, end: span.start + line.trimEnd().length }),
            message: `${problem} Nomad accepts this, and task "${labelOf(task) ?? ''}" fails when its environment is read.`,
          });
          break;
        }
      }
    }
  },
};

function judge(line: string): string | undefined {
  const text = line.trim();
  if (text === '' || text.startsWith('#') || /[\uE000-\uF8FF]/.test(text.split('=')[0] ?? '') || text.startsWith('${'))
    return undefined;
  const equals = text.indexOf('=');
  if (equals < 0) return `"${text}" is no KEY=value line.`;
  const key = text
    .slice(0, equals)
    .trim()
    .replace(/^export (?=.)/, '');
  return /^[A-Za-z_][A-Za-z0-9_./]*$/.test(key) ? undefined : `"${key}" cannot be the name of an environment variable.`;
}
