/** A static port among those that Nomad hands out. */
import { labelOf } from '../facts/job-view';
import type { Rule } from '../rule';
import { fixedPorts } from './fixed-ports';
import { dynamicFixes } from './make-dynamic';

export const staticInDynamicRange: Rule = {
  id: 'port/static-in-dynamic-range',
  level: 'warning',
  title: 'A static port within the dynamic range',
  languages: ['nomad'],
  about: 'static',
  docs: {
    why: 'Nomad hands out dynamic ports from 20000 to 32000 (a client may set `min_dynamic_port` and `max_dynamic_port`; `dynamicRange` in the policy says so here). A static port in that range may be taken by any allocation at the moment when this job wants it, and the job then cannot be placed on that node.',
    wrong: 'port "http" {\n  static = 25000\n}',
    right: 'port "http" {\n  to = 8080\n}',
    sources: ['nomad/structs/network.go DefaultMinDynamicPort, DefaultMaxDynamicPort'],
  },
  check(file, report) {
    const [first, last] = file.settings.policy.dynamicRange;
    for (const fixed of fixedPorts(file)) {
      const { port, attribute, number } = fixed;
      if (number < first || number > last) continue;
      report({
        start: attribute.expression.start,
        end: attribute.expression.end,
        message: `${number} lies in the range from which Nomad hands out dynamic ports (${first}–${last}): another allocation may hold it when "${labelOf(port) ?? ''}" needs it. Take a number outside, or make the port dynamic.`,
        fixes: () => dynamicFixes(file, fixed),
      });
    }
  },
};
