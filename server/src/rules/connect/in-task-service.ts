/** A connect block where Nomad does not have it. */
import { childrenOf, groupsOf } from '../facts/job-view';
import { moveBlock, removeBlock } from '../facts/repairs';
import { providerOf, servicesOf } from '../facts/services';
import type { Rule } from '../rule';

export const inTaskService: Rule = {
  id: 'connect/in-task-service',
  level: 'error',
  title: 'A connect block in a service that cannot have one',
  languages: ['nomad'],
  about: 'connect',
  docs: {
    why: 'Consul Connect works for services of a group, whose network the proxy shares, and for services that are registered with Consul. Nomad refuses `connect` in a service of a task, and with `provider = "nomad"`.',
    wrong: 'task "api" {\n  service {\n    connect {\n      sidecar_service {}\n    }\n  }\n}',
    right: 'group "api" {\n  service {\n    connect {\n      sidecar_service {}\n    }\n  }\n}',
    sources: ['nomad/structs/structs.go validateServices', 'nomad/structs/services.go Service.validateNomadService'],
  },
  check(file, report) {
    for (const { service, task } of groupsOf(file.instance).flatMap(servicesOf)) {
      const [connect] = childrenOf(service, 'connect');
      const nomad = providerOf(service) === 'nomad';
      if (!connect || (!task && !nomad)) continue;
      report({
        start: connect.header.start,
        end: connect.header.end,
        message: task
          ? 'A service of a task cannot use Consul Connect. Move the service to the group.'
          : 'A service with provider = "nomad" cannot use Consul Connect. Remove "connect", or register it with Consul.',
        fixes: task
          ? moveBlock(
              file.text,
              service,
              task.parent?.type === 'group' ? task.parent : undefined,
              'Move the service to the group',
            )
          : [removeBlock(file.text, connect)],
      });
    }
  },
};
