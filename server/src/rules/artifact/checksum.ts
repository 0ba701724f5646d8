/** A checksum that cannot be one. */
import { childrenOf, stringOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

/** Hexadecimal digits of each kind. */
const lengths: Readonly<Record<string, number>> = { md5: 32, sha1: 40, sha256: 64, sha512: 128 };

export const artifactChecksum: Rule = {
  id: 'artifact/checksum',
  level: 'error',
  title: 'A checksum that cannot be right',
  languages: ['nomad'],
  about: 'artifact',
  docs: {
    why: 'A checksum is written as `type:value`: md5, sha1, sha256 or sha512, a colon, and as many hexadecimal digits as the type has. Nomad refuses any other, unless a `${…}` stands in it, which only the client can fill in.',
    wrong: 'options {\n  checksum = "5e2f959f36b66df0580a94f384c5fc1c"\n}',
    right: 'options {\n  checksum = "md5:5e2f959f36b66df0580a94f384c5fc1c"\n}',
    sources: ['nomad/structs/structs.go TaskArtifact.validateChecksum'],
  },
  check(file, report) {
    for (const artifact of tasksIn(file.instance).flatMap(({ task }) => childrenOf(task, 'artifact'))) {
      for (const options of childrenOf(artifact, 'options')) {
        const checksum = stringOf(options, 'checksum');
        // The client fills in what it can name.
        if (checksum === undefined || /\$\{[a-zA-Z0-9_.-]+\}/.test(checksum)) continue;
        const problem = judge(checksum.trim());
        if (!problem) continue;
        const kind = Object.keys(lengths).find(
          (name) => lengths[name] === checksum.trim().length && /^[0-9a-fA-F]+$/.test(checksum.trim()),
        );
        const place = placeOf(options, 'checksum');
        report({
          ...place,
          message: problem,
          fixes: kind
            ? [
                {
                  title: `Change to "${kind}:…"`,
                  preferred: true,
                  edits: [{ ...place, text: JSON.stringify(`${kind}:${checksum.trim()}`) }],
                },
              ]
            : [],
        });
      }
    }
  },
};

function judge(checksum: string): string | undefined {
  if (checksum === '') return 'The checksum is empty. Write one as "sha256:…", or remove the line.';
  const parts = checksum.split(':');
  const [type = '', value = ''] = parts;
  if (parts.length !== 2) return 'A checksum is written as "type:value", such as "sha256:…".';
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(value))
    return `The checksum's value is not hexadecimal: it takes pairs of the digits 0 to 9 and letters a to f.`;
  const length = Object.hasOwn(lengths, type) ? lengths[type] : undefined;
  if (length === undefined) return `"${type}" is no kind of checksum. Use md5, sha1, sha256 or sha512.`;
  return value.length === length
    ? undefined
    : `A ${type} checksum has ${length} hexadecimal digits; this one has ${value.length}.`;
}
