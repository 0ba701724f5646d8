/** What a template does on a change, and what is missing for it. */
import type { BlockInstance } from '../../schema/instance';
import { insertLast } from '../../text-edits';
import { childrenOf, stringOf } from '../facts/job-view';
import { blockOf, flagOf, placeOf, textOf } from '../facts/known';
import { removeAttribute, setAttribute } from '../facts/repairs';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const templateChangeMode: Rule = {
  id: 'template/change-mode',
  level: 'error',
  title: 'A change mode that lacks what it needs',
  languages: ['nomad'],
  about: 'change_mode',
  docs: {
    why: 'With `change_mode = "signal"` the task gets SIGHUP or the `change_signal`, which must not be empty; a template with `env = true` cannot use it, since a running process keeps its environment. With `change_mode = "script"` a `change_script` with a command is needed. Nomad refuses the job.',
    wrong:
      'template {\n  data        = "A=1"\n  destination = "local/env"\n  env         = true\n  change_mode = "signal"\n}',
    right:
      'template {\n  data        = "A=1"\n  destination = "local/env"\n  env         = true\n  change_mode = "restart"\n}',
    sources: ['nomad/structs/structs.go Template.Validate, ChangeScript.Validate'],
  },
  check(file, report) {
    for (const template of tasksIn(file.instance).flatMap(({ task }) => childrenOf(task, 'template'))) {
      const mode = stringOf(template, 'change_mode');
      if (mode === 'signal') {
        if (stringOf(template, 'change_signal') === '') {
          report({
            ...placeOf(template, 'change_signal'),
            message:
              'change_mode is "signal", but the signal is empty. Name one, or remove the line: the default is "SIGHUP".',
            fixes: removeAttribute(file.text, template, 'change_signal', true),
          });
        }
        if (flagOf(template, 'env') === true) {
          report({
            ...placeOf(template, 'change_mode'),
            message:
              'A signal cannot bring new environment variables to a running task. Use change_mode = "restart", or "noop".',
            related: [{ ...placeOf(template, 'env'), message: 'The template sets environment variables' }],
            fixes: setAttribute(file.text, template, 'change_mode', '"restart"'),
          });
        }
      }
      if (mode === 'script') script(file.text, template);
    }

    function script(text: string, template: BlockInstance): void {
      const found = blockOf(template, 'change_script');
      const body = 'change_script {\n  command = "/bin/sh"\n  args    = ["-c", "…"]\n}';
      if (found === null) {
        report({
          ...placeOf(template, 'change_mode'),
          message: 'change_mode is "script", but there is no change_script block that says what to run.',
          fixes: template.node
            ? [{ title: 'Add a change_script block', preferred: true, edits: [insertLast(text, template.node, body)] }]
            : [],
        });
      } else if (found && textOf(found, 'command') === '') {
        report({
          ...placeOf(found, 'command'),
          message: 'The change script has no command. Set it to a program inside the task, such as "/bin/sh".',
          fixes: setAttribute(text, found, 'command', '"/bin/sh"'),
        });
      }
    }
  },
};
