/** A port label that a group declares twice. */
import { groupsOf, labelOf } from '../facts/job-view';
import { isCertain } from '../facts/known';
import { allPorts } from '../facts/ports';
import { removeBlock } from '../facts/repairs';
import { reportTwins, twinsBy } from '../facts/twins';
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
      const ports = allPorts(group).filter(({ port }) => isCertain(port));
      for (const alike of twinsBy(ports, ({ port }) => labelOf(port))) {
        // Ports of two tasks are not compared with one another.
        if (alike.every(({ task }) => task)) continue;
        const [{ port } = {}] = alike;
        reportTwins(
          alike.map(({ port }) => port.labels[0]?.span ?? port.header),
          report,
          {
            message: `Port "${port && labelOf(port)}" is declared twice in group "${labelOf(group) ?? ''}". Give one of them another label, or remove it.`,
          },
          'It is declared here too',
          (i) => {
            const port = alike[i]?.port;
            return port?.node && !port.dynamic ? [removeBlock(file.text, port)] : [];
          },
        );
      }
    }
  },
};
