/** A sticky volume that is a folder from the configuration of a client. */
import { andList, fileName, relatedTo } from '../../workspace/describe';
import type { WorkspaceRule } from '../rule';

export const stickyStatic: WorkspaceRule = {
  id: 'volume/sticky-static',
  level: 'warning',
  title: 'A sticky volume that clients have in their configuration',
  languages: ['nomad'],
  docs: {
    why: 'Only a dynamic host volume, one that was made from a volume specification, can be sticky: the claim is for its id, and a `host_volume` in the configuration of a client has none. Nomad accepts the job, and its group is never placed.',
    wrong:
      '# nomad.d/client.hcl\nclient {\n  host_volume "data" {\n    path = "/srv/data"\n  }\n}\n\n# db.nomad.hcl\nvolume "data" {\n  type   = "host"\n  source = "data"\n  sticky = true\n}',
    right:
      '# nomad.d/client.hcl\nclient {\n  host_volume "data" {\n    path = "/srv/data"\n  }\n}\n\n# db.nomad.hcl\nvolume "data" {\n  type   = "host"\n  source = "data"\n}',
    sources: ['scheduler/feasible HostVolumeChecker', 'job-specification/volume#sticky'],
  },
  check(file, workspace, report) {
    for (const use of (file.job?.groups ?? []).flatMap(({ volumes }) => volumes)) {
      if (use.type !== 'host' || use.sticky !== true) continue;
      const agents = workspace.hostVolumes.filter(({ volume }) => volume.name === use.source);
      const specified = workspace.volumes.some(({ volume }) => volume.type === 'host' && volume.source === use.source);
      if (agents.length === 0 || specified) continue;
      report({
        ...use.place,
        message: `The host volume "${use.source}" stands in ${andList(agents, (agent) => fileName(agent.file, file))}, and only dynamic host volumes can be sticky: the group is never placed. Remove "sticky", or make a dynamic volume from a specification.`,
        related: relatedTo(agents, ({ volume }) => ({ ...volume.place, message: 'It is a folder of the node here' })),
      });
    }
  },
};
