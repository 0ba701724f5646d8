/** A database whose data lives in the container and goes with the allocation. */
import type { Analysis } from '../../analysis';
import { mountsOfImage } from '../../images';
import { childrenOf, labelOf, valueOf } from '../facts/job-view';
import { placeOf, textOf, textsOf } from '../facts/known';
import { isStateful, type KnownTask, knownTasks } from '../facts/known-tasks';
import type { Rule } from '../rule';
import { addVolume } from './volume-fixes';

export const ephemeralForStateful: Rule = {
  id: 'storage/ephemeral-for-stateful',
  level: 'warning',
  title: 'A database without a volume',
  languages: ['nomad'],
  about: 'image',
  docs: {
    why: 'What a container writes is gone with its allocation: at the next update, when the node is drained, when the task is placed elsewhere. A database needs a volume of the host or of CSI, mounted where it keeps its data. A group with a sticky `ephemeral_disk`, a mount of a folder of the node, jobs that end, and tasks that a comment or their metadata call a cache are not meant.',
    wrong: 'task "db" {\n  driver = "docker"\n  config {\n    image = "postgres:17"\n  }\n}',
    right:
      'volume "db" {\n  type   = "host"\n  source = "db"\n}\ntask "db" {\n  driver = "docker"\n  config {\n    image = "postgres:17"\n  }\n  volume_mount {\n    volume      = "db"\n    destination = "/var/lib/postgresql/data"\n  }\n}',
    sources: ['job-specification/volume', 'job-specification/ephemeral_disk'],
  },
  check(file, report) {
    for (const known of knownTasks(file.instance)) {
      const { group, task, config, found } = known;
      const [folder] = mountsOfImage(found);
      if (!folder || !isStateful(file, known) || keepsData(known) || isCache(file, known)) continue;
      const name = found.name.split('/').at(-1);
      report({
        ...placeOf(config, 'image'),
        message: `"${name}" keeps its data in ${folder.path}, inside the container: it is gone with the allocation. Mount a volume there.`,
        fixes: () => addVolume(file, group, task, labelOf(task) ?? 'data', folder.path),
      });
    }
  },
};

/** Something is mounted, or may be: data that a driver keeps in the folder of the task does not count. */
function keepsData({ group, task, config }: KnownTask): boolean {
  const uncertain = task.openTypes.has('volume_mount') || group.openTypes.has('ephemeral_disk') || group.open;
  const blocks = ['mount', 'mounts', 'tmpfs'].some(
    (name) => config.attributes.has(name) || config.blocks.has(name) || config.openTypes.has(name),
  );
  const volumes = config.attributes.get('volumes');
  const entries = textsOf(config, 'volumes');
  const inTask =
    !volumes ||
    (Array.isArray(volumes.value) &&
      entries.length === volumes.value.length &&
      textOf(config, 'volume_driver') === '' &&
      entries.every(({ text }) => !text.startsWith('/') && !text.includes('${')));
  const sticky = childrenOf(group, 'ephemeral_disk').some((disk) => (valueOf(disk, 'sticky') ?? false) !== false);
  return uncertain || blocks || !inTask || sticky || childrenOf(task, 'volume_mount').length > 0;
}

/** What a comment in or right above the group, metadata or tags call a thing that may be lost. */
function isCache({ text, syntax }: Analysis, { group, task }: KnownTask): boolean {
  const lost = /(?<![\w/])(?:cache|ephemeral|temporary|scratch|throw-?away|disposable)\b/i;
  const above = text.lastIndexOf('\n\n', group.span.start);
  const told = syntax.comments.some(
    ({ start, end }) => start >= above && end <= group.span.end && lost.test(text.slice(start, end)),
  );
  const services = [group, task].flatMap((block) => childrenOf(block, 'service'));
  const words = [
    ...[group, task].flatMap((block) => childrenOf(block, 'meta')).map(({ span }) => span),
    ...services.flatMap((service) => service.attributes.get('tags')?.expression ?? []),
  ].map(({ start, end }) => text.slice(start, end));
  return told || words.some((one) => lost.test(one));
}
