/** A docker volume that has the name of a volume of the group and is none. */
import type { Analysis } from '../../analysis';
import type { Fix } from '../../problem';
import { insertLast, removeLines } from '../../text-edits';
import { type Configured, configsOf } from '../driver-config';
import { childrenOf, labelOf } from '../job-view';
import type { Rule } from '../rule';
import { type DockerVolume, dockerVolumes } from './docker-volumes';

export const dockerVolumeShadows: Rule = {
  id: 'volume/docker-volume-shadows',
  level: 'warning',
  title: 'A docker volume with the name of a volume of the group',
  languages: ['nomad'],
  docs: {
    why: "An entry such as `certs:/certs` in the `volumes` of a container does not mean the group's volume `certs`: without a `volume_driver` Nomad takes `certs` for a folder in the directory of the task, which is empty at the start and gone with the allocation. The volume of the group is mounted by a `volume_mount` block.",
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
        if (!volume) continue;
        report({
          start: entry.start,
          end: entry.end,
          message: `"${entry.source}" is not the volume of the group here but a folder in the directory of the task, gone with the allocation. Mount the volume with a volume_mount block.`,
          related: [{ start: volume.header.start, end: volume.header.end, message: 'the volume of the group is here' }],
          fixes: mountFix(file, configured, entry),
        });
      }
    }
  },
};

/** The entry taken out of the list, and a volume_mount for it. */
function mountFix(file: Analysis, { task, config }: Configured, entry: DockerVolume): readonly Fix[] {
  const list = config.attributes.get('volumes')?.expression;
  if (!task.node || list?.type !== 'Tuple') return [];
  const index = list.items.findIndex((item) => item.start === entry.start);
  if (index < 0) return [];
  const comma = /^[ \t]*,[ \t]*/.exec(file.text.slice(entry.end))?.[0];
  const start = comma === undefined ? (list.items[index - 1]?.end ?? entry.start) : entry.start;
  const removal = removeLines(file.text, { start, end: entry.end + (comma ?? '').length });
  if (file.text.slice(start, entry.start).includes('#')) return [];
  const lines = `volume_mount {\n  volume      = "${entry.source}"\n  destination = "${entry.destination}"\n}`;
  return [
    {
      title: 'Mount the volume of the group',
      preferred: true,
      edits: [removal, insertLast(file.text, task.node, lines)],
    },
  ];
}
