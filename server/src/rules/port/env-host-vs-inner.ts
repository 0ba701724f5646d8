/** NOMAD_PORT_<label> told to others where it is the port inside of the container. */
import { groupsOf, labelOf } from '../facts/job-view';
import { countOf } from '../facts/known';
import { groupPorts } from '../facts/ports';
import type { Rule } from '../rule';
import { toldPorts } from './told-ports';

export const envHostVsInner: Rule = {
  id: 'port/env-host-vs-inner',
  level: 'information',
  title: 'The port inside of the container, told to others',
  languages: ['nomad'],
  about: 'port',
  docs: {
    why: '`NOMAD_PORT_<label>` is the port to listen on: with `to` it is the one inside. Who connects from outside needs the one of the host: `NOMAD_HOST_PORT_<label>`, or `NOMAD_ADDR_<label>` with the address. Without `to` the two are the same.',
    wrong: 'port "http" {\n  to = 8080\n}\nenv {\n  ADVERTISE = "${NOMAD_IP_http}:${NOMAD_PORT_http}"\n}',
    right: 'port "http" {\n  to = 8080\n}\nenv {\n  ADVERTISE = "${NOMAD_ADDR_http}"\n}',
    sources: ['client/taskenv/env.go addPorts'],
  },
  check(file, report) {
    if (!file.text.includes('NOMAD_PORT_')) return;
    for (const group of groupsOf(file.instance)) {
      const mapped = new Map(
        groupPorts(group).flatMap(({ port }) => {
          const to = countOf(port, 'to');
          const differs = to !== undefined && to > 0 && countOf(port, 'static') !== to;
          return differs ? [[(labelOf(port) ?? '').replace(/[^A-Za-z0-9_]/g, '_'), to] as const] : [];
        }),
      );
      for (const { label, start, end } of toldPorts(file, group)) {
        const to = mapped.get(label);
        if (to === undefined) continue;
        report({
          start,
          end,
          message: `NOMAD_PORT_${label} is the port inside of the container (${to}), and this address is for others. They need NOMAD_HOST_PORT_${label}.`,
          fixes: () => [
            {
              title: `Change to NOMAD_HOST_PORT_${label}`,
              preferred: true,
              edits: [{ start, end, text: `NOMAD_HOST_PORT_${label}` }],
            },
          ],
        });
      }
    }
  },
};
