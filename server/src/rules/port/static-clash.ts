/** Two groups of a job that want the same static port on the same node. */

import { jobTypeOf } from '../../job/canonical';
import type { BlockInstance } from '../../schema/instance';
import { pinnedNode } from '../facts/constraints';
import { childrenOf, groupsOf, labelOf } from '../facts/job-view';
import { countOf, flagOf, textOf } from '../facts/known';
import { groupPorts } from '../facts/ports';
import type { Rule } from '../rule';
import { dynamicFixes } from './make-dynamic';

export const staticClash: Rule = {
  id: 'port/static-clash',
  level: 'warning',
  title: 'Two groups that need one static port of the same node',
  languages: ['nomad'],
  about: 'static',
  docs: {
    why: 'Each group is placed on its own, so Nomad accepts two groups with the same static port. When both are bound to one node, or the job runs on every node, the second can never be placed.',
    wrong:
      'job "metrics" {\n  constraint {\n    attribute = "${node.unique.name}"\n    value     = "edge-1"\n  }\n  group "a" {\n    network {\n      port "metrics" {\n        static = 9090\n      }\n    }\n  }\n  group "b" {\n    network {\n      port "metrics" {\n        static = 9090\n      }\n    }\n  }\n}',
    right:
      'job "metrics" {\n  constraint {\n    attribute = "${node.unique.name}"\n    value     = "edge-1"\n  }\n  group "a" {\n    network {\n      port "metrics" {\n        static = 9090\n      }\n    }\n  }\n  group "b" {\n    network {\n      port "metrics" {\n        to = 9090\n      }\n    }\n  }\n}',
    sources: ['nomad/structs/network.go NetworkIndex.AssignPorts'],
  },
  check(file, report) {
    const first = new Map<string, { readonly group: BlockInstance; readonly port: BlockInstance }>();
    for (const group of groupsOf(file.instance)) {
      const type = jobTypeOf(group);
      const everywhere = type === 'system' || type === 'sysbatch';
      const narrowed = childrenOf(group, 'constraint').length > 0 || group.openTypes.has('constraint') || group.open;
      const place = pinnedNode(file.instance, group) ?? (everywhere && !narrowed ? 'every node' : undefined);
      if (!place || countOf(group, 'count', 1) === 0) continue;
      for (const { port, network: owner } of groupPorts(group)) {
        const number = countOf(port, 'static');
        const network = textOf(port, 'host_network');
        const attribute = port.attributes.get('static');
        if (!attribute || !number || number < 0 || network === undefined || flagOf(port, 'ignore_collision') !== false)
          continue;
        const key = `${place} ${network || 'default'} ${number}`;
        const other = first.get(key);
        if (!other) first.set(key, { group, port });
        else if (other.group !== group) {
          report({
            start: attribute.span.start,
            end: attribute.span.end,
            message: `Groups "${labelOf(other.group) ?? ''}" and "${labelOf(group) ?? ''}" both need port ${number} of the same node, so the second is never placed. Give one another number, or make it dynamic.`,
            related: [
              {
                ...(other.port.attributes.get('static')?.span ?? other.port.header),
                message: `"${labelOf(other.group) ?? ''}" claims ${number} here`,
              },
            ],
            fixes: () => dynamicFixes(file, { group, network: owner, port, number }),
          });
        }
      }
    }
  },
};
