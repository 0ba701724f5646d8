/** A static port that an agent on the node uses itself. */
import { labelOf } from '../facts/job-view';
import type { Rule } from '../rule';
import { fixedPorts } from './fixed-ports';
import { dynamicFixes } from './make-dynamic';

const owners: ReadonlyMap<number, string> = new Map([
  [22, 'the port of SSH'],
  [2375, 'the port of the Docker daemon'],
  [2376, 'the port of the Docker daemon'],
  [4646, "the port of Nomad's HTTP API"],
  [4647, "the port of Nomad's RPC"],
  [4648, "the port of Nomad's gossip"],
  [8300, "the port of Consul's RPC"],
  [8301, "the port of Consul's gossip"],
  [8302, "the port of Consul's gossip"],
  [8500, "the port of Consul's HTTP API"],
  [8600, "the port of Consul's DNS"],
]);

export const staticReserved: Rule = {
  id: 'port/static-reserved',
  level: 'warning',
  title: 'A static port that an agent of the node uses',
  languages: ['nomad'],
  about: 'static',
  docs: {
    why: 'SSH, Docker, Nomad and Consul listen on the node at fixed ports: 22, 2375–2376, 4646–4648, 8300–8302, 8500, 8600 (`reservedPorts` in the policy). Nomad does not know of them unless the client reserves them, so it places the allocation, and the task then fails to bind.',
    wrong: 'port "http" {\n  static = 4646\n}',
    right: 'port "http" {\n  to = 8080\n}',
    sources: ['command/agent/config.go Ports', 'client/config reserved.reserved_ports'],
  },
  check(file, report) {
    const reserved = new Set(file.settings.policy.reservedPorts);
    for (const fixed of fixedPorts(file)) {
      const { port, attribute, number } = fixed;
      if (!reserved.has(number)) continue;
      report({
        start: attribute.expression.start,
        end: attribute.expression.end,
        message: `${number} is ${owners.get(number) ?? 'reserved for an agent'} on every node that runs it, so "${labelOf(port) ?? ''}" cannot be bound there. Take another number, or make the port dynamic.`,
        fixes: dynamicFixes(file, fixed),
      });
    }
  },
};
