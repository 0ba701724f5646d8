/** `${…}` in the text of a template: it is HCL's, and nobody resolves it later. */
import type { Interpolation, ScopeTraversal } from '@hcl/parser';
import type { Fix } from '../../problem';
import { templateTextOf } from '../../template/template-text';
import { childrenOf, valueOf } from '../facts/job-view';
import { isInScope } from '../facts/scope';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const hclInterpolation: Rule = {
  id: 'template/hcl-interpolation-in-heredoc',
  level: 'hint',
  title: 'A variable of the shell written as one of HCL',
  languages: ['nomad'],
  about: 'template',
  docs: {
    why: '`${…}` in a job file belongs to HCL. A name that neither the file nor Nomad knows is passed on as it is written, so that a shell may still expand it, and a spelling mistake in a variable\'s name is never noticed. `$${…}` says that the shell is meant. The text of a template is not interpolated at run time either: `${attr.…}` and `${node.…}` reach the file as they are; `{{ env "attr.…" }}` gives their values.',
    wrong: 'data = <<EOT\n#!/bin/sh\nexec app --dir ${DATA_DIR} --arch ${attr.cpu.arch}\nEOT',
    right: 'data = <<EOT\n#!/bin/sh\nexec app --dir $${DATA_DIR} --arch {{ env "attr.cpu.arch" }}\nEOT',
    sources: [
      'jobspec2/types.config.go EvalContext',
      'client/allocrunner/taskrunner/template/template.go parseTemplateConfigs',
    ],
  },
  check(file, report) {
    for (const { task } of tasksIn(file.instance)) {
      for (const template of childrenOf(task, 'template')) {
        const data = template.attributes.get('data');
        if (data?.expression.type !== 'Template') continue;
        const read = templateTextOf(template);
        for (const part of data.expression.parts) {
          if (part.type !== 'Interpolation' || part.expression.type !== 'ScopeTraversal' || !part.closed) continue;
          const { expression } = part;
          if (isInScope(data.context.scope, expression.root.name)) continue;
          const name = file.text.slice(expression.start, expression.end);
          const rendered = {
            env: valueOf(template, 'env') === true,
            ...(read?.delimiters ?? { left: '{{', right: '}}' }),
          };
          const finding = judge(name, expression, part, rendered);
          if (finding) report({ start: part.start, end: part.end, ...finding });
        }
      }
    }
  },
};

interface Rendered {
  /** The text becomes environment variables, which no shell expands. */
  readonly env: boolean;
  readonly left: string;
  readonly right: string;
}

function judge(
  name: string,
  { root, steps }: ScopeTraversal,
  { start, end }: Interpolation,
  { env, left, right }: Rendered,
): { readonly severity?: 'warning'; readonly message: string; readonly fixes: readonly Fix[] } | undefined {
  const ofNode = steps.length > 0 && ['attr', 'node', 'meta', 'device'].includes(root.name);
  const ofTask = steps.length === 0 && /^(NOMAD|VAULT|CONSUL)_/.test(name);
  if (ofNode || (ofTask && env)) {
    const action = `${left} env "${name}" ${right}`;
    return {
      severity: 'warning',
      message: `The text of a template is not interpolated: the ${env ? 'variable' : 'file'} gets \${${name}} as it stands. Write ${action}.`,
      fixes:
        root.name === 'device'
          ? []
          : [{ title: `Change to ${action}`, preferred: true, edits: [{ start, end, text: action }] }],
    };
  }
  // A shell finds it in the environment, and nothing is misspelt.
  if (ofTask) return undefined;
  return {
    message: `Neither this file nor Nomad knows "${name}": the text stays, and a shell may expand it. Write $\${${name}} when that is meant.`,
    fixes: [
      { title: `Change to $\${${name}}`, preferred: true, safe: true, edits: [{ start, end: start, text: '$' }] },
    ],
  };
}
