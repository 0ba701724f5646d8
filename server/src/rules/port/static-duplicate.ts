/** Two ports of one group that claim the same host port on the same host network. */
import type { BlockInstance } from '../../schema/instance';
import { childrenOf, groupsOf, isUnknown, labelOf, numberOf, stringOf, valueOf } from '../job-view';
import type { Rule } from '../rule';

export const staticDuplicate: Rule = {
  id: 'port/static-duplicate',
  level: 'error',
  title: 'Two ports of one group with the same static number',
  languages: ['nomad'],
  docs: {
    why: 'All ports of a group are taken on one node, so a static number can be claimed once for each host network. Nomad refuses the job. `ignore_collision` lifts this for ports of a group in host mode.',
    wrong: 'port "http" {\n  static = 80\n}\nport "web" {\n  static = 80\n}',
    right: 'port "http" {\n  static = 80\n}\nport "web" {\n  to = 8080\n}',
    sources: ['nomad/structs/structs.go TaskGroup.validateNetworks'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const first = new Map<string, BlockInstance>();
      for (const port of childrenOf(group, 'network').flatMap((network) => childrenOf(network, 'port'))) {
        const number = numberOf(port, 'static');
        const attribute = port.attributes.get('static');
        if (!number || !attribute || valueOf(port, 'ignore_collision') === true) continue;
        if (isUnknown(port, 'host_network') || isUnknown(port, 'ignore_collision')) continue;
        const key = `${stringOf(port, 'host_network') || 'default'} ${number}`;
        const other = first.get(key);
        if (!other) {
          first.set(key, port);
          continue;
        }
        report({
          start: attribute.span.start,
          end: attribute.span.end,
          message: `Port "${labelOf(port) ?? ''}" and port "${labelOf(other) ?? ''}" both claim ${number} on the host. Give one another number, or make it dynamic.`,
          related: [{ ...(other.attributes.get('static')?.span ?? other.header), message: `"${labelOf(other) ?? ''}" claims ${number} here` }],
          fixes: port.attributes.has('to')
            ? []
            : [{ title: `Use a dynamic port (the task listens on ${number})`, preferred: true, edits: [{ start: attribute.nameSpan.start, end: attribute.nameSpan.end, text: 'to' }] }],
        });
      }
    }
  },
};
