/** Lines of a volume specification that only the other type of volume has: Nomad passes over them. */
import { removeLines } from '../../text-edits';
import type { Rule } from '../rule';
import { volumeTypeOf } from './volume-type';

const only = {
  csi: [
    'external_id',
    'clone_id',
    'snapshot_id',
    'access_mode',
    'attachment_mode',
    'mount_options',
    'topology_request',
    'secrets',
    'context',
  ],
  host: ['capacity', 'node_id', 'node_pool', 'host_path', 'constraint'],
} as const;

export const volumeNoEffect: Rule = {
  id: 'spec/volume-no-effect',
  level: 'warning',
  title: 'A line that this type of volume does not have',
  languages: ['nomad-volume'],
  docs: {
    why: 'CSI volumes and dynamic host volumes share a form of file, and Nomad passes over what only the other type has. A constraint in a CSI volume, for example, constrains nothing.',
    wrong: 'type      = "csi"\nid        = "media"\nplugin_id = "nfs"\nnode_pool = "storage"',
    right: 'type      = "host"\nname      = "media"\nplugin_id = "mkdir"\nnode_pool = "storage"',
    sources: ['command/volume_register_csi.go csiDecodeVolume', 'command/volume_create_host.go decodeHostVolume'],
  },
  check(file, report) {
    const root = file.instance;
    const type = volumeTypeOf(root);
    if (!type) return;
    const other = type === 'csi' ? 'host' : 'csi';
    for (const name of only[other]) {
      const attribute = root.attributes.get(name);
      for (const { span, at } of attribute
        ? [{ span: attribute.span, at: attribute.nameSpan }]
        : (root.blocks.get(name) ?? []).map((block) => ({ span: block.span, at: block.typeSpan }))) {
        report({
          start: at.start,
          end: at.end,
          unnecessary: true,
          message: `"${name}" is for ${other === 'csi' ? 'CSI' : 'dynamic host'} volumes; here Nomad passes over it. Remove it, or change the type.`,
          fixes: [{ title: `Remove "${name}"`, edits: [removeLines(file.text, span)] }],
        });
      }
    }
  },
};
