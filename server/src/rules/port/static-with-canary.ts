/** A static port of a group that is updated with canaries. */
import { jobTypeOf, updateOf } from '../../job/canonical';
import { groupsOf } from '../facts/job-view';
import { countOf, flagOf } from '../facts/known';
import { groupPorts } from '../facts/ports';
import type { Rule } from '../rule';
import { dynamicFixes } from './make-dynamic';

export const staticWithCanary: Rule = {
  id: 'port/static-with-canary',
  level: 'information',
  title: 'A static port of a group that is updated with canaries',
  languages: ['nomad'],
  about: 'static',
  docs: {
    why: 'A canary runs beside the allocation that it may replace. A static port is held by the old one until it stops, so the canary can only be placed on another node; on a cluster with one fitting node the deployment waits until it fails.',
    wrong: 'update {\n  canary = 1\n}\nnetwork {\n  port "http" {\n    static = 8080\n  }\n}',
    right: 'update {\n  canary = 1\n}\nnetwork {\n  port "http" {\n    to = 8080\n  }\n}',
    sources: ['nomad/structs/network.go NetworkIndex.AssignPorts', 'nomad/structs/structs.go UpdateStrategy.Canary'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const canaries = jobTypeOf(group) === 'service' ? updateOf(group)?.number('canary') : 0;
      if (!canaries || canaries < 1) continue;
      for (const { port, network } of groupPorts(group)) {
        const number = countOf(port, 'static');
        const attribute = port.attributes.get('static');
        if (!attribute || number === undefined || number <= 0 || flagOf(port, 'ignore_collision') !== false) continue;
        report({
          start: attribute.span.start,
          end: attribute.span.end,
          message: `A canary needs port ${number} while the running allocation still holds it, so it can only start on another node. A dynamic port lets both run on one.`,
          fixes: () => dynamicFixes(file, { group, network, port, number }),
        });
      }
    }
  },
};
