/** A name server on a port that resolvers do not ask. */
import { groupsOf, labelOf } from '../facts/job-view';
import { countOf } from '../facts/known';
import { groupPorts } from '../facts/ports';
import { setAttribute } from '../facts/repairs';
import { isNameServer } from '../facts/role';
import type { Rule } from '../rule';

export const dnsWithout53: Rule = {
  id: 'port/dns-without-53',
  level: 'hint',
  title: 'A name server on a dynamic port',
  languages: ['nomad'],
  about: 'port',
  docs: {
    why: 'Resolvers ask at port 53 and nowhere else: DNS is one of the few services that need a fixed port. Behind something that passes the questions on, a dynamic port is fine.',
    wrong: 'job "coredns" {\n  group "dns" {\n    network {\n      port "dns" {}\n    }\n  }\n}',
    right:
      'job "coredns" {\n  group "dns" {\n    network {\n      port "dns" {\n        static = 53\n      }\n    }\n  }\n}',
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const ports = groupPorts(group).map(({ port }) => port);
      const asked = ports.filter((port) => /^dns(?:$|[-_]?(?:tcp|udp)$)/.test(labelOf(port) ?? ''));
      if (asked.length === 0 || ports.some((port) => countOf(port, 'static') !== 0)) continue;
      if (isNameServer(file, group) !== true) continue;
      for (const port of asked) {
        report({
          start: port.header.start,
          end: port.header.end,
          message: `Resolvers ask at port 53, and "${labelOf(port) ?? ''}" is dynamic. Set static = 53, unless something else passes the questions on.`,
          fixes: setAttribute(file.text, port, 'static', '53'),
        });
      }
    }
  },
};
