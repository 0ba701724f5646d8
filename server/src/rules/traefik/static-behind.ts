/** Services behind Traefik whose port is fixed on the host. */
import { traefikOf } from '../../traefik/tags';
import { groupsOf, labelOf, stringOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { isLoadBalancer } from '../facts/role';
import { describeService, servicesOf } from '../facts/services';
import { fixedPorts } from '../port/fixed-ports';
import { dynamicFixes } from '../port/make-dynamic';
import type { Rule } from '../rule';

export const staticBehind: Rule = {
  id: 'traefik/static-behind',
  level: 'warning',
  policy: 'port',
  title: 'A static port behind the load balancer',
  languages: ['nomad'],
  about: 'static',
  docs: {
    why: 'Traefik finds the address and port of a service by discovery, so nobody needs a fixed port on the host. A static port keeps a second instance off the node and can be reached past the load balancer, without its TLS and its middlewares. Load balancers themselves, ports that the policy allows, and ports with a documented reason (`# static: …`) are left alone.',
    wrong:
      'network {\n  port "http" {\n    static = 8080\n  }\n}\nservice {\n  port = "http"\n  tags = ["traefik.enable=true"]\n}',
    right:
      'network {\n  port "http" {\n    to = 8080\n  }\n}\nservice {\n  port = "http"\n  tags = ["traefik.enable=true"]\n}',
    sources: ['job-specification/network#static'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      for (const { service } of servicesOf(group)) {
        const { enabled, tags } = traefikOf(service);
        const label = stringOf(service, 'port');
        if (!enabled || label === undefined) continue;
        const fixed = fixedPorts(file).find((one) => one.group === group && labelOf(one.port) === label);
        if (!fixed?.against || fixed.justification || isLoadBalancer(file, group) !== false) continue;
        const { start, end } = fixed.attribute.span;
        const tag = tags.find(({ key }) => key.toLowerCase() === 'traefik.enable');
        report({
          ...placeOf(service, 'port'),
          message: `Traefik finds ${describeService(service)} by discovery, and port "${label}" is fixed to ${fixed.number} on the host all the same. A dynamic port is enough.`,
          related: [
            { start, end, message: `Port "${label}" is static here` },
            ...(tag ? [{ ...tag.span, message: 'Traefik routes to the service' }] : []),
          ],
          fixes: dynamicFixes(file, fixed),
        });
      }
    }
  },
};
