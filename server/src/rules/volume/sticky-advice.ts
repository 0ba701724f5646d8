/** A dynamic host volume of a database that is not tied to its allocation. */
import { hasDistinctHosts } from '../facts/constraints';
import { groupCount } from '../facts/group-facts';
import { flagOf, textOf } from '../facts/known';
import { isStateful, knownTasks, mountedVolumes } from '../facts/known-tasks';
import { setAttribute } from '../facts/repairs';
import { describeVolume } from '../facts/volumes';
import type { Rule } from '../rule';

export const stickyAdvice: Rule = {
  id: 'volume/sticky-advice',
  level: 'hint',
  title: 'A host volume of a database that is not sticky',
  languages: ['nomad'],
  about: 'volume',
  docs: {
    why: 'Several nodes may have a dynamic host volume of one name, each with its own data. With `sticky = true` an allocation that is placed anew gets the volume that it had, or waits for it. Without, it may find an empty one. Said of volumes that ask for modes, which only dynamic ones have, and of groups that run on several hosts. A volume from the configuration of a client cannot be sticky.',
    wrong:
      'volume "data" {\n  type            = "host"\n  source          = "pg-data"\n  access_mode     = "single-node-writer"\n  attachment_mode = "file-system"\n}\ntask "postgres" {\n  driver = "docker"\n  config {\n    image = "postgres:17"\n  }\n  volume_mount {\n    volume      = "data"\n    destination = "/var/lib/postgresql/data"\n  }\n}',
    right:
      'volume "data" {\n  type            = "host"\n  source          = "pg-data"\n  access_mode     = "single-node-writer"\n  attachment_mode = "file-system"\n  sticky          = true\n}\ntask "postgres" {\n  driver = "docker"\n  config {\n    image = "postgres:17"\n  }\n  volume_mount {\n    volume      = "data"\n    destination = "/var/lib/postgresql/data"\n  }\n}',
    sources: ['nomad/structs/volumes.go VolumeRequest.Sticky', 'scheduler/feasible/feasible.go HostVolumeChecker'],
  },
  check(file, report) {
    for (const known of knownTasks(file.instance)) {
      if (!isStateful(file, known)) continue;
      const count = groupCount(known.group) ?? 1;
      const spread = count > 1 && hasDistinctHosts(file.instance, known.group) === true;
      for (const { volume } of mountedVolumes(known)) {
        const dynamic = Boolean(textOf(volume, 'access_mode') || textOf(volume, 'attachment_mode'));
        if (textOf(volume, 'type') !== 'host' || !(dynamic || spread)) continue;
        if (['read_only', 'sticky', 'per_alloc'].some((name) => flagOf(volume, name) !== false)) continue;
        report({
          start: volume.header.start,
          end: volume.header.end,
          message: `${known.found.image.title} may be placed on another node with a volume of this name and other data. If ${describeVolume(volume)} is a dynamic host volume, sticky = true ties it to its allocation.`,
          fixes: setAttribute(file.text, volume, 'sticky', 'true', false),
        });
      }
    }
  },
};
