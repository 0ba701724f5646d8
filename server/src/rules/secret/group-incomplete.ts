/** A secret of a group that its tasks cannot use. */
import { secretsOf } from '../../job/canonical';
import type { BlockInstance } from '../../schema/instance';
import { labelOf, valueOf } from '../job-view';
import { placeOf } from '../known';
import type { Rule } from '../rule';
import { tasksIn } from '../walk';

export const secretGroupIncomplete: Rule = {
  id: 'secret/group-incomplete',
  level: 'error',
  title: 'A secret of a group without provider or path',
  languages: ['nomad'],
  docs: {
    why: 'Of a secret in a group Nomad drops what it cannot read without a word, but the tasks get the secret all the same, and there it needs a name of letters, digits and underscores, a provider and a path. Nomad refuses the job.',
    wrong: 'group "web" {\n  secret "db" {\n    provider = "nomad"\n  }\n}',
    right: 'group "web" {\n  secret "db" {\n    provider = "nomad"\n    path     = "nomad/jobs/web"\n  }\n}',
    sources: ['jobspec2/hcl_conversions.go decodeTaskGroup', 'nomad/structs/structs.go Secret.Validate'],
  },
  check(file, report) {
    const used = new Set(tasksIn(file.instance).flatMap(({ task }) => secretsOf(task)));
    for (const secret of used) {
      if (secret.parent?.type !== 'group' || secret.open) continue;
      const label = labelOf(secret);
      const span = secret.labels[0]?.span;
      if (span && label !== undefined && !/^[a-zA-Z0-9_]{1,128}$/.test(label)) {
        report({
          start: span.start,
          end: span.end,
          message: `"${label}" cannot be the name of a secret. Use 1 to 128 letters, digits and underscores.`,
        });
      }
      for (const name of ['provider', 'path']) {
        if (isMissing(secret, name))
          report({
            ...placeOf(secret, name),
            message: `Secret "${label ?? ''}" needs a ${name}; the tasks of the group get it as it is.`,
          });
      }
    }
  },
};

function isMissing(secret: BlockInstance, name: string): boolean {
  const value = valueOf(secret, name);
  return value === undefined || value === '';
}
