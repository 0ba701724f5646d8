/** An identity of a service that nobody is to accept. */
import { childrenOf, groupsOf, valueOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import { describeService, servicesOf } from '../facts/services';
import type { Rule } from '../rule';

export const identityEmptyAud: Rule = {
  id: 'consul/identity-empty-aud',
  level: 'error',
  title: 'An identity of a service without an audience',
  languages: ['nomad'],
  about: 'identity',
  docs: {
    why: 'The audience says who accepts the token: it must be the one that the auth method in Consul asks for, `consul.io` by default. Nomad refuses an identity of a service with an empty list.',
    wrong: 'service {\n  identity {\n    aud = []\n  }\n}',
    right: 'service {\n  identity {\n    aud = ["consul.io"]\n    ttl = "1h"\n  }\n}',
    sources: ['nomad/structs/services.go Service.validateIdentity'],
  },
  check(file, report) {
    for (const { service } of groupsOf(file.instance).flatMap(servicesOf)) {
      for (const identity of childrenOf(service, 'identity')) {
        const audiences = valueOf(identity, 'aud');
        if (!Array.isArray(audiences) || audiences.length > 0) continue;
        report({
          ...placeOf(identity, 'aud'),
          message: `The identity of ${describeService(service)} names nobody who is to accept it. Consul takes aud = ["consul.io"] unless its auth method says otherwise.`,
          fixes: setAttribute(file.text, identity, 'aud', '["consul.io"]'),
        });
      }
    }
  },
};
