/** A hostname that is no domain name. */
import { groupsOf } from '../facts/job-view';
import { isRuntime, placeOf, textOf } from '../facts/known';
import { groupNetworks } from '../facts/ports';
import type { Rule } from '../rule';

export const hostname: Rule = {
  id: 'network/hostname',
  level: 'error',
  title: 'A hostname that is no domain name',
  languages: ['nomad'],
  about: 'hostname',
  docs: {
    why: 'The hostname of an allocation has to be a domain name: labels of 1 to 63 characters with dots between them, 255 in all. Nomad refuses the job, unless the name holds a runtime reference.',
    wrong: 'network {\n  hostname = "web..example.com"\n}',
    right: 'network {\n  hostname = "web.example.com"\n}',
    sources: ['nomad/structs/structs.go TaskGroup.validateNetworks', 'github.com/miekg/dns IsDomainName'],
  },
  check(file, report) {
    for (const network of groupsOf(file.instance).flatMap(groupNetworks)) {
      const name = textOf(network, 'hostname');
      if (!name || isRuntime(name) || isDomainName(name)) continue;
      report({
        ...placeOf(network, 'hostname'),
        message: `"${name.length > 40 ? `${name.slice(0, 40)}…` : name}" is not a domain name. Use labels of 1 to 63 characters with single dots between them.`,
      });
    }
  },
};

/** As the DNS library sees it: only lengths and empty labels count. A name with escapes is left to Nomad. */
function isDomainName(name: string): boolean {
  if (name === '.' || name.includes('\\')) return true;
  const lengths = name
    .replace(/\.$/, '')
    .split('.')
    .map((label) => new TextEncoder().encode(label).length);
  return (
    lengths.every((length) => length >= 1 && length <= 63) &&
    lengths.reduce((sum, length) => sum + length + 1, 0) <= 256
  );
}
