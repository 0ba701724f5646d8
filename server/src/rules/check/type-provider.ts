/** A check type that the service's provider does not have. */

import { checksOf } from '../facts/checks';
import { groupsOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { setAttribute, setValue } from '../facts/repairs';
import { servicesOf } from '../facts/services';
import type { Rule } from '../rule';

export const typeProvider: Rule = {
  id: 'check/type-provider',
  level: 'error',
  title: 'A check type that the provider does not have',
  languages: ['nomad'],
  about: 'check',
  docs: {
    why: "Nomad's own service discovery makes http and tcp checks; script and grpc checks need Consul. Nomad refuses the job.",
    wrong: 'service {\n  provider = "nomad"\n  check {\n    type = "grpc"\n  }\n}',
    right: 'service {\n  provider = "nomad"\n  check {\n    type = "tcp"\n  }\n}',
    sources: ['nomad/structs/services.go ServiceCheck.validateNomad, validateConsul'],
  },
  check(file, report) {
    const checks = groupsOf(file.instance).flatMap((group) => checksOf(group).map((check) => ({ ...check, group })));
    for (const { group, service, check, type, provider } of checks) {
      const attribute = check.attributes.get('type');
      const kind = type?.toLowerCase();
      if (!attribute || provider !== 'nomad' || (kind !== 'script' && kind !== 'grpc')) continue;
      report({
        ...placeOf(check, 'type'),
        message: `A service with provider = "nomad" has http and tcp checks only, not ${kind}. Use one of them, or provider = "consul".`,
        fixes: [
          ...(kind === 'grpc' ? [setValue(attribute, '"tcp"')] : []),
          // All services of a group have one provider.
          ...(servicesOf(group).length === 1 ? setAttribute(file.text, service, 'provider', '"consul"', false) : []),
        ],
      });
    }
  },
};
