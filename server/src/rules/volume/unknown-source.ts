/** A volume whose source the workspace does not declare, though it declares others. */
import { didYouMean, nearest } from '../../nearest';
import { newVolumeFile, volumeFileName } from '../facts/volume-spec';
import type { WorkspaceRule } from '../rule';
import { declaredSources, isDeclared } from './sources';

export const unknownSource: WorkspaceRule = {
  id: 'volume/unknown-source',
  level: 'warning',
  title: 'A volume that neither an agent configuration nor a volume specification declares',
  languages: ['nomad'],
  docs: {
    why: 'The workspace holds the volumes of its cluster: agent configurations with `host_volume` blocks, or volume specifications. A job that asks for another one waits until somebody makes it. Only said of a type of volume of which the workspace declares at least one; of host volumes, without an agent configuration in the workspace, only when the name is nearly that of a specification.',
    wrong:
      '# nomad.d/client.hcl\nclient {\n  host_volume "wiki-data" {\n    path = "/srv/wiki"\n  }\n}\n\n# wiki.nomad.hcl\nvolume "data" {\n  type   = "host"\n  source = "wiki"\n}',
    right: '# wiki.nomad.hcl\nvolume "data" {\n  type   = "host"\n  source = "wiki-data"\n}',
    sources: ['scheduler/feasible HostVolumeChecker, CSIVolumeChecker'],
  },
  check(file, workspace, report) {
    for (const use of (file.job?.groups ?? []).flatMap(({ volumes }) => volumes)) {
      const names = declaredSources(use.type, workspace);
      if (names.length === 0 || isDeclared(use, names)) continue;
      const suggestion = nearest(use.source, names);
      // Static host volumes are in agent configurations, which are mostly kept elsewhere: then only a likeness tells.
      if (use.type === 'host' && workspace.hostVolumes.length === 0 && !suggestion) continue;
      const what = use.type === 'host' ? 'host volume' : 'CSI volume';
      const where =
        use.type === 'host' ? 'no agent configuration and no volume specification' : 'no volume specification';
      report({
        ...use.place,
        message: `There is no ${what} "${use.source}" in this workspace: ${where} declares it.${didYouMean(suggestion)} Otherwise declare it there, or the job waits for it.`,
        fixes: [
          ...(suggestion
            ? [
                {
                  title: `Change to "${suggestion}"`,
                  preferred: true,
                  edits: [{ ...use.place, text: JSON.stringify(suggestion) }],
                },
              ]
            : []),
          {
            title: `Write a volume specification, ${volumeFileName(use.source)}`,
            edits: [],
            files: [newVolumeFile(file.uri, use.source, use.type === 'csi' ? 'csi' : 'host')],
          },
        ],
      });
    }
  },
};
