/** A host volume that its agents only let read, and a job that wants to write. */
import { andList, fileName, relatedTo } from '../../workspace/describe';
import type { WorkspaceRule } from '../rule';

export const agentReadonly: WorkspaceRule = {
  id: 'volume/agent-readonly',
  level: 'warning',
  title: 'A host volume that the agent configuration makes read-only',
  languages: ['nomad'],
  docs: {
    why: 'Every agent configuration of the workspace that has this host volume makes it read-only, and the job asks for writing. Nomad finds no node for it.',
    wrong:
      '# nomad.d/client.hcl\nclient {\n  host_volume "certs" {\n    path      = "/etc/ssl"\n    read_only = true\n  }\n}\n\n# web.nomad.hcl\nvolume "certs" {\n  type   = "host"\n  source = "certs"\n}',
    right: '# web.nomad.hcl\nvolume "certs" {\n  type      = "host"\n  source    = "certs"\n  read_only = true\n}',
    sources: ['scheduler/feasible HostVolumeChecker.hasVolumes'],
  },
  check(file, workspace, report) {
    for (const use of (file.job?.groups ?? []).flatMap(({ volumes }) => volumes)) {
      if (use.type !== 'host' || use.readOnly !== false || use.perAlloc !== false) continue;
      const agents = workspace.hostVolumes.filter(({ volume }) => volume.name === use.source);
      const specified = workspace.volumes.some(({ volume }) => volume.type === 'host' && volume.source === use.source);
      if (agents.length === 0 || specified || agents.some(({ volume }) => volume.readOnly !== true)) continue;
      report({
        ...use.place,
        message: `The host volume "${use.source}" is read-only in ${andList(agents, (agent) => fileName(agent.file, file))}, and this job wants to write: no node has it so. Set read_only = true here, or change the agent's configuration.`,
        related: relatedTo(agents, ({ volume }) => ({ ...volume.place, message: 'It is read-only here' })),
      });
    }
  },
};
