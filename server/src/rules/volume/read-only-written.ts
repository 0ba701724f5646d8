/** A mount that asks to write to a volume which the group asks for read-only. */
import { childrenOf, groupsOf, labelOf, valueOf } from '../facts/job-view';
import { flagOf, textOf } from '../facts/known';
import { setValue } from '../facts/repairs';
import { mountsOf } from '../facts/volumes';
import type { Rule } from '../rule';

export const readOnlyWritten: Rule = {
  id: 'volume/read-only-written',
  level: 'information',
  title: 'A writable mount of a read-only volume',
  languages: ['nomad'],
  about: 'volume',
  docs: {
    why: 'A volume that the group asks for with `read_only = true` is mounted read-only whatever the mount says. A task that counts on `read_only = false` fails when it writes.',
    wrong:
      'volume "data" {\n  type      = "host"\n  source    = "data"\n  read_only = true\n}\nvolume_mount {\n  volume      = "data"\n  destination = "/data"\n  read_only   = false\n}',
    right: 'volume_mount {\n  volume      = "data"\n  destination = "/data"\n  read_only   = true\n}',
    sources: ['client/allocrunner/taskrunner/volume_hook.go hostVolumeMountConfigurations'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const readOnly = childrenOf(group, 'volume').filter((volume) => flagOf(volume, 'read_only') === true);
      for (const mount of mountsOf(group)) {
        const volume = readOnly.find((v) => labelOf(v) !== undefined && labelOf(v) === textOf(mount, 'volume'));
        const attribute = mount.attributes.get('read_only');
        if (!volume || !attribute || valueOf(mount, 'read_only') !== false) continue;
        report({
          start: attribute.span.start,
          end: attribute.span.end,
          message: `Volume "${labelOf(volume) ?? ''}" is read-only in the group, so this mount is read-only too. Set it to true here, or make the volume writable.`,
          related: [{ ...(volume.attributes.get('read_only')?.span ?? volume.header), message: 'read-only here' }],
          fixes: [setValue(attribute, 'true')],
        });
      }
    }
  },
};
