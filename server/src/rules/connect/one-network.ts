/** A group with a Connect proxy has exactly one network. */
import { leadingPart } from '../../schema/leading-part';
import { insertFirst } from '../../text-edits';
import { groupsOf, labelOf } from '../facts/job-view';
import { blocksOf } from '../facts/known';
import type { Rule } from '../rule';
import { networkNeed } from './network';

export const oneNetwork: Rule = {
  id: 'connect/one-network',
  level: 'error',
  title: 'Consul Connect in a group without exactly one network',
  languages: ['nomad'],
  about: ['connect', 'expose'],
  docs: {
    why: 'A sidecar, a gateway and an exposed check live in the network namespace of the group, so the group must have one `network` block, and only one. Nomad refuses the job otherwise.',
    wrong: 'group "api" {\n  service {\n    connect {\n      sidecar_service {}\n    }\n  }\n}',
    right:
      'group "api" {\n  network {\n    mode = "bridge"\n  }\n  service {\n    connect {\n      sidecar_service {}\n    }\n  }\n}',
    sources: ['nomad/job_endpoint_hook_connect.go groupConnectNetworkModeValidate'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const need = networkNeed(group);
      const networks = blocksOf(group, 'network');
      if (!need || !networks || networks.length === 1) continue;
      const name = labelOf(group) ?? '';
      const { start, end } = need.block.header;
      const related = [{ start, end, message: 'Connect is used here' }];
      for (const { header } of networks) {
        report({
          start: header.start,
          end: header.end,
          message: `Group "${name}" uses Consul Connect and can have one network only. Put all ports into one.`,
          related,
        });
      }
      if (networks.length > 0) continue;
      report({
        ...leadingPart(group),
        message: `Consul Connect needs a network of its own: group "${name}" has none. Add network { mode = "bridge" }.`,
        related,
        fixes: group.node
          ? [
              {
                title: 'Add a network in bridge mode',
                preferred: true,
                edits: [insertFirst(file.text, group.node, 'network {\n  mode = "bridge"\n}\n')],
              },
            ]
          : [],
      });
    }
  },
};
