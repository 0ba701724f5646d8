/** A further Vault cluster, and no identity by whose name Nomad would find it. */
import { vaultOf } from '../../job/canonical';
import { insertLast } from '../../text-edits';
import { childrenOf, labelOf, stringOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { allTasksIn, describeTask } from '../facts/walk';
import type { Rule } from '../rule';

export const vaultIdentityName: Rule = {
  id: 'vault/identity-name',
  level: 'information',
  title: 'A Vault cluster without an identity of its name',
  languages: ['nomad'],
  about: 'vault',
  docs: {
    why: 'A task logs in to the Vault cluster `x` with its identity `vault_x`. The servers make one where their configuration has a `default_identity` for that cluster; where it has none, the task needs `identity { name = "vault_x" }`, and Nomad refuses the job without it. An identity of another name is only a token for the task.',
    wrong: 'vault {\n  cluster = "infra"\n}',
    right:
      'vault {\n  cluster = "infra"\n}\nidentity {\n  name = "vault_infra"\n  aud  = ["vault.io"]\n  ttl  = "1h"\n}',
    sources: [
      'nomad/job_endpoint_hooks.go jobValidate.validateVaultIdentity',
      'nomad/structs/structs.go Vault.IdentityName',
    ],
  },
  check(file, report) {
    for (const { task } of allTasksIn(file.instance)) {
      const vault = vaultOf(task);
      if (vault === undefined || vault === 'unknown') continue;
      const cluster = stringOf(vault, 'cluster');
      if (!cluster || cluster === 'default' || task.open || task.openTypes.has('identity')) continue;
      const name = `vault_${cluster}`;
      const identities = childrenOf(task, 'identity').map((identity) => stringOf(identity, 'name'));
      if (identities.some((one) => one === undefined || one === name)) continue;
      report({
        ...placeOf(vault, 'cluster'),
        message: `${describeTask(task).replace(/^t/, 'T')} logs in to "${cluster}" with an identity "${name}", which it does not have. The servers may give it one; otherwise they refuse the job.`,
        fixes: task.node
          ? [
              {
                title: `Add an identity "${name}" to task "${labelOf(task) ?? ''}"`,
                preferred: true,
                edits: [
                  insertLast(
                    file.text,
                    task.node,
                    `identity {\n  name = ${JSON.stringify(name)}\n  aud  = ["vault.io"]\n  ttl  = "1h"\n}`,
                  ),
                ],
              },
            ]
          : [],
      });
    }
  },
};
