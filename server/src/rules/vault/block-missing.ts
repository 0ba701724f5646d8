/** A secret from Vault for a task that does not log in there. */
import { secretsOf, vaultOf } from '../../job/canonical';
import { vaultFunctions } from '../../template/functions';
import { templateTextOf } from '../../template/template-text';
import { insertLast } from '../../text-edits';
import { childrenOf, labelOf, stringOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const vaultBlockMissing: Rule = {
  id: 'vault/block-missing',
  level: 'error',
  title: 'Vault without a vault block',
  languages: ['nomad'],
  about: ['template', 'secret'],
  docs: {
    why: 'A task gets a token of Vault only with a `vault` block, of its own or from its group or job. A `secret` with the provider `vault` needs one, and Nomad refuses the job without. A template that reads a secret needs one too; there Nomad accepts the job and the task never starts.',
    wrong: 'task "app" {\n  secret "db" {\n    provider = "vault"\n    path     = "kv/data/db"\n  }\n}',
    right: 'task "app" {\n  vault {\n  }\n  secret "db" {\n    provider = "vault"\n    path     = "kv/data/db"\n  }\n}',
    sources: ['nomad/structs/structs.go Task.Validate', 'jobspec2/parse_job.go normalizeJob'],
  },
  check(file, report) {
    for (const { task } of tasksIn(file.instance)) {
      if (vaultOf(task) !== undefined) continue;
      const fixes = () =>
        task.node
          ? [
              {
                title: `Add a vault block to task "${labelOf(task) ?? ''}"`,
                preferred: true,
                edits: [insertLast(file.text, task.node, 'vault {\n}')],
              },
            ]
          : [];
      for (const secret of secretsOf(task)) {
        if (stringOf(secret, 'provider') !== 'vault') continue;
        report({
          ...placeOf(secret, 'provider'),
          message: `Task "${labelOf(task) ?? ''}" reads secret "${labelOf(secret) ?? ''}" from Vault, but has no vault block, nor have its group and job.`,
          fixes,
        });
      }
      for (const template of childrenOf(task, 'template')) {
        const read = templateTextOf(template);
        const call = read?.calls.find(({ name }) => vaultFunctions.includes(name));
        if (!read || !call) continue;
        report({
          ...read.place(call),
          severity: 'warning',
          message: `The template calls "${call.name}", which asks Vault, but task "${labelOf(task) ?? ''}" has no vault block, nor have its group and job. Nomad accepts this, and the task waits for the template for ever.`,
          fixes,
        });
      }
    }
  },
};
