/** The `port_map` of a container: the form before ports of the group. */
import { configsOf, containers } from '../facts/driver-config';
import { childrenOf } from '../facts/job-view';
import { groupNetworks } from '../facts/ports';
import type { Rule } from '../rule';
import { groupNetworkEdits } from './group-network';

export const deprecatedPortMap: Rule = {
  id: 'deprecated/port-map',
  level: 'warning',
  title: 'port_map in the config of a container',
  languages: ['nomad'],
  about: 'port_map',
  docs: {
    why: 'A port says itself which number the program has inside: `to` in the `port` of the group, and the container lists the labels in `ports`. `port_map` belongs to the old network in the resources of a task. It cannot map the ports of a group: Nomad accepts the job, and the task then fails to start.',
    wrong:
      'network {\n  port "http" {}\n}\ntask "web" {\n  driver = "docker"\n  config {\n    image = "nginx:1.27"\n    port_map {\n      http = 80\n    }\n  }\n}',
    right:
      'network {\n  port "http" {\n    to = 80\n  }\n}\ntask "web" {\n  driver = "docker"\n  config {\n    image = "nginx:1.27"\n    ports = ["http"]\n  }\n}',
    sources: ['drivers/docker/driver.go createContainerConfig', 'drivers/docker/config.go PortMap'],
  },
  check(file, report) {
    for (const { group, task, config } of configsOf(file.instance, containers)) {
      const maps = [...childrenOf(config, 'port_map'), ...[config.attributes.get('port_map')].flatMap((a) => a ?? [])];
      const edits = maps.length > 0 ? groupNetworkEdits(file, group, task) : undefined;
      for (const map of maps) {
        const { start, end } = 'header' in map ? map.header : map.nameSpan;
        report({
          start,
          end,
          message: `"port_map" is deprecated${groupNetworks(group).length > 0 ? ' and does not map the ports of a group: the task fails to start' : ''}. Write the number as "to" of the port, and list the labels in "ports".`,
          deprecated: true,
          fixes: edits ? [{ title: 'Write "to" and "ports" instead', preferred: true, edits }] : [],
        });
      }
    }
  },
};
