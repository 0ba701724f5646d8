/** Services of Consul that log in there with whatever the servers say. */
import { insertLast } from '../../text-edits';
import { groupsOf } from '../facts/job-view';
import { blockOf } from '../facts/known';
import { certain, describeService, providerOf, servicesOf } from '../facts/services';
import type { Rule } from '../rule';

export const identityMissing: Rule = {
  id: 'consul/identity-missing',
  level: 'hint',
  policy: 'house',
  title: 'A service of Consul without an identity',
  languages: ['nomad'],
  about: 'service',
  docs: {
    why: 'With workload identity the client registers a service under a token of its own. Where the servers set `consul { service_identity { … } }` every service gets one and nothing is missing here; where they do not, Consul with ACLs refuses a service without an `identity`. Raise the level of this rule when your servers have no default.',
    wrong: 'service {\n  name = "web"\n  port = "http"\n}',
    right: 'service {\n  name = "web"\n  port = "http"\n  identity {\n    aud = ["consul.io"]\n    ttl = "1h"\n  }\n}',
    sources: ['nomad/job_endpoint_hook_implicit_identities.go handleConsulService'],
  },
  check(file, report) {
    for (const { service } of groupsOf(file.instance).flatMap((group) => certain(servicesOf(group)))) {
      if (providerOf(service) !== 'consul' || blockOf(service, 'identity') !== null) continue;
      report({
        start: service.typeSpan.start,
        end: service.typeSpan.end,
        message: `The ${describeService(service).replace('this ', '')} has no identity. It works where the servers give all services one (consul.service_identity), or where Consul has no ACLs.`,
        fixes: service.node
          ? [
              {
                title: 'Add an identity for Consul',
                preferred: true,
                edits: [insertLast(file.text, service.node, 'identity {\n  aud = ["consul.io"]\n  ttl = "1h"\n}')],
              },
            ]
          : [],
      });
    }
  },
};
