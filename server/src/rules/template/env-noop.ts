/** Environment variables from a template whose changes no one acts upon. */
import { childrenOf, stringOf, valueOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const envNoop: Rule = {
  id: 'template/env-noop',
  level: 'warning',
  title: 'Environment variables that never change',
  languages: ['nomad'],
  about: 'change_mode',
  docs: {
    why: 'A process gets its environment when it starts. With `change_mode = "noop"` a template with `env = true` is read once, and the task keeps the old values, of a rotated password for instance, until something else restarts it.',
    wrong:
      'template {\n  data        = "PASSWORD={{ … }}"\n  destination = "secrets/env"\n  env         = true\n  change_mode = "noop"\n}',
    right:
      'template {\n  data        = "PASSWORD={{ … }}"\n  destination = "secrets/env"\n  env         = true\n  change_mode = "restart"\n}',
    sources: ['client/allocrunner/taskrunner/template/template.go loadTemplateEnv'],
  },
  check(file, report) {
    for (const template of tasksIn(file.instance).flatMap(({ task }) => childrenOf(task, 'template'))) {
      if (
        valueOf(template, 'env') !== true ||
        stringOf(template, 'change_mode') !== 'noop' ||
        valueOf(template, 'once') === true
      )
        continue;
      // Without an action the text is the same for ever.
      const data = stringOf(template, 'data');
      if (data !== undefined && !data.includes('{{') && !template.attributes.has('left_delimiter')) continue;
      report({
        ...placeOf(template, 'change_mode'),
        message:
          'The task keeps its first environment: with "noop" a change of the template reaches it only when something else restarts it.',
        fixes: setAttribute(file.text, template, 'change_mode', '"restart"', false),
      });
    }
  },
};
