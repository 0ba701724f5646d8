/** A database on a volume that several nodes may write to. */
import type { BlockInstance } from '../../schema/instance';
import { childrenOf } from '../facts/job-view';
import { placeOf, textOf, textsOf } from '../facts/known';
import { isStateful, knownTasks, mountedVolumes, placeOfMount } from '../facts/known-tasks';
import { setAttribute } from '../facts/repairs';
import { describeVolume } from '../facts/volumes';
import type { Rule } from '../rule';

export const nfsLocking: Rule = {
  id: 'volume/nfs-locking',
  level: 'information',
  title: 'A database on a shared volume',
  languages: ['nomad'],
  about: 'volume',
  docs: {
    why: 'A volume with an access mode for several writers is a shared file system, most often NFS. Databases rely on file locks and on writes that are on disk when they are reported; over NFS both depend on its version and mount options, and each write crosses the network. Two servers on one set of files destroy it. A database needs a volume of its own: `single-node-writer`, or a host volume.',
    wrong:
      'volume "data" {\n  type            = "csi"\n  source          = "nfs-postgres"\n  access_mode     = "multi-node-multi-writer"\n  attachment_mode = "file-system"\n}\ntask "postgres" {\n  driver = "docker"\n  config {\n    image = "postgres:17"\n  }\n  volume_mount {\n    volume      = "data"\n    destination = "/var/lib/postgresql/data"\n  }\n}',
    right:
      'volume "data" {\n  type            = "csi"\n  source          = "postgres"\n  access_mode     = "single-node-writer"\n  attachment_mode = "file-system"\n}\ntask "postgres" {\n  driver = "docker"\n  config {\n    image = "postgres:17"\n  }\n  volume_mount {\n    volume      = "data"\n    destination = "/var/lib/postgresql/data"\n  }\n}',
  },
  check(file, report) {
    for (const known of knownTasks(file.instance)) {
      if (!known.found.image.database || !isStateful(file, known)) continue;
      for (const { volume, mount } of mountedVolumes(known)) {
        // Backups and the like may lie on NFS.
        if (!placeOfMount(known, mount) && !/data|lib|db/.test(textOf(mount, 'destination') ?? '')) continue;
        const shared = /^multi-node-.*-writer$/.test(textOf(volume, 'access_mode') ?? '');
        if (textOf(volume, 'type') !== 'csi' || !(shared || isNfs(volume))) continue;
        const where = isNfs(volume)
          ? `${describeVolume(volume)} on NFS`
          : `${describeVolume(volume)}, which several nodes may use`;
        report({
          ...placeOf(volume, shared ? 'access_mode' : 'source'),
          message: `${known.found.image.title} keeps its files in ${where}. File locks and writes are not to be relied on over NFS, and two servers on one set of files destroy it. Give it a volume of its own.`,
          fixes: shared && !isNfs(volume) ? setAttribute(file.text, volume, 'access_mode', '"single-node-writer"') : [],
        });
      }
    }
  },
};

/** Whether names or mount options say so. */
const isNfs = (volume: BlockInstance): boolean =>
  /(?:^|[^a-z])nfs/i.test(textOf(volume, 'source') ?? '') ||
  childrenOf(volume, 'mount_options').some(
    (options) =>
      /^nfs/.test(textOf(options, 'fs_type') ?? '') ||
      textsOf(options, 'mount_flags').some(({ text }) => /^(?:nfsvers=|nolock|vers=[34])/.test(text)),
  );
