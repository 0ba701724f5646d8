/** Ports 80 and 443 in more than one job of the workspace. */
import { andList, describeJob, relatedTo } from '../../workspace/describe';
import type { WorkspaceRule } from '../rule';
import { contestedPorts, isPublic } from './claims';

export const lbDuplicate: WorkspaceRule = {
  id: 'port/lb-duplicate',
  level: 'warning',
  policy: 'port',
  title: 'Ports 80 and 443 in more than one job',
  languages: ['nomad'],
  docs: {
    why: 'Ports 80 and 443 belong to the one load balancer; all other jobs publish through it. Two jobs that may come to the same node and both want one of them cannot run there together, and which of them gets it depends on the order in which they were placed. Jobs that different datacenters, node pools or constraints keep apart are left alone.',
    wrong:
      '# traefik.nomad.hcl\nport "https" {\n  static = 443\n}\n\n# web.nomad.hcl\nport "https" {\n  static = 443\n}',
    right: '# web.nomad.hcl\nport "http" {\n  to = 8080\n}\n# and tags for the load balancer in its service',
    sources: ['nomad/structs/network.go NetworkIndex.AssignPorts'],
  },
  check(file, workspace, report) {
    for (const { port, rivals } of contestedPorts(file, workspace, isPublic)) {
      const claims = rivals.map(({ claim }) => claim);
      report({
        ...port.place,
        message: `Port ${port.number} is claimed by ${andList(claims, (claim) => describeJob(claim.file, file))} too. Leave it to one load balancer, and publish the other through it.`,
        related: relatedTo(claims, (claim) => ({
          ...claim.port.place,
          message: `"${claim.port.label}" of group "${claim.group.name}" claims ${port.number}`,
        })),
      });
    }
  },
};
