/** A template that consul-template cannot read. */

import { arity, templateFunctions } from '../../template/functions';
import { templateTextOf } from '../../template/template-text';
import type { TemplateCall } from '../../template/tree';
import { childrenOf, labelOf } from '../facts/job-view';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const templateSyntax: Rule = {
  id: 'template/syntax',
  level: 'warning',
  title: 'A template that cannot be read',
  languages: ['nomad'],
  about: 'template',
  docs: {
    why: "What stands between `{{` and `}}` in a template is Go's template language: every `if`, `with` and `range` has its `end`, every action is closed by two braces, variables are declared before they are used, functions get as many arguments as they take. Nomad accepts any text; the client reads it when the task starts, and the task fails.",
    wrong:
      'template {\n  destination = "local/servers.conf"\n  data        = <<EOT\n{{ range service "api" }}\nserver {{ .Address }}:{{ .Port }}\nEOT\n}',
    right:
      'template {\n  destination = "local/servers.conf"\n  data        = <<EOT\n{{ range service "api" }}\nserver {{ .Address }}:{{ .Port }}\n{{ end }}\nEOT\n}',
    sources: ['Go text/template/parse', 'client/allocrunner/taskrunner/template/template.go'],
  },
  check(file, report) {
    for (const { task } of tasksIn(file.instance)) {
      for (const template of childrenOf(task, 'template')) {
        const read = templateTextOf(template);
        if (!read) continue;
        const effect = `Nomad accepts this, and task "${labelOf(task) ?? ''}" fails when the template is read.`;
        const wrong = read.problems.filter(({ kind }) => kind === 'syntax');
        for (const problem of wrong) report({ ...read.place(problem), message: `${problem.message} ${effect}` });
        for (const call of wrong.length > 0 ? [] : read.calls) {
          const message = wrongCount(call);
          if (message) report({ ...read.place(call), message: `${message} ${effect}` });
        }
      }
    }
  },
};

/** With too few or too many arguments these give nothing, or join them; they do not fail for their number. */
const anyCount = new Set('caLeaf caRoots connect mergeMap node pkiCert secret service sockaddr sprig_round'.split(' '));

/** What is wrong with the number of arguments. */
function wrongCount({ name, operands, piped }: TemplateCall): string | undefined {
  const known = anyCount.has(name) ? undefined : templateFunctions.get(name);
  if (!known) return undefined;
  const { least, most } = arity(known);
  const count = operands.length + (piped ? 1 : 0);
  if (count >= least && count <= most) return undefined;
  const needed =
    least === most ? `${least}` : most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} to ${most}`;
  const words = (known.parameters ?? []).map((parameter) => parameter.name).join(', ');
  return `"${name}" takes ${needed} argument${needed === '1' || needed === 'at least 1' ? '' : 's'}${words ? ` (${words})` : ''}, and here ${count === 1 ? 'is 1' : `are ${count}`}.`;
}
