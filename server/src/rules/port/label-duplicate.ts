/** A port label that a group declares twice. */
import type { BlockInstance } from '../../schema/instance';
import { groupsOf, labelOf } from '../facts/job-view';
import { countOf, isCertain, placeOf, textOf } from '../facts/known';
import { allPorts } from '../facts/ports';
import { removeAttribute, removeBlock } from '../facts/repairs';
import { groupServices, sidecarOf } from '../facts/services';
import { reportTwins, twinsBy } from '../facts/twins';
import type { Rule } from '../rule';

export const labelDuplicate: Rule = {
  id: 'port/label-duplicate',
  level: 'error',
  title: 'A port label that the group declares twice',
  languages: ['nomad'],
  about: 'port',
  docs: {
    why: 'A label stands for one port in the whole group: services, drivers and the variables `NOMAD_PORT_<label>` refer to it. It may occur once in all networks of the group, and a network of a task may not repeat one of the group. For the port of a sidecar Nomad declares the label itself, unless a dynamic port has it. Nomad refuses the job.',
    wrong: 'network {\n  port "http" {}\n  port "http" {\n    to = 8080\n  }\n}',
    right: 'network {\n  port "http" {}\n  port "admin" {\n    to = 8080\n  }\n}',
    sources: [
      'nomad/structs/structs.go TaskGroup.validateNetworks',
      'nomad/job_endpoint_hook_connect.go groupConnectHook, injectPort',
    ],
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
      for (const service of groupServices(group)) {
        const sidecar = sidecarOf(service);
        const label = sidecar && textOf(sidecar, 'port');
        const fixed = label && ports.find(({ port, task }) => !task && labelOf(port) === label && isFixed(port));
        if (!sidecar || !fixed) continue;
        const { start, end } = fixed.port.labels[0]?.span ?? fixed.port.header;
        report({
          ...placeOf(sidecar, 'port'),
          message: `Port "${label}" is static, and the proxy needs a dynamic one: Nomad declares the label a second time. Remove "port", or name a port without "static".`,
          related: [{ start, end, message: 'The static port is here' }],
          fixes: removeAttribute(file.text, sidecar, 'port', true),
        });
      }
    }
  },
};

const isFixed = (port: BlockInstance): boolean => (countOf(port, 'static') ?? 0) > 0;
