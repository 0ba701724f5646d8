/** reserved_ports beside port: Nomad keeps only the latter. */
import { childrenOf, groupsOf, labelOf, tasksOf } from '../facts/job-view';
import { groupNetworks, taskNetworks } from '../facts/ports';
import type { Rule } from '../rule';

export const reservedPortsLost: Rule = {
  id: 'port/reserved-ports-lost',
  level: 'warning',
  title: 'A reserved_ports block that Nomad drops',
  languages: ['nomad'],
  about: 'reserved_ports',
  docs: {
    why: '`reserved_ports` is an old form of `port` with `static`. Once a network has a `port` block, Nomad rebuilds both lists from the `port` blocks and drops every `reserved_ports` without a word: the label then exists nowhere.',
    wrong: 'network {\n  port "http" {}\n  reserved_ports "dns" {\n    static = 53\n  }\n}',
    right: 'network {\n  port "http" {}\n  port "dns" {\n    static = 53\n  }\n}',
    sources: ['jobspec2/parse_job.go normalizeNetworkPorts'],
  },
  check(file, report) {
    const groups = groupsOf(file.instance);
    const networks = [...groups.flatMap(groupNetworks), ...groups.flatMap(tasksOf).flatMap(taskNetworks)];
    for (const network of networks) {
      if (childrenOf(network, 'port').length === 0) continue;
      const taken = childrenOf(network, 'port').map(labelOf);
      for (const reserved of childrenOf(network, 'reserved_ports')) {
        report({
          start: reserved.header.start,
          end: reserved.header.end,
          message: `Nomad drops reserved_ports "${labelOf(reserved) ?? ''}" because the network has port blocks. Write it as a port block.`,
          fixes: taken.includes(labelOf(reserved))
            ? []
            : [
                {
                  title: 'Write it as a port block',
                  preferred: true,
                  edits: [{ start: reserved.typeSpan.start, end: reserved.typeSpan.end, text: 'port' }],
                },
              ],
        });
      }
    }
  },
};
