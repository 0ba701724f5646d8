/** Two ports of one group that claim the same host port on the same host network. */
import type { BlockInstance } from '../../schema/instance';
import { groupsOf, labelOf } from '../facts/job-view';
import { countOf, flagOf, isCertain, textOf } from '../facts/known';
import { allPorts } from '../facts/ports';
import type { Rule } from '../rule';
import { dynamicFixes } from './make-dynamic';

export const staticDuplicate: Rule = {
  id: 'port/static-duplicate',
  level: 'error',
  title: 'Two ports of one group with the same static number',
  languages: ['nomad'],
  about: 'static',
  docs: {
    why: 'All ports of a group are taken on one node, so a static number can be claimed once for each host network. Nomad refuses the job. A port of the group with `ignore_collision = true` may repeat a number that an earlier port has; that needs host mode.',
    wrong: 'port "http" {\n  static = 80\n}\nport "web" {\n  static = 80\n}',
    right: 'port "http" {\n  static = 80\n}\nport "web" {\n  to = 8080\n}',
    sources: ['nomad/structs/structs.go TaskGroup.validateNetworks'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const first = new Map<string, BlockInstance>();
      for (const { port, network, task } of allPorts(group)) {
        const number = countOf(port, 'static');
        const host = textOf(port, 'host_network');
        const attribute = port.attributes.get('static');
        if (!number || !attribute || host === undefined || !isCertain(port)) continue;
        const key = `${host || 'default'} ${number}`;
        const other = first.get(key);
        if (!other) {
          first.set(key, port);
          continue;
        }
        // In a task's own network the switch is not looked at.
        if (!task && flagOf(port, 'ignore_collision') !== false) continue;
        report({
          start: attribute.span.start,
          end: attribute.span.end,
          message: `Port "${labelOf(port) ?? ''}" and port "${labelOf(other) ?? ''}" both claim ${number} on the host. Give one another number, or make it dynamic.`,
          related: [
            {
              ...(other.attributes.get('static')?.span ?? other.header),
              message: `"${labelOf(other) ?? ''}" claims ${number} here`,
            },
          ],
          fixes: dynamicFixes(file, { group, network, port, number }),
        });
      }
    }
  },
};
