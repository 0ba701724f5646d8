/** House policy: no secret stands in a job file. */
import type { Analysis } from '../../analysis';
import { vaultOf } from '../../job/canonical';
import type { Fix } from '../../problem';
import type { AttributeInstance, BlockInstance } from '../../schema/instance';
import { forEachBlock } from '../../schema/validate';
import { templateInsteadOf } from '../env-template';
import { jobOf, labelOf, stringOf } from '../job-view';
import type { Rule } from '../rule';

export const plainInEnv: Rule = {
  id: 'secrets/plain-in-env',
  level: 'warning',
  policy: 'house',
  title: 'A secret in plain text',
  languages: ['nomad'],
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
    forEachBlock(job, (env) => {
      if (env.type !== 'env' || !env.block) return;
      for (const attribute of env.attributes.values()) {
        if (!isSecretName(attribute.name) || !isPlain(attribute)) continue;
        const { start, end } = attribute.expression;
        report({
          start,
          end,
          message: `"${attribute.name}" looks like a secret, and it stands here for everyone who may read the file or the job. Take it from Vault, a Nomad variable or Consul in a template.`,
          fixes: fixes(file, job, env, attribute),
        });
      }
    });
  },
};

const secrets =
  /^(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|KEY)$|.PASSWORD$|[^T]PASSWD$|.TOKEN$|^(API|ACCESS|PRIVATE|SECRET|ENCRYPTION)KEY$/;

/** Words behind which a name tells of a secret and is none. */
const about =
  /^(FILE|PATH|DIR|FOLDER|URL|URI|ENDPOINT|NAME|ID|USER|TYPE|FORMAT|TTL|EXPIR\w*|DURATION|LIFETIME|AGE|PERIOD|INTERVAL|TIMEOUT|LENGTH|LEN|SIZE|BITS|COUNT|MIN|MAX|LIMIT|PREFIX|SUFFIX|HEADER|FIELD|CLAIM|ISSUER|AUDIENCE|SCOPE|ALGORITHM|ALG|ENABLED?|DISABLED?|REQUIRED?|POLICY|MODE|VERSION|PROVIDER|STORE|BACKEND|ENGINE|MOUNT|ROTATION|COOKIE|SERVICE|HOST|PORT|NAMESPACE|CMD|COMMAND|SPEC|MAP|REALM)$/;

/** `DB_PASSWORD`, `apiToken`; not `TOKEN_TTL`, `KEYCLOAK_URL`, `SSH_PUBLIC_KEY`. */
function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(Boolean);
  const last = words.findLastIndex((word) => secrets.test(word));
  return (
    last >= 0 &&
    !words.includes('PUBLIC') &&
    !words.includes('PUB') &&
    !words.slice(last + 1).some((word) => about.test(word))
  );
}

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
