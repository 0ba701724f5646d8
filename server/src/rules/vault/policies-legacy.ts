/** Policies of Vault from the time before workload identities. */
import { valueOf } from '../facts/job-view';
import { removeAttribute } from '../facts/repairs';
import { blocksWith } from '../facts/walk';
import type { Rule } from '../rule';

export const policiesLegacy: Rule = {
  id: 'vault/policies-legacy',
  level: 'warning',
  title: 'Policies in a vault block',
  languages: ['nomad'],
  about: 'vault',
  docs: {
    why: 'Tasks log in to Vault with their workload identity, and the role that they log in with brings the policies. `policies` was for tokens that the servers made with a token of their own, which Nomad 1.10 no longer does: the list is read and has no use.',
    wrong: 'vault {\n  policies = ["app-read"]\n}',
    right: 'vault {\n  role = "app"\n}',
    sources: ['nomad/structs/structs.go Vault.Policies', 'job-specification/vault#policies'],
  },
  check(file, report) {
    for (const vault of blocksWith(file.instance, 'vault')) {
      const attribute = vault.attributes.get('policies');
      const policies = valueOf(vault, 'policies');
      if (!attribute || policies === undefined || (Array.isArray(policies) && policies.length === 0)) continue;
      const hasRole = vault.attributes.has('role');
      report({
        start: attribute.nameSpan.start,
        end: attribute.nameSpan.end,
        message: `"policies" has no use with workload identity: the role brings them. ${hasRole ? 'Remove the line.' : 'Name the role, or remove the line to use the default one.'}`,
        deprecated: true,
        fixes: [...removeAttribute(file.text, vault, 'policies', true), ...(hasRole ? [] : roleInstead())],
      });

      function roleInstead() {
        const [first] = Array.isArray(policies) ? policies : [];
        if (!attribute || typeof first !== 'string') return [];
        const { start, end } = attribute.span;
        return [
          { title: `Change to role = "${first}"`, edits: [{ start, end, text: `role = ${JSON.stringify(first)}` }] },
        ];
      }
    }
  },
};
