/** A repair: an environment variable that a template sets in place of the entry of `env`. */
import type { Analysis } from '../../analysis';
import type { TextEdit } from '../../problem';
import type { AttributeInstance, BlockInstance } from '../../schema/instance';
import { insertLast, removeLines } from '../../text-edits';
import { childrenOf } from './job-view';

/**
 * Edits that take an entry out of a task's `env` and write a template for it.
 * @param value the text of the template behind `NAME=`
 * @param before lines to put in front of the template
 * @returns undefined where the task is not written out
 */
export function templateInsteadOf(
  { text }: Analysis,
  env: BlockInstance,
  attribute: AttributeInstance,
  value: string,
  before: readonly string[] = [],
): readonly TextEdit[] | undefined {
  const task = env.parent;
  if (task?.type !== 'task' || !task.node || env.dynamic || attribute.span === attribute.expression) return undefined;
  const taken = new Set(childrenOf(task, 'template').map((template) => template.attributes.get('destination')?.value));
  const name = attribute.name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const paths = ['', '-2', '-3', '-4'].map((end) => `\${NOMAD_SECRETS_DIR}/${name}${end}.env`);
  const lines = [
    ...before,
    'template {',
    '  data        = <<-EOT',
    `    ${attribute.name}=${value.replace(/[$%]\{/g, (open) => `${open[0]}${open}`)}`,
    '  EOT',
    `  destination = "${paths.find((path) => !taken.has(path)) ?? paths[0]}"`,
    '  env         = true',
    '}',
  ].join('\n');
  const only = env.attributes.size === 1 && env.blocks.size === 0 && env.node !== undefined;
  return [removeLines(text, only ? env.span : attribute.span), insertLast(text, task.node, lines)];
}
