/** A docker volume that has the name of a volume of the group and is none. */
import type { Analysis } from '../../analysis';
import type { Fix } from '../../problem';
import { insertLast } from '../../text-edits';
import { type Configured, configsOf } from '../facts/driver-config';
import { childrenOf, labelOf } from '../facts/job-view';
import { textOf } from '../facts/known';
import type { Rule } from '../rule';
import { convertToVolume, removeEntry } from './convert-docker-volume';
import { type DockerVolume, dockerVolumes } from './docker-volumes';

export const dockerVolumeShadows: Rule = {
  id: 'volume/docker-volume-shadows',
  level: 'warning',
  title: 'A docker volume that is a folder of the task',
  languages: ['nomad'],
  about: 'volumes',
  docs: {
    why: "An entry such as `certs:/certs` in the `volumes` of a container means neither the group's volume `certs` nor a volume of Docker: without a `volume_driver` Nomad takes `certs` for a folder in the directory of the task, which is empty at the start and gone with the allocation. The volume of the group is mounted by a `volume_mount` block.",
    wrong: 'volume "certs" {\n  type   = "host"\n  source = "certs"\n}\nconfig {\n  volumes = ["certs:/certs"]\n}',
    right:
      'volume "certs" {\n  type   = "host"\n  source = "certs"\n}\nvolume_mount {\n  volume      = "certs"\n  destination = "/certs"\n}',
    sources: ['drivers/docker/driver.go containerBinds'],
  },
  check(file, report) {
    for (const configured of configsOf(file.instance, ['docker'])) {
      const volumes = childrenOf(configured.group, 'volume');
      for (const entry of dockerVolumes(configured.config)) {
        const volume = volumes.find((v) => labelOf(v) === entry.source);
        if (volume) {
          report({
            start: entry.start,
            end: entry.end,
            message: `"${entry.source}" is not the volume of the group here but a folder in the directory of the task, gone with the allocation. Mount the volume with a volume_mount block.`,
            related: [
              { start: volume.header.start, end: volume.header.end, message: 'the volume of the group is here' },
            ],
            fixes: mountFix(file, configured, entry),
          });
        } else if (isMeantAsVolume(configured, entry)) {
          report({
            start: entry.start,
            end: entry.end,
            message: `"${entry.source}" is no volume of Docker here but a folder in the directory of the task: empty at the start, gone with the allocation. Use a volume of the group for what must last.`,
            fixes: convertToVolume(file, configured, entry, entry.source),
          });
        }
      }
    }
  },
};

/** A bare name, as Docker's own volumes have, that nothing in the task fills. */
function isMeantAsVolume({ group, task }: Configured, { source, readOnly }: DockerVolume): boolean {
  if (readOnly || !/^[A-Za-z0-9][\w.-]*$/.test(source) || ownFolders.has(source)) return false;
  const uncertain = ['template', 'artifact'].some((type) => task.openTypes.has(type)) || task.open || group.open;
  const filled = [...childrenOf(task, 'template'), ...childrenOf(task, 'artifact')].some((block) => {
    const destination = textOf(block, 'destination');
    return destination === undefined || destination.replace(/^(?:\.\/|\/)+/, '').split('/')[0] === source;
  });
  return !uncertain && !filled;
}

/** What Nomad makes in the directory of a task. */
const ownFolders = new Set(['local', 'secrets', 'private', 'tmp', 'alloc']);

/** The entry taken out of the list, and a volume_mount for it. */
function mountFix(file: Analysis, configured: Configured, entry: DockerVolume): readonly Fix[] {
  const { node } = configured.task;
  const removal = removeEntry(file, configured, entry);
  if (!node || !removal) return [];
  const readOnly = entry.readOnly ? '\n  read_only   = true' : '';
  const lines = `volume_mount {\n  volume      = "${entry.source}"\n  destination = "${entry.destination}"${readOnly}\n}`;
  return [
    { title: 'Mount the volume of the group', preferred: true, edits: [removal, insertLast(file.text, node, lines)] },
  ];
}
