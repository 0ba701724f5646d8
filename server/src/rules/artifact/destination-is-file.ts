/** A destination that looks like a file, while a folder is made there. */
import { childrenOf, stringOf, valueOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const destinationIsFile: Rule = {
  id: 'artifact/destination-is-file',
  level: 'warning',
  title: 'A destination that looks like a file',
  languages: ['nomad'],
  about: 'artifact',
  docs: {
    why: 'Without `mode = "file"` the destination of an artifact is a folder, in which the file (or what is unpacked from it) lies under its own name. A destination that ends with the name of the file makes `tool/tool`. Nomad accepts it, and the command at `tool` is a folder.',
    wrong: 'source      = "https://example.com/tool"\ndestination = "local/tool"',
    right: 'source      = "https://example.com/tool"\ndestination = "local/tool"\nmode        = "file"',
    sources: ['job-specification/artifact#mode'],
  },
  check(file, report) {
    for (const artifact of tasksIn(file.instance).flatMap(({ task }) => childrenOf(task, 'artifact'))) {
      const [source, destination, mode] = [
        stringOf(artifact, 'source'),
        stringOf(artifact, 'destination'),
        valueOf(artifact, 'mode'),
      ];
      if (!source || !destination || (mode !== undefined && mode !== 'any' && mode !== '') || artifact.open) continue;
      // Version control and buckets give folders, archives are unpacked.
      const path = /^https?:\/\/[^/?]+(\/[^?]*)/.exec(source)?.[1];
      const name = path?.split('/').at(-1);
      if (
        !name ||
        isArchive(name) ||
        /[?&]archive=/.test(source) ||
        destination.endsWith('/') ||
        destination.split('/').at(-1) !== name
      )
        continue;
      report({
        ...placeOf(artifact, 'destination'),
        message: `The destination is a folder, so the file lies at "${destination}/${name}". Nomad accepts this; for a file at this path add mode = "file".`,
        fixes: setAttribute(file.text, artifact, 'mode', '"file"'),
      });
    }
  },
};

const isArchive = (name: string): boolean =>
  /\.(?:zip|tar|tgz|tbz2|txz|tzst|gz|bz2|xz|zst)$/.test(name) || name.endsWith('.git');
