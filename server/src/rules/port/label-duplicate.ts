/** A port label that a group declares twice. */
import type { BlockInstance } from '../../schema/instance';
import { groupsOf, labelOf } from '../facts/job-view';
import { isCertain } from '../facts/known';
import { allPorts } from '../facts/ports';
import type { Rule } from '../rule';

export const labelDuplicate: Rule = {
  id: 'port/label-duplicate',
  level: 'error',
  title: 'A port label that the group declares twice',
  languages: ['nomad'],
  docs: {
    why: 'A label stands for one port in the whole group: services, drivers and the variables `NOMAD_PORT_<label>` refer to it. It may occur once in all networks of the group, and a network of a task may not repeat one of the group. Nomad refuses the job.',
    wrong: 'network {\n  port "http" {}\n  port "http" {\n    to = 8080\n  }\n}',
    right: 'network {\n  port "http" {}\n  port "admin" {\n    to = 8080\n  }\n}',
    sources: ['nomad/structs/structs.go TaskGroup.validateNetworks'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const first = new Map<string, BlockInstance>();
      for (const { port, task } of allPorts(group)) {
        const label = labelOf(port);
        if (label === undefined || !isCertain(port)) continue;
        const other = first.get(label);
        // Ports of two tasks are not compared with one another.
        if (!other) {
          if (!task) first.set(label, port);
          continue;
        }
        const { start, end } = port.labels[0]?.span ?? port.header;
        report({
          start,
          end,
          message: `Port "${label}" is declared twice in group "${labelOf(group) ?? ''}". Give one of them another label, or remove it.`,
          related: [{ ...(other.labels[0]?.span ?? other.header), message: `"${label}" is declared here first` }],
        });
      }
    }
  },
};
