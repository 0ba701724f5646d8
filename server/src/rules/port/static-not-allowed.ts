/** House policy: ports are dynamic; only DNS and the load balancer's are static, or what a comment documents. */
import { allowedPorts } from '../../policy-paths';
import { labelOf } from '../facts/job-view';
import type { Rule } from '../rule';
import { documentFix } from './document-fix';
import { fixedPorts } from './fixed-ports';
import { dynamicFixes } from './make-dynamic';
import { allowPort } from './policy-fixes';

export const staticNotAllowed: Rule = {
  id: 'port/static-not-allowed',
  level: 'warning',
  policy: 'port',
  title: 'A static host port other than 53, 80 and 443',
  languages: ['nomad'],
  about: 'static',
  docs: {
    why: 'A static port is taken on the node itself: one allocation per node can have it, an update must stop the old allocation before it starts the new one, and any other job that wants the same number cannot be placed there. A dynamic port (20000–32000) has none of this, and service discovery tells the others where it is. Only resolvers (53) and the one load balancer (80, 443) are asked for at a fixed number by those who do not use discovery. Others are allowed in `.nomad-lint.json` (`allowedStaticPorts`), or one by one with a comment that says why: `# static: …` or `# legacy: …`.',
    wrong: 'port "web" {\n  static = 8443\n}',
    right: 'port "web" {\n  to = 8443\n}',
    sources: ['nomad/structs/network.go DefaultMinDynamicPort, DefaultMaxDynamicPort'],
  },
  check(file, report) {
    const allowed = allowedPorts(file.file.uri, file.settings.policy);
    for (const fixed of fixedPorts(file)) {
      const { port, number, attribute, against, justification } = fixed;
      if (against !== 'not-allowed' || justification) continue;
      report({
        start: attribute.span.start,
        end: attribute.span.end,
        message: `Port "${labelOf(port) ?? ''}" is fixed to ${number} on the host. ${explain(allowed)}; a dynamic port avoids conflicts and lets more than one instance run.${wellKnown(number)}`,
        fixes: () => [...dynamicFixes(file, fixed), documentFix(file, port, attribute), ...allowPort(file, number)],
      });
    }
  },
};

function explain(allowed: readonly number[]): string {
  if (allowed.length === 0) return 'No port is static here';
  if (allowed.length > 6) return 'It is not among the ports that may be static here';
  const list = allowed.map(String);
  return `Only ${list.length > 1 ? `${list.slice(0, -1).join(', ')} and ${list.at(-1)} are` : `${list[0]} is`} static here`;
}

/** Numbers at which the world asks for a service, and those of data stores, which only other jobs ask for. */
const world: Readonly<Record<number, string>> = {
  22: 'SSH',
  25: 'mail servers',
  123: 'time servers',
  143: 'mailboxes',
  389: 'directories',
  465: 'mail servers',
  587: 'mail servers',
  636: 'directories',
  993: 'mailboxes',
  995: 'mailboxes',
  1883: 'MQTT brokers',
};
const stores: Readonly<Record<number, string>> = {
  1433: 'SQL Server',
  2379: 'etcd',
  3306: 'MySQL',
  5432: 'PostgreSQL',
  5672: 'RabbitMQ',
  6379: 'Redis',
  9042: 'Cassandra',
  9092: 'Kafka',
  9200: 'Elasticsearch',
  11211: 'Memcached',
  27017: 'MongoDB',
};

function wellKnown(port: number): string {
  if (world[port])
    return ` Others expect ${world[port]} at ${port}: where that is the reason, say so in a comment "# static: …".`;
  return stores[port] ? ` Jobs find ${stores[port]} by its service; they need no fixed number.` : '';
}
