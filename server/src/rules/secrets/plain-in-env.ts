/** House policy: no secret stands in a job file. */
import type { Analysis } from '../../analysis';
import { jobAround, vaultOf } from '../../job/canonical';
import type { Fix } from '../../problem';
import { blocksOfType } from '../../schema/blocks';
import type { AttributeInstance, BlockInstance } from '../../schema/instance';
import { templateInsteadOf } from '../facts/env-template';
import { jobOf, labelOf, stringOf } from '../facts/job-view';
import { isSecretName } from '../facts/secret-names';
import type { Rule } from '../rule';

export const plainInEnv: Rule = {
  id: 'secrets/plain-in-env',
  level: 'warning',
  policy: 'house',
  title: 'A secret in plain text',
  languages: ['nomad'],
  about: 'env',
  docs: {
    why: 'A job file lies in a repository, and everyone who may read the job in Nomad reads its environment. A value whose name says PASSWORD, SECRET, TOKEN or KEY comes from Vault, from a Nomad variable or from Consul: a template with `env = true` brings it in when the task starts. Names that only say where a secret is or how long it lives (`…_FILE`, `…_TTL`) are left alone, and so are references.',
    wrong: 'env {\n  DB_PASSWORD = "hunter2"\n}',
    right:
      'template {\n  data        = "DB_PASSWORD={{ with nomadVar \\"nomad/jobs/app\\" }}{{ .DB_PASSWORD }}{{ end }}"\n  destination = "${NOMAD_SECRETS_DIR}/db.env"\n  env         = true\n}',
    sources: ['job-specification/template#environment-variables', 'concepts/variables'],
  },
  check(file, report) {
    const job = jobOf(file.instance);
    if (!job) return;
    for (const env of blocksOfType(file.instance, 'env')) {
      if (!env.block || jobAround(env) !== job) continue;
      for (const attribute of env.attributes.values()) {
        if (!isSecretName(attribute.name) || !isPlain(attribute)) continue;
        const { start, end } = attribute.expression;
        report({
          start,
          end,
          message: `"${attribute.name}" looks like a secret, and it stands here for everyone who may read the file or the job. Take it from Vault, a Nomad variable or Consul in a template.`,
          fixes: () => fixes(file, job, env, attribute),
        });
      }
    }
  },
};

/** A text that stands in the file, and is none of a path, a switch, a small number or a template of something else. */
function isPlain({ expression, value }: AttributeInstance): boolean {
  if (expression.type !== 'Template' || typeof value !== 'string') return false;
  if (expression.parts.some(({ type }) => type !== 'TemplateText')) return false;
  const text = value.trim();
  return (
    text !== '' &&
    !/^(true|false|yes|no|on|off|none|null|\d{1,5})$/i.test(text) &&
    !/^(\.{0,2}\/|file:|local\/|secrets\/|alloc\/|<.*>$)/.test(text) &&
    !/\{\{|[$%]\{|^\$/.test(text)
  );
}

function fixes(file: Analysis, job: BlockInstance, env: BlockInstance, attribute: AttributeInstance): readonly Fix[] {
  const { name } = attribute;
  const task = env.parent;
  const jobName = stringOf(job, 'name') ?? labelOf(job) ?? 'app';
  const field = /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : undefined;
  const from = (call: string, path: string): string =>
    `{{ with ${call} }}{{ ${field === undefined ? `index .${path} "${name}"` : `.${path}${path ? field : field.slice(1)}`} }}{{ end }}`;
  const variable = templateInsteadOf(file, env, attribute, from(`nomadVar "nomad/jobs/${jobName}"`, ''));
  const vault = templateInsteadOf(
    file,
    env,
    attribute,
    from(`secret "kv/data/${jobName}"`, 'Data.data'),
    task && vaultOf(task) === undefined ? ['vault {', '}'] : [],
  );
  return [
    ...(variable ? [{ title: `Take "${name}" from the Nomad variable "nomad/jobs/${jobName}"`, edits: variable }] : []),
    ...(vault ? [{ title: `Take "${name}" from Vault`, edits: vault }] : []),
  ];
}
