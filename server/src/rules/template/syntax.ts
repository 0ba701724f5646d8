/** A template that consul-template cannot read. */
import { templateTextOf } from '../../job/template-text';
import { childrenOf, labelOf } from '../job-view';
import type { Rule } from '../rule';
import { tasksIn } from '../walk';

export const templateSyntax: Rule = {
  id: 'template/syntax',
  level: 'warning',
  title: 'A template that cannot be read',
  languages: ['nomad'],
  docs: {
    why: "What stands between `{{` and `}}` in a template is Go's template language: every `if`, `with` and `range` has its `end`, every action is closed by two braces, variables are declared before they are used. Nomad accepts any text; the client reads it when the task starts, and the task fails.",
    wrong: '{{ range service "api" }}\nserver {{ .Address }}:{{ .Port }}',
    right: '{{ range service "api" }}\nserver {{ .Address }}:{{ .Port }}\n{{ end }}',
    sources: ['Go text/template/parse', 'client/allocrunner/taskrunner/template/template.go'],
  },
  check(file, report) {
    for (const { task } of tasksIn(file.instance)) {
      for (const template of childrenOf(task, 'template')) {
        const read = templateTextOf(template, file.text);
        const problem = read?.problems.find(({ kind }) => kind === 'syntax');
        if (!read || !problem) continue;
        report({
          ...read.place(problem),
          message: `${problem.message} Nomad accepts this, and task "${labelOf(task) ?? ''}" fails when the template is read.`,
        });
      }
    }
  },
};
