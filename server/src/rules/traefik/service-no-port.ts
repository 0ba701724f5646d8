/** Services that Traefik routes to and that have no port. */
import { traefikOf } from '../../traefik/tags';
import { groupsOf, labelOf, stringOf, valueOf } from '../facts/job-view';
import { groupPorts } from '../facts/ports';
import { setAttribute } from '../facts/repairs';
import { describeService, servicesOf } from '../facts/services';
import type { Rule } from '../rule';

export const serviceNoPort: Rule = {
  id: 'traefik/service-no-port',
  level: 'warning',
  title: 'A service for Traefik without a port',
  languages: ['nomad'],
  about: 'service',
  docs: {
    why: 'Traefik sends requests to the address and port that the service announces. A service without `port` announces none: Traefik logs "port is missing" and drops all that the tags say. A tag `…loadbalancer.server.port` can name one.',
    wrong: 'network {\n  port "http" {}\n}\nservice {\n  name = "app"\n  tags = ["traefik.enable=true"]\n}',
    right:
      'network {\n  port "http" {}\n}\nservice {\n  name = "app"\n  port = "http"\n  tags = ["traefik.enable=true"]\n}',
    sources: ['github.com/traefik/traefik pkg/provider/nomad addServer'],
  },
  check(file, report) {
    const services = groupsOf(file.instance).flatMap((group) =>
      servicesOf(group).map(({ service }) => ({ service, group })),
    );
    for (const { group, service } of services) {
      const { tags, enabled, open } = traefikOf(service);
      if (!enabled || open || (valueOf(service, 'port') !== undefined && stringOf(service, 'port') !== '')) continue;
      const own = tags.filter(({ path }) => path[2] === 'services');
      const told = own.some(
        ({ path }) => path[4] === 'loadbalancer' && path[5] === 'server' && /^(port|url)$/.test(path[6] ?? ''),
      );
      // A router to one of Traefik's own services needs no server.
      const inner = tags.filter(({ path }) => path[2] === 'routers' && path[4] === 'service');
      if (told || inner.some(({ value }) => value?.includes('@'))) continue;
      const tag = tags.find(({ key }) => key.toLowerCase() === 'traefik.enable');
      report({
        ...(tag?.span ?? service.header),
        message: `Traefik is to route to ${describeService(service)}, which has no port. Add port = "<label>" to the service.`,
        fixes: groupPorts(group).flatMap(({ port }) => {
          const label = labelOf(port);
          return label
            ? setAttribute(file.text, service, 'port', JSON.stringify(label), groupPorts(group).length === 1)
            : [];
        }),
      });
    }
  },
};
