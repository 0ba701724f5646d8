/** Port labels whose variables are called otherwise than one thinks. */
import type { BlockInstance } from '../../schema/instance';
import { groupsOf, labelOf } from '../facts/job-view';
import { isCertain } from '../facts/known';
import { groupPorts } from '../facts/ports';
import type { Rule } from '../rule';

export const labelInvalid: Rule = {
  id: 'port/label-invalid',
  level: 'warning',
  title: 'A port label that is no good name for variables',
  languages: ['nomad'],
  docs: {
    why: 'Nomad takes any text as label of a port. In the names of the variables that the tasks see, every character but letters, digits and `_` becomes `_`: `NOMAD_PORT_<label>`. Two labels that then are the same share their variables, and one of the two ports is lost to the tasks. An empty label names nothing.',
    wrong: 'port "grpc-web" {}\nport "grpc_web" {}',
    right: 'port "grpc" {}\nport "grpc-web" {}',
    sources: ['client/taskenv/env.go addPorts', 'helper/funcs.go CleanEnvVar'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const first = new Map<string, BlockInstance>();
      for (const { port } of groupPorts(group)) {
        const label = labelOf(port);
        if (label === undefined || !isCertain(port)) continue;
        const { start, end } = port.labels[0]?.span ?? port.header;
        if (label.trim() === '') {
          report({
            start,
            end,
            message:
              'This port has no name. Services, drivers and variables refer to a port by its label: give it one.',
          });
          continue;
        }
        const name = label.replace(/[^A-Za-z0-9_]/g, '_');
        const other = first.get(name);
        if (!other) first.set(name, port);
        else if (labelOf(other) !== label) {
          report({
            start,
            end,
            message: `"${labelOf(other) ?? ''}" and "${label}" share their variables: both are NOMAD_PORT_${name}, and the tasks see one of them only. Give one another label.`,
            related: [
              { ...(other.labels[0]?.span ?? other.header), message: `"${labelOf(other) ?? ''}" is declared here` },
            ],
          });
        } else continue;
        if (!other && /[^A-Za-z0-9_-]/.test(label)) {
          report({
            start,
            end,
            severity: 'information',
            message: `The variables of port "${label}" are called NOMAD_PORT_${name} and the like. Letters, digits, "-" and "_" make labels that are found again.`,
          });
        }
      }
    }
  },
};
