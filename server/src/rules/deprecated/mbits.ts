/** The bandwidth of a network, which Nomad no longer looks at. */
import { groupsOf } from '../facts/job-view';
import { countOf } from '../facts/known';
import { groupNetworks } from '../facts/ports';
import { removeAttribute } from '../facts/repairs';
import type { Rule } from '../rule';

export const mbits: Rule = {
  id: 'deprecated/mbits',
  level: 'warning',
  title: 'mbits in a network',
  languages: ['nomad'],
  about: 'network',
  docs: {
    why: 'Nomad measured nothing and limited nothing with `mbits`; since 0.12 the scheduler ignores it, and Nomad warns at every submission.',
    wrong: 'network {\n  mbits = 10\n  port "http" {}\n}',
    right: 'network {\n  port "http" {}\n}',
    sources: ['nomad/structs/structs.go TaskGroup.Warnings'],
  },
  check(file, report) {
    for (const network of groupsOf(file.instance).flatMap(groupNetworks)) {
      const attribute = network.attributes.get('mbits');
      if (!attribute || !((countOf(network, 'mbits') ?? 0) > 0)) continue;
      report({
        start: attribute.span.start,
        end: attribute.span.end,
        message: '"mbits" has no effect since Nomad 0.12. Remove it.',
        deprecated: true,
        fixes: removeAttribute(file.text, network, 'mbits', true).map((fix) => ({ ...fix, safe: true })),
      });
    }
  },
};
