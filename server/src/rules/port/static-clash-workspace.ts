/** A static port that another job of the workspace wants too. */
import { andList, describeJob, relatedTo } from '../../workspace/describe';
import type { WorkspaceRule } from '../rule';
import { contestedPorts, isPublic } from './claims';

export const staticClashWorkspace: WorkspaceRule = {
  id: 'port/static-clash-workspace',
  level: 'information',
  policy: 'port',
  title: 'A static port that another job of the workspace wants too',
  languages: ['nomad'],
  docs: {
    why: 'A node gives each port to one allocation. Two jobs of this workspace ask for the same static port, and nothing in them keeps them on different nodes (datacenters, node pool, constraints): where one runs, the other cannot be placed. A warning when both may run on any node of the same datacenters, an information when constraints may keep them apart. Ports 80 and 443 have a rule of their own, `port/lb-duplicate`.',
    wrong: '# a.nomad.hcl\nport "metrics" {\n  static = 9100\n}\n\n# b.nomad.hcl\nport "admin" {\n  static = 9100\n}',
    right: '# b.nomad.hcl\nport "admin" {\n  to = 9100\n}',
    sources: ['nomad/structs/network.go NetworkIndex.AssignPorts'],
  },
  check(file, workspace, report) {
    for (const { port, rivals } of contestedPorts(file, workspace, (number) => !isPublic(number))) {
      const claims = rivals.map(({ claim }) => claim);
      report({
        ...port.place,
        severity: rivals.some(({ meeting }) => meeting === 'surely') ? 'warning' : 'information',
        message: `Port ${port.number} is fixed here and in ${andList(claims, (claim) => describeJob(claim.file, file))}: on one node only one of them can run. Make it dynamic, or keep the jobs on different nodes.`,
        related: relatedTo(claims, (claim) => ({
          ...claim.port.place,
          message: `"${claim.port.label}" of group "${claim.group.name}" wants ${port.number} too`,
        })),
      });
    }
  },
};
