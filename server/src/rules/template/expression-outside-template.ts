/** A template expression where nothing renders templates. */

import { clusterFunctions, isTemplateFunction } from '../../template/functions';
import { parseTemplate } from '../../template/parse';
import { childrenOf } from '../job-view';
import type { Rule } from '../rule';
import { tasksIn } from '../walk';

export const expressionOutsideTemplate: Rule = {
  id: 'template/expression-outside-template',
  level: 'warning',
  title: 'A template expression outside of a template',
  languages: ['nomad'],
  docs: {
    why: 'Only the text of a `template` block is rendered. In `env` the task sees the braces themselves. For an environment variable from Consul, Vault or Nomad write a template with `env = true`.',
    wrong: 'env {\n  LEVEL = "{{ key \\"app/level\\" }}"\n}',
    right:
      'template {\n  data        = "LEVEL={{ key \\"app/level\\" }}"\n  destination = "secrets/level.env"\n  env         = true\n}',
    sources: ['job-specification/template#environment-variables'],
  },
  check(file, report) {
    for (const { task } of tasksIn(file.instance)) {
      for (const attribute of childrenOf(task, 'env').flatMap((env) => [...env.attributes.values()])) {
        const { value, expression } = attribute;
        if (typeof value !== 'string' || !value.includes('{{')) continue;
        // Programs have templates of their own; only what asks a cluster is certainly meant for Nomad.
        const call = parseTemplate(value, { left: '{{', right: '}}' }, isTemplateFunction).calls.find(
          ({ name, args }) => clusterFunctions.includes(name) && typeof args[0] === 'string',
        );
        if (!call) continue;
        report({
          start: expression.start,
          end: expression.end,
          message: `"env" is not rendered: the task sees the text {{ ${call.name} … }} itself. Write a template with env = true for "${attribute.name}".`,
        });
      }
    }
  },
};
