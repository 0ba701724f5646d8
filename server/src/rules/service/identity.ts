/** The identity of a service that Nomad itself registers needs a name. */
import { childrenOf, groupsOf } from '../facts/job-view';
import { placeOf, textOf } from '../facts/known';
import { removeBlock } from '../facts/repairs';
import { describeService, providerOf, servicesOf } from '../facts/services';
import type { Rule } from '../rule';

export const serviceIdentity: Rule = {
  id: 'service/identity',
  level: 'error',
  title: "An unnamed identity of a service in Nomad's own discovery",
  languages: ['nomad'],
  about: 'identity',
  docs: {
    why: 'A service identity is a token for Consul. For services of the provider `consul` Nomad makes up its name; for the provider `nomad` it has no use, and Nomad refuses one without a name.',
    wrong: 'service {\n  provider = "nomad"\n  identity {\n    aud = ["consul.io"]\n  }\n}',
    right: 'service {\n  provider = "nomad"\n}',
    sources: [
      'nomad/job_endpoint_hooks.go jobValidate.validateServiceIdentity',
      'nomad/job_endpoint_hook_implicit_identities.go handleConsulService',
    ],
  },
  check(file, report) {
    for (const { service } of groupsOf(file.instance).flatMap(servicesOf)) {
      const [identity] = childrenOf(service, 'identity');
      if (!identity || providerOf(service) !== 'nomad' || textOf(identity, 'name') !== '') continue;
      report({
        ...placeOf(identity, 'name'),
        message: `The identity of ${describeService(service)} has no name, and with provider = "nomad" Nomad makes none. Remove it, or give it a name.`,
        fixes: [removeBlock(file.text, identity, true)],
      });
    }
  },
};
