/** A database on a folder of the node, placed wherever that folder is. */

import { insertFirst } from '../../text-edits';
import { inheritedBlocks } from '../facts/group-facts';
import { jobOf } from '../facts/job-view';
import { flagOf, textOf } from '../facts/known';
import { isStateful, knownTasks, mountedVolumes } from '../facts/known-tasks';
import type { Rule } from '../rule';

export const volumePlacement: Rule = {
  id: 'volume/placement',
  level: 'hint',
  policy: 'house',
  title: 'A database on a host volume without a word on its nodes',
  languages: ['nomad'],
  about: 'volume',
  docs: {
    why: 'A database is as fast as the disk under it. Nomad places it on any node that has the host volume; a constraint or an affinity on what the nodes say of their disks (`meta.storage` in the configuration of the client) puts it where it belongs.',
    wrong:
      'volume "data" {\n  type   = "host"\n  source = "postgres-data"\n}\ntask "postgres" {\n  driver = "docker"\n  config {\n    image = "postgres:17"\n  }\n  volume_mount {\n    volume      = "data"\n    destination = "/var/lib/postgresql/data"\n  }\n}',
    right:
      'constraint {\n  attribute = "${meta.storage}"\n  value     = "ssd"\n}\nvolume "data" {\n  type   = "host"\n  source = "postgres-data"\n}\ntask "postgres" {\n  driver = "docker"\n  config {\n    image = "postgres:17"\n  }\n  volume_mount {\n    volume      = "data"\n    destination = "/var/lib/postgresql/data"\n  }\n}',
  },
  check(file, report) {
    const job = jobOf(file.instance);
    if (!job || textOf(job, 'node_pool') !== '') return;
    for (const known of knownTasks(file.instance)) {
      const { group, found } = known;
      if (!found.image.database || !isStateful(file, known)) continue;
      const said = ['constraint', 'affinity'].map((type) => inheritedBlocks(file.instance, group, type));
      if (said.some((blocks) => blocks === undefined || blocks.length > 0)) continue;
      for (const { volume } of mountedVolumes(known)) {
        if (textOf(volume, 'type') !== 'host' || flagOf(volume, 'read_only') !== false) continue;
        const lines = 'constraint {\n  attribute = "${meta.storage}"\n  value     = "ssd"\n}\n';
        report({
          start: volume.header.start,
          end: volume.header.end,
          message: `${found.image.title} runs on whatever node has this volume. A constraint on \${meta.storage} or the like puts it on a fast disk.`,
          fixes: group.node
            ? [{ title: 'Add a constraint on ${meta.storage}', edits: [insertFirst(file.text, group.node, lines)] }]
            : [],
        });
      }
    }
  },
};
