/** A static port that an agent on the node uses itself. */
import { groupsOf, labelOf } from '../job-view';
import { countOf } from '../known';
import { allPorts } from '../ports';
import type { Rule } from '../rule';

const owners: ReadonlyMap<number, string> = new Map([
  [22, 'SSH'],
  [2375, 'the Docker daemon'],
  [2376, 'the Docker daemon'],
  [4646, "Nomad's HTTP API"],
  [4647, "Nomad's RPC"],
  [4648, "Nomad's gossip"],
  [8300, "Consul's RPC"],
  [8301, "Consul's gossip"],
  [8302, "Consul's gossip"],
  [8500, "Consul's HTTP API"],
  [8600, "Consul's DNS"],
]);

export const staticReserved: Rule = {
  id: 'port/static-reserved',
  level: 'warning',
  title: 'A static port that an agent of the node uses',
  languages: ['nomad'],
  docs: {
    why: 'SSH, Docker, Nomad and Consul listen on the node at fixed ports: 22, 2375–2376, 4646–4648, 8300–8302, 8500, 8600. Nomad does not know of them unless the client reserves them, so it places the allocation, and the task then fails to bind.',
    wrong: 'port "http" {\n  static = 4646\n}',
    right: 'port "http" {\n  to = 8080\n}',
    sources: ['command/agent/config.go Ports', 'client/config reserved.reserved_ports'],
  },
  check(file, report) {
    for (const { port } of groupsOf(file.instance).flatMap(allPorts)) {
      const number = countOf(port, 'static');
      const owner = number === undefined ? undefined : owners.get(number);
      const attribute = port.attributes.get('static');
      if (!attribute || !owner) continue;
      report({
        start: attribute.expression.start,
        end: attribute.expression.end,
        message: `${number} is the port of ${owner} on every node that runs it, so "${labelOf(port) ?? ''}" cannot be bound there. Take another number, or make the port dynamic.`,
      });
    }
  },
};
