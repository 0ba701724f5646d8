/** A constraint on a well-known attribute that no node meets: a value that does not occur, or a misspelt name. */
import { comparisonOf } from '../../job/comparison';
import { didYouMean, nearest } from '../../nearest';
import { setValue } from '../facts/repairs';
import { blocksWith } from '../facts/walk';
import type { Rule } from '../rule';

export const constraintNeverTrue: Rule = {
  id: 'constraint/never-true',
  level: 'warning',
  title: 'A constraint that no node meets',
  languages: ['nomad'],
  about: ['constraint', 'affinity'],
  docs: {
    why: 'Kernels and processors have fixed names in Nomad, those of the Go language: `amd64`, not `x86_64`. A value that is none of them, or an attribute with a letter wrong, is never met. Nomad accepts the job, and it stays pending.',
    wrong: 'constraint {\n  attribute = "${attr.cpu.arch}"\n  value     = "x86_64"\n}',
    right: 'constraint {\n  attribute = "${attr.cpu.arch}"\n  value     = "amd64"\n}',
    sources: ['client/fingerprint/arch.go', 'client/fingerprint/host.go', 'client/fingerprint/cpu.go'],
  },
  check(file, report) {
    for (const block of [...blocksWith(file.instance, 'constraint'), ...blocksWith(file.instance, 'affinity')]) {
      const comparison = comparisonOf(block);
      const { target, targetBy, value, valueBy, operator } = comparison ?? {};
      const name = /^\$\{(.*)\}$/.exec(target ?? '')?.[1];
      if (!name || !targetBy) continue;
      const meant = misspelt(name);
      if (meant) {
        report({
          start: targetBy.expression.start,
          end: targetBy.expression.end,
          message: `Nomad's own fingerprints give no "${name}".${didYouMean(meant)} Nomad accepts it; a node without it does not match.`,
          fixes: [setValue(targetBy, `"\${${meant}}"`)],
        });
        continue;
      }
      const values = known[name];
      if (
        !values ||
        !value ||
        !valueBy ||
        value.includes('${') ||
        !['=', '==', 'is'].includes(operator ?? '') ||
        values.includes(value)
      )
        continue;
      const suggestion = synonyms[value.toLowerCase()] ?? nearest(value, values);
      const right = suggestion && values.includes(suggestion) ? suggestion : undefined;
      report({
        start: valueBy.expression.start,
        end: valueBy.expression.end,
        message: `No node has the ${name} "${value}".${didYouMean(right)} Nomad accepts it, and nothing matches.`,
        fixes: right ? [setValue(valueBy, JSON.stringify(right))] : [],
      });
    }
  },
};

/** Go's GOOS and GOARCH, as far as a Nomad client can be built for them. */
const known: Readonly<Record<string, readonly string[]>> = {
  'attr.kernel.name': [
    'linux',
    'windows',
    'darwin',
    'freebsd',
    'netbsd',
    'openbsd',
    'solaris',
    'dragonfly',
    'illumos',
    'aix',
  ],
  'attr.cpu.arch': [
    'amd64',
    'arm64',
    'arm',
    '386',
    's390x',
    'ppc64',
    'ppc64le',
    'riscv64',
    'loong64',
    'mips',
    'mipsle',
    'mips64',
    'mips64le',
  ],
};

const synonyms: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  x64: 'amd64',
  aarch64: 'arm64',
  armv8: 'arm64',
  i386: '386',
  i686: '386',
  x86: '386',
  armv7: 'arm',
  armv7l: 'arm',
  armhf: 'arm',
  macos: 'darwin',
  osx: 'darwin',
};

/** Attributes that the client itself finds out, as far as their names are long enough to be misspelt. */
const attributes = [
  'attr.kernel.name',
  'attr.kernel.version',
  'attr.kernel.arch',
  'attr.os.name',
  'attr.os.version',
  'attr.os.signals',
  'attr.cpu.arch',
  'attr.cpu.frequency',
  'attr.cpu.modelname',
  'attr.cpu.numcores',
  'attr.cpu.totalcompute',
  'attr.memory.totalbytes',
  'attr.nomad.version',
  'attr.nomad.revision',
  'attr.consul.version',
  'attr.consul.datacenter',
  'attr.vault.version',
  'attr.unique.hostname',
  'attr.unique.network.ip-address',
  'attr.unique.storage.bytestotal',
  'attr.unique.storage.bytesfree',
  'attr.unique.storage.volume',
];

/** The attribute that differs in one part by at most two letters; plugins and nodes may have any other name. */
function misspelt(name: string): string | undefined {
  if (attributes.includes(name)) return undefined;
  const parts = name.split('.');
  return attributes.find((candidate) => {
    const wanted = candidate.split('.');
    const different = wanted.flatMap((part, i) => (part === parts[i] ? [] : [i]));
    const [at] = different;
    if (wanted.length !== parts.length || different.length !== 1 || at === undefined) return false;
    const [given, right] = [parts[at] ?? '', wanted[at] ?? ''];
    return given.length >= 5 && right.length >= 5 && nearest(given, [right]) !== undefined;
  });
}
