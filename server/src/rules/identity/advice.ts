/** What Nomad itself warns of in a task's identities. */
import { vaultOf } from '../../job/canonical';
import { childrenOf, labelOf, numberOf, valueOf } from '../facts/job-view';
import { flagOf, placeOf, textOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import { allTasksIn } from '../facts/walk';
import type { Rule } from '../rule';
import { isDefault } from './settings';

export const identityAdvice: Rule = {
  id: 'identity/advice',
  level: 'warning',
  title: 'An identity that is less safe than it could be',
  languages: ['nomad'],
  about: 'identity',
  docs: {
    why: 'A named identity is a token for others. It should say for whom (`aud`, and one audience is safer than several), and it should expire (`ttl`). Given in the environment, a new token reaches the task only by a restart. Nomad accepts it and warns.',
    wrong: 'identity {\n  name = "vault"\n}',
    right:
      'identity {\n  name        = "vault"\n  aud         = ["vault.io"]\n  ttl         = "1h"\n  env         = true\n  change_mode = "restart"\n}',
    sources: [
      'nomad/structs/workload_id.go WorkloadIdentity.Warnings',
      'nomad/job_endpoint_hooks.go jobValidate.validateVaultIdentity',
    ],
  },
  check(file, report) {
    for (const { task } of allTasksIn(file.instance)) {
      for (const identity of childrenOf(task, 'identity')) {
        const name = textOf(identity, 'name');
        if (name === undefined || isDefault(name) || identity.open) continue;
        if (name.startsWith('vault_') && vaultOf(task) === undefined) {
          report({
            ...placeOf(identity, 'name'),
            message: `Identity "${name}" is for Vault, but task "${labelOf(task) ?? ''}" has no vault block, nor have its group and job.`,
          });
        }
        const header = { start: identity.header.start, end: identity.header.end };
        const audiences = valueOf(identity, 'aud') ?? [];
        if (Array.isArray(audiences)) {
          if (audiences.length === 0)
            report({
              ...header,
              message: `Identity "${name}" does not say who is meant to trust it. Add aud, for example ["vault.io"].`,
              fixes: setAttribute(file.text, identity, 'aud', '["vault.io"]'),
            });
          if (audiences.length > 1)
            report({
              ...placeOf(identity, 'aud'),
              message: `Identity "${name}" is good for ${audiences.length} audiences. One identity for each is safer.`,
            });
        }
        if (valueOf(identity, 'ttl') === undefined || numberOf(identity, 'ttl') === 0) {
          report({
            ...(identity.attributes.has('ttl')
              ? placeOf(identity, 'ttl')
              : { start: identity.typeSpan.start, end: identity.typeSpan.end }),
            message: `Identity "${name}" never expires. Add a ttl, for example "1h".`,
            fixes: setAttribute(file.text, identity, 'ttl', '"1h"'),
          });
        }
        if (
          flagOf(identity, 'env') === true &&
          textOf(identity, 'change_mode') !== undefined &&
          textOf(identity, 'change_mode') !== 'restart'
        ) {
          report({
            ...placeOf(identity, 'env'),
            message: `The task keeps its first token of "${name}" in the environment. Add change_mode = "restart" so that it gets a new one.`,
            fixes: setAttribute(file.text, identity, 'change_mode', '"restart"'),
          });
        }
      }
    }
  },
};
