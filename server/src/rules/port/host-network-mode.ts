/** A container that leaves the network of its group. */
import { configsOf, containers } from '../facts/driver-config';
import { labelOf } from '../facts/job-view';
import { placeOf, textOf } from '../facts/known';
import { groupNetworks } from '../facts/ports';
import { removeAttribute } from '../facts/repairs';
import type { Rule } from '../rule';

export const hostNetworkMode: Rule = {
  id: 'port/host-network-mode',
  level: 'warning',
  title: 'A container in the network of the host while its group has one of its own',
  languages: ['nomad'],
  about: 'network_mode',
  docs: {
    why: 'In bridge and CNI mode all tasks of a group share a network of their own: ports are mapped into it with `to`, and tasks and sidecars reach each other at 127.0.0.1. A container with `network_mode = "host"` is not in it. Nothing is mapped to it, and the others do not find it.',
    wrong:
      'network {\n  mode = "bridge"\n  port "http" {\n    to = 8080\n  }\n}\ntask "web" {\n  driver = "docker"\n  config {\n    image        = "nginx:1.27"\n    network_mode = "host"\n  }\n}',
    right:
      'network {\n  mode = "bridge"\n  port "http" {\n    to = 8080\n  }\n}\ntask "web" {\n  driver = "docker"\n  config {\n    image = "nginx:1.27"\n    # in the network of the group\n  }\n}',
    sources: ['drivers/docker/driver.go createContainerConfig'],
  },
  check(file, report) {
    for (const { group, config } of configsOf(file.instance, containers)) {
      const network = groupNetworks(group).find((n) => /^(?:bridge$|cni\/)/.test(textOf(n, 'mode') ?? ''));
      if (!network || textOf(config, 'network_mode') !== 'host') continue;
      report({
        ...placeOf(config, 'network_mode'),
        message: `Group "${labelOf(group) ?? ''}" has a network of its own (mode "${textOf(network, 'mode')}"), and this container leaves it: ports are not mapped to it, and the other tasks do not find it. Remove network_mode, or use mode = "host" for the group.`,
        related: [{ ...placeOf(network, 'mode'), message: 'the network of the group is here' }],
        fixes: removeAttribute(file.text, config, 'network_mode', true),
      });
    }
  },
};
