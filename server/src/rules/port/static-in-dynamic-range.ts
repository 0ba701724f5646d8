/** A static port among those that Nomad hands out. */
import { groupsOf, labelOf } from '../job-view';
import { countOf } from '../known';
import { allPorts } from '../ports';
import type { Rule } from '../rule';

/** nomad/structs/network.go DefaultMinDynamicPort, DefaultMaxDynamicPort: both ends belong to the range. */
const [first, last] = [20000, 32000];

export const staticInDynamicRange: Rule = {
  id: 'port/static-in-dynamic-range',
  level: 'warning',
  title: 'A static port within the dynamic range',
  languages: ['nomad'],
  docs: {
    why: 'Nomad hands out dynamic ports from 20000 to 32000 (a client may set `min_dynamic_port` and `max_dynamic_port`). A static port in that range may be taken by any allocation at the moment when this job wants it, and the job then cannot be placed on that node.',
    wrong: 'port "http" {\n  static = 25000\n}',
    right: 'port "http" {\n  to = 8080\n}',
    sources: ['nomad/structs/network.go DefaultMinDynamicPort, DefaultMaxDynamicPort'],
  },
  check(file, report) {
    for (const { port } of groupsOf(file.instance).flatMap(allPorts)) {
      const number = countOf(port, 'static');
      const attribute = port.attributes.get('static');
      if (!attribute || number === undefined || number < first || number > last) continue;
      report({
        start: attribute.expression.start,
        end: attribute.expression.end,
        message: `${number} lies in the range from which Nomad hands out dynamic ports (${first}–${last}): another allocation may hold it when "${labelOf(port) ?? ''}" needs it. Take a number outside, or make the port dynamic.`,
      });
    }
  },
};
