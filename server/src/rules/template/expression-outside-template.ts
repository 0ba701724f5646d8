/** A template expression where nothing renders templates. */
import { walk } from '@hcl/parser';
import type { Analysis } from '../../analysis';
import { jobAround } from '../../job/canonical';
import type { Fix } from '../../problem';
import { attributesIn } from '../../schema/blocks';
import type { AttributeInstance, BlockInstance } from '../../schema/instance';
import { clusterFunctions, isTemplateFunction } from '../../template/functions';
import { parseTemplate } from '../../template/parse';
import { mapText } from '../../template/source-map';
import { templateInsteadOf } from '../facts/env-template';
import { bracesIn, hasBraces } from '../facts/occurrences';
import type { Rule } from '../rule';

export const expressionOutsideTemplate: Rule = {
  id: 'template/expression-outside-template',
  level: 'warning',
  title: 'A template expression outside of a template',
  languages: ['nomad'],
  docs: {
    why: 'Only the text of a `template` block is rendered. In `env`, in `config` and everywhere else the braces are taken as they are. For an environment variable from Consul, Vault or Nomad write a template with `env = true`; for a name that Nomad knows itself `${…}` is enough.',
    wrong: 'env {\n  LEVEL = "{{ key \\"app/level\\" }}"\n}',
    right:
      'template {\n  data        = "LEVEL={{ key \\"app/level\\" }}"\n  destination = "secrets/level.env"\n  env         = true\n}',
    sources: ['job-specification/template#environment-variables'],
  },
  check(file, report) {
    if (bracesIn(file).length === 0) return;
    for (const { block, attribute } of attributesIn(file.instance)) {
      // Of what Nomad does not know, that is said.
      if (!attribute.schema || !block.block || block.type === 'template') continue;
      if (!hasBraces(file, attribute.expression) || !jobAround(block)) continue;
      walk(attribute.expression, (node) => {
        if (node.type !== 'Template') return;
        const { start, end } = node;
        if (!file.text.slice(start, end).includes('{{')) return;
        const text = mapText(node, undefined, attribute.context)?.text ?? '';
        // Programs have templates of their own; only what asks a cluster is certainly meant for Nomad.
        const call = parseTemplate(text, { left: '{{', right: '}}' }, isTemplateFunction).calls.find(
          ({ name, args }) => clusterFunctions.includes(name) && typeof args[0] === 'string',
        );
        if (!call) return;
        const what =
          block.type === 'env' ? `the task sees the text {{ ${call.name} … }} itself` : 'the text is taken as it is';
        const instead =
          block.type === 'env'
            ? `Write a template with env = true for "${attribute.name}".`
            : /^(env|mustEnv)$/.test(call.name)
              ? `Write \${${call.args[0]}} where Nomad fills it in, or write a template.`
              : 'Write a template.';
        report({
          start,
          end,
          message: `"${block.type === 'env' ? 'env' : attribute.name}" is not rendered: ${what}. ${instead}`,
          fixes: block.type === 'env' ? moveToTemplate(file, block, attribute, text) : [],
        });
      });
    }
  },
};

/** A template that sets the environment variable in place of the entry of `env`. */
function moveToTemplate(
  file: Analysis,
  env: BlockInstance,
  attribute: AttributeInstance,
  text: string,
): readonly Fix[] {
  if (/[\n\uE000]/.test(text) || text !== attribute.value) return [];
  const edits = templateInsteadOf(file, env, attribute, text);
  return edits ? [{ title: `Write a template for "${attribute.name}"`, preferred: true, edits }] : [];
}
