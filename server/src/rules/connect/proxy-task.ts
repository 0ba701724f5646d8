/** A task of the file that is a Connect proxy: what Nomad demands of it. */
import { childrenOf, groupsOf, tasksOf } from '../facts/job-view';
import { blocksOf, flagOf, placeOf, textOf } from '../facts/known';
import { removeAttribute } from '../facts/repairs';
import { serviceName, sidecarOf } from '../facts/services';
import type { Rule } from '../rule';

export const proxyTask: Rule = {
  id: 'connect/proxy-task',
  level: 'error',
  title: 'A proxy task that does not belong to a service',
  languages: ['nomad'],
  about: 'kind',
  docs: {
    why: 'A task of the kind `connect-proxy:<service>` is the sidecar of that service of the group. It has no services of its own, is not the leader, and the service must have a `sidecar_service`. Nomad adds such tasks itself; written by hand they are rarely needed.',
    wrong:
      'network {\n  mode = "bridge"\n}\nservice {\n  name = "api"\n  port = "8080"\n  connect {\n    sidecar_service {}\n  }\n}\ntask "proxy" {\n  kind   = "connect-proxy:api"\n  leader = true\n  driver = "docker"\n}',
    right:
      'network {\n  mode = "bridge"\n}\nservice {\n  name = "api"\n  port = "8080"\n  connect {\n    sidecar_service {}\n  }\n}\ntask "proxy" {\n  kind   = "connect-proxy:api"\n  driver = "docker"\n}',
    sources: ['nomad/structs/structs.go Task.Validate, ValidateConnectProxyService'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      for (const task of tasksOf(group)) {
        const proxied = /^connect-proxy:(.+)$/s.exec(textOf(task, 'kind') ?? '')?.[1];
        if (proxied === undefined) continue;
        const [service] = childrenOf(task, 'service');
        if (service)
          report({
            start: service.header.start,
            end: service.header.end,
            message: 'A proxy task has no services of its own. Move the service to the group.',
          });
        if (flagOf(task, 'leader') === true) {
          report({
            ...placeOf(task, 'leader'),
            message: 'A proxy task cannot be the leader of its group. Remove "leader".',
            fixes: removeAttribute(file.text, task, 'leader', true),
          });
        }
        const services = group.type === 'task' ? [] : blocksOf(group, 'service');
        const names = services
          ?.filter((s) => sidecarOf(s))
          .map((s) => serviceName(file.instance, group, { service: s, task: undefined }));
        if (
          !services ||
          !names ||
          services.some((s) => s.open) ||
          names.some((name) => name === undefined || name.includes('${')) ||
          names.includes(proxied)
        )
          continue;
        report({
          ...placeOf(task, 'kind'),
          message: `No service "${proxied}" with a sidecar in this group, so this proxy has nothing to stand for. Name such a service.`,
        });
      }
    }
  },
};
