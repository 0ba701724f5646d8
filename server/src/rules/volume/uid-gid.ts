/** A folder of the node that must belong to the user as whom an image writes. */
import { ownerOfImage } from '../../images';
import { flagOf, placeOf, textOf } from '../facts/known';
import { knownTasks, mountedVolumes, placeOfMount, runsServer } from '../facts/known-tasks';
import type { Rule } from '../rule';

export const uidGid: Rule = {
  id: 'volume/uid-gid',
  level: 'hint',
  policy: 'house',
  title: 'Whom the folder of a host volume must belong to',
  languages: ['nomad'],
  about: 'volume',
  docs: {
    why: 'A host volume is a folder of the node with the owner that it has there. Many images write as a user of their own, not as root: the task then fails with "permission denied" until the folder belongs to that user. Some images repair that on their own when they start as root and may. The rule knows widely used images, and is silent when the task sets `user`.',
    wrong:
      'volume "prometheus" {\n  type   = "host"\n  source = "prometheus"\n}\ntask "prometheus" {\n  driver = "docker"\n  config {\n    image = "prom/prometheus:v3.1.0"\n  }\n  volume_mount {\n    volume      = "prometheus"\n    destination = "/prometheus"\n  }\n}',
    right:
      'volume "prometheus" {\n  type   = "host"\n  source = "prometheus"\n}\ntask "prometheus" {\n  driver = "docker"\n  user   = "65534:65534" # on the node: chown -R 65534:65534 /opt/nomad-volumes/prometheus\n  config {\n    image = "prom/prometheus:v3.1.0"\n  }\n  volume_mount {\n    volume      = "prometheus"\n    destination = "/prometheus"\n  }\n}',
  },
  check(file, report) {
    for (const known of knownTasks(file.instance)) {
      const owner = ownerOfImage(known.found);
      if (!owner || owner.startsWith('0:') || textOf(known.task, 'user') !== '' || !runsServer(known)) continue;
      for (const { volume, mount } of mountedVolumes(known)) {
        if (textOf(volume, 'type') !== 'host' || !placeOfMount(known, mount)) continue;
        if (flagOf(volume, 'read_only') !== false || flagOf(mount, 'read_only') !== false) continue;
        report({
          ...placeOf(mount, 'destination'),
          message: `${known.found.image.title} writes here as ${owner}: on the node, the folder of host volume "${textOf(volume, 'source') ?? ''}" has to belong to that user (chown -R ${owner}).`,
        });
      }
    }
  },
};
