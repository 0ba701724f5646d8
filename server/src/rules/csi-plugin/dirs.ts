/** The folders of a CSI plugin. */
import { childrenOf, groupsOf, tasksOf } from '../facts/job-view';
import { placeOf, textOf } from '../facts/known';
import { setValue } from '../facts/repairs';
import type { Rule } from '../rule';

export const csiPluginDirs: Rule = {
  id: 'csi-plugin/dirs',
  level: 'error',
  title: 'Staging below the socket folder of a CSI plugin',
  languages: ['nomad'],
  about: 'csi_plugin',
  docs: {
    why: 'Nomad puts the socket of the plugin into `mount_dir` and lets it mount volumes below `stage_publish_base_dir`. The second may not be the first or lie inside of it. Nomad refuses the job.',
    wrong:
      'csi_plugin {\n  id                     = "nfs"\n  type                   = "node"\n  mount_dir              = "/csi"\n  stage_publish_base_dir = "/csi/volumes"\n}',
    right:
      'csi_plugin {\n  id                     = "nfs"\n  type                   = "node"\n  mount_dir              = "/csi"\n  stage_publish_base_dir = "/local/csi"\n}',
    sources: ['nomad/structs/structs.go Task.Validate', 'helper/funcs.go IsSubdirectory'],
  },
  check(file, report) {
    for (const plugin of groupsOf(file.instance)
      .flatMap(tasksOf)
      .flatMap((task) => childrenOf(task, 'csi_plugin'))) {
      const [socket, stage] = [textOf(plugin, 'mount_dir'), textOf(plugin, 'stage_publish_base_dir')];
      if (socket === undefined || stage === undefined) continue;
      // Defaults of the plugin, set before the validator looks.
      if (!isBelow(socket || '/csi', stage || '/local/csi')) continue;
      const attribute = plugin.attributes.get('stage_publish_base_dir') ?? plugin.attributes.get('mount_dir');
      report({
        ...placeOf(plugin, attribute?.name ?? 'id'),
        message: `stage_publish_base_dir (${stage || '/local/csi'}) lies inside of mount_dir (${socket || '/csi'}), where the socket of the plugin is. Choose a folder beside it.`,
        fixes:
          attribute?.name === 'stage_publish_base_dir' && !isBelow(socket || '/csi', '/local/csi')
            ? [setValue(attribute, '"/local/csi"')]
            : [],
      });
    }
  },
};

/** As Go's filepath.Rel sees it: false when one path is absolute and the other is not. */
function isBelow(parent: string, path: string): boolean {
  const [from, to] = [clean(parent), clean(path)];
  if (from.absolute !== to.absolute) return false;
  const same = from.parts.findIndex((part, i) => part !== to.parts[i]);
  const rest = same < 0 ? to.parts.slice(from.parts.length) : undefined;
  return rest !== undefined && !rest[0]?.startsWith('..');
}

function clean(path: string): { readonly absolute: boolean; readonly parts: readonly string[] } {
  const absolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !absolute) parts.push(part);
  }
  return { absolute, parts };
}
