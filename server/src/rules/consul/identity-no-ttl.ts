/** Service identities for Consul that are less safe than they could be. */
import type { BlockInstance } from '../../schema/instance';
import { childrenOf, groupsOf } from '../facts/job-view';
import { countOf, flagOf, placeOf, textOf, textsOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import { servicesOf } from '../facts/services';
import type { Rule } from '../rule';

export const identityTtl: Rule = {
  id: 'consul/identity-no-ttl',
  level: 'warning',
  title: 'A service identity that is weaker than need be',
  languages: ['nomad'],
  about: 'identity',
  docs: {
    why: 'The token of a service identity is exchanged for one of Consul. Without `ttl` it never expires; with several audiences it is good for more than one service; and a copy in the environment (`env = true`) grows old unless `change_mode = "restart"` starts the task with the new one. Nomad warns of each.',
    wrong: 'service {\n  identity {\n    aud = ["consul.io"]\n  }\n}',
    right: 'service {\n  identity {\n    aud = ["consul.io"]\n    ttl = "1h"\n  }\n}',
    sources: ['nomad/structs/workload_id.go WorkloadIdentity.Warnings', 'nomad/structs/services.go Service.Warnings'],
  },
  check(file, report) {
    for (const { service } of groupsOf(file.instance).flatMap(servicesOf)) {
      for (const identity of childrenOf(service, 'identity')) {
        if (countOf(identity, 'ttl') === 0) {
          report({
            ...placeOf(identity, 'ttl'),
            message: 'This identity never expires. Give it a ttl, for example "1h".',
            fixes: setAttribute(file.text, identity, 'ttl', '"1h"'),
          });
        }
        if (textsOf(identity, 'aud').length > 1) {
          report({
            ...placeOf(identity, 'aud'),
            message: 'One audience per identity is safer: a token for several is good in each of them.',
          });
        }
        if (flagOf(identity, 'env') === true && isNotRestart(identity)) {
          report({
            ...placeOf(identity, 'env'),
            message:
              'The token in the environment is not renewed while the task runs. Set change_mode = "restart", or use a file.',
            fixes: setAttribute(file.text, identity, 'change_mode', '"restart"'),
          });
        }
      }
    }
  },
};

function isNotRestart(identity: BlockInstance): boolean {
  const mode = textOf(identity, 'change_mode');
  return mode !== undefined && mode !== 'restart';
}
