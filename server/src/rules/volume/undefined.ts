/** A volume_mount that names a volume which its group does not declare. */
import type { Analysis } from '../../analysis';
import { didYouMean, nearest } from '../../nearest';
import type { Fix } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { insertFirst } from '../../text-edits';
import { childrenOf, groupsOf, labelOf, stringOf } from '../facts/job-view';
import { mountsOf } from '../facts/volumes';
import type { Rule } from '../rule';

export const volumeUndefined: Rule = {
  id: 'volume/undefined',
  level: 'error',
  title: 'A mount of a volume that the group does not declare',
  languages: ['nomad'],
  about: 'volume_mount',
  docs: {
    why: 'A task mounts what its group asks for: `volume_mount.volume` is the label of a `volume` block of the same group, not the name of the volume in the cluster. Without that block Nomad refuses the job.',
    wrong:
      'group "db" {\n  task "postgres" {\n    volume_mount {\n      volume      = "data"\n      destination = "/var/lib/postgresql/data"\n    }\n  }\n}',
    right:
      'group "db" {\n  volume "data" {\n    type   = "host"\n    source = "postgres-data"\n  }\n  task "postgres" {\n    volume_mount {\n      volume      = "data"\n      destination = "/var/lib/postgresql/data"\n    }\n  }\n}',
    sources: ['nomad/structs/structs.go Task.Validate'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const volumes = childrenOf(group, 'volume');
      if (group.open || group.openTypes.has('volume') || volumes.some((v) => labelOf(v) === undefined)) continue;
      const names = volumes.flatMap((v) => labelOf(v) ?? []);
      for (const mount of mountsOf(group)) {
        const name = stringOf(mount, 'volume');
        const attribute = mount.attributes.get('volume');
        if (!name || !attribute || names.includes(name)) continue;
        const suggestion = nearest(name, names);
        const declared = volumes.find((v) => labelOf(v) === suggestion);
        report({
          start: attribute.expression.start,
          end: attribute.expression.end,
          message: `No volume "${name}" in group "${labelOf(group) ?? ''}".${didYouMean(suggestion)}`,
          related: declared && [{ ...declared.header, message: `volume "${suggestion}" is declared here` }],
          fixes: () => fixes(file, group, name, attribute.expression, suggestion),
        });
      }
    }
  },
};

function fixes(
  file: Analysis,
  group: BlockInstance,
  name: string,
  at: { start: number; end: number },
  suggestion: string | undefined,
): readonly Fix[] {
  const rename: Fix[] = suggestion
    ? [
        {
          title: `Change to "${suggestion}"`,
          preferred: true,
          edits: [{ start: at.start, end: at.end, text: JSON.stringify(suggestion) }],
        },
      ]
    : [];
  const node = group.node;
  if (group.type !== 'group' || !node) return rename;
  const declare = (kind: string, lines: string): Fix => ({
    title: `Declare ${kind} volume "${name}"`,
    edits: [insertFirst(file.text, node, `volume "${name}" {\n${lines}\n}\n`)],
  });
  return [
    ...rename,
    declare('host', `  type   = "host"\n  source = "${name}"`),
    declare(
      'CSI',
      `  type            = "csi"\n  source          = "${name}"\n  access_mode     = "single-node-writer"\n  attachment_mode = "file-system"`,
    ),
  ];
}
