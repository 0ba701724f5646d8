/** A volume that the group asks for and no task mounts. */
import type { Block } from '@hcl/parser';
import { knownImage, mountsOfImage } from '../../images';
import type { Fix } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { insertLast, removeLines } from '../../text-edits';
import { UNKNOWN } from '../../values/read';
import { childrenOf, groupsOf, labelOf, stringOf, tasksOf, valueOf } from '../facts/job-view';
import { isKept, mountsOf } from '../facts/volumes';
import type { Rule } from '../rule';

export const volumeUnused: Rule = {
  id: 'volume/unused',
  level: 'warning',
  title: 'A volume that no task mounts',
  languages: ['nomad'],
  about: 'volume',
  docs: {
    why: 'A volume that is asked for restricts where the group can run and, for CSI, is claimed and attached, but no task sees it without a `volume_mount`. Data written to the path where it was meant to be is lost with the allocation.',
    wrong: 'volume "data" {\n  type   = "host"\n  source = "data"\n}\ntask "app" {\n  # nothing mounts "data"\n}',
    right:
      'volume "data" {\n  type   = "host"\n  source = "data"\n}\ntask "app" {\n  volume_mount {\n    volume      = "data"\n    destination = "/data"\n  }\n}',
    sources: ['nomad/structs/volumes.go VolumeRequest, VolumeMount'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const tasks = tasksOf(group);
      const used = mountsOf(group).map((mount) => valueOf(mount, 'volume'));
      // A mount that cannot be read may be the one.
      const open =
        group.open ||
        group.openTypes.has('task') ||
        tasks.length === 0 ||
        tasks.some((t) => t.open || t.openTypes.has('volume_mount'));
      if (open || used.includes(UNKNOWN)) continue;
      for (const volume of childrenOf(group, 'volume')) {
        const name = labelOf(volume);
        // Nomad drops what is of no known type: another rule says so.
        if (name === undefined || used.includes(name) || isKept(volume) === false) continue;
        report({
          ...volume.header,
          message: `No task of group "${labelOf(group) ?? ''}" mounts volume "${name}". Mount it with volume_mount, or remove it.`,
          unnecessary: true,
          fixes: () => [
            ...tasks.flatMap((task) => (task.node ? mountFix(file.text, task, task.node, name) : [])),
            { title: `Remove volume "${name}"`, edits: [removeLines(file.text, volume.span)] },
          ],
        });
      }
    }
  },
};

function mountFix(text: string, task: BlockInstance, node: Block, volume: string): Fix {
  const place = usualPlace(task, volume);
  const lines = `volume_mount {\n  volume      = "${volume}"\n  destination = "${place ?? `/${volume}`}"\n}`;
  return {
    title: `Mount it in task "${labelOf(task) ?? ''}"${place === undefined ? '' : ` at ${place}`}`,
    edits: [insertLast(text, node, lines)],
  };
}

/** Where the image of the task keeps what the volume is called after, else what it keeps at all. */
function usualPlace(task: BlockInstance, volume: string): string | undefined {
  const [config] = childrenOf(task, 'config');
  const found = knownImage((config && stringOf(config, 'image')) ?? '');
  const taken = childrenOf(task, 'volume_mount').map((mount) => valueOf(mount, 'destination'));
  const free = (found ? mountsOfImage(found) : []).filter(({ path }) => !taken.includes(path));
  const words = volume.toLowerCase().split(/[^a-z0-9]+/);
  const named = free.find((mount) =>
    words.some((word) => word.length > 2 && `${mount.path} ${mount.for}`.includes(word)),
  );
  return (named ?? free[0])?.path;
}
