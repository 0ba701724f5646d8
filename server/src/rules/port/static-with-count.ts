/** A static port of a group that runs more than once. */
import type { Analysis } from '../../analysis';
import type { Fix } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { insertFirst } from '../../text-edits';
import { hasDistinctHosts, isSpreadOverNodes } from '../facts/constraints';
import { groupCount } from '../facts/group-facts';
import { groupsOf, labelOf } from '../facts/job-view';
import { blockOf, countOf, flagOf } from '../facts/known';
import { groupPorts } from '../facts/ports';
import type { Rule } from '../rule';
import { dynamicFixes, type StaticPort } from './make-dynamic';

export const staticWithCount: Rule = {
  id: 'port/static-with-count',
  level: 'warning',
  title: 'A static port of a group that runs more than once',
  languages: ['nomad'],
  about: 'static',
  docs: {
    why: 'A node gives a static port to one allocation. A group that runs several times needs as many nodes, and what cannot be placed stays pending. Nomad accepts the job. A `distinct_hosts` constraint, or a spread over nodes, says that this is meant; a dynamic port does away with it.',
    wrong: 'group "web" {\n  count = 3\n  network {\n    port "http" {\n      static = 8080\n    }\n  }\n}',
    right: 'group "web" {\n  count = 3\n  network {\n    port "http" {\n      to = 8080\n    }\n  }\n}',
    sources: ['nomad/structs/network.go NetworkIndex.AssignPorts'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const count = mostAllocations(group);
      if (count === undefined || count < 2 || hasDistinctHosts(file.instance, group) !== false) continue;
      if (isSpreadOverNodes(file.instance, group)) continue;
      for (const { port, network } of groupPorts(group)) {
        const number = countOf(port, 'static');
        const attribute = port.attributes.get('static');
        if (!attribute || number === undefined || number <= 0 || flagOf(port, 'ignore_collision') !== false) continue;
        report({
          start: attribute.span.start,
          end: attribute.span.end,
          message: `Port "${labelOf(port) ?? ''}" is fixed to ${number}, and group "${labelOf(group) ?? ''}" runs up to ${count} times: each allocation needs a node of its own. Use a dynamic port, or say so with distinct_hosts.`,
          fixes: () => fixes(file, { group, network, port, number }),
        });
      }
    }
  },
};

function mostAllocations(group: BlockInstance): number | undefined {
  const scaling = blockOf(group, 'scaling');
  const count = groupCount(group);
  const max = scaling ? countOf(scaling, 'max') : 0;
  return count === undefined ? max : Math.max(count, max ?? 0);
}

function fixes(file: Analysis, fixed: StaticPort): readonly Fix[] {
  const { node } = fixed.group;
  const distinct: Fix[] = node
    ? [
        {
          title: 'Add a distinct_hosts constraint',
          edits: [insertFirst(file.text, node, 'constraint {\n  distinct_hosts = true\n}\n')],
        },
      ]
    : [];
  return [...dynamicFixes(file, fixed), ...distinct];
}
