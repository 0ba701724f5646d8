/** ignore_collision in a network that is not in host mode. */
import { groupsOf, labelOf } from '../facts/job-view';
import { flagOf, placeOf, textOf } from '../facts/known';
import { groupPorts } from '../facts/ports';
import { removeAttribute } from '../facts/repairs';
import type { Rule } from '../rule';

export const ignoreCollision: Rule = {
  id: 'port/ignore-collision',
  level: 'error',
  title: 'ignore_collision outside of host mode',
  languages: ['nomad'],
  about: 'ignore_collision',
  docs: {
    why: 'With `ignore_collision` Nomad does not ask whether a static port is free, for programs that share a port on purpose (`SO_REUSEPORT`). That works in the network of the host only. In any other mode Nomad refuses the job.',
    wrong:
      'network {\n  mode = "bridge"\n  port "dns" {\n    static           = 53\n    ignore_collision = true\n  }\n}',
    right: 'network {\n  mode = "host"\n  port "dns" {\n    static           = 53\n    ignore_collision = true\n  }\n}',
    sources: ['nomad/structs/structs.go TaskGroup.validateNetworks'],
  },
  check(file, report) {
    for (const { port, network } of groupsOf(file.instance).flatMap(groupPorts)) {
      const mode = textOf(network, 'mode');
      if (flagOf(port, 'ignore_collision') !== true || mode === undefined || mode === '' || mode === 'host') continue;
      report({
        ...placeOf(port, 'ignore_collision'),
        message: `Port "${labelOf(port) ?? ''}" cannot ignore collisions in network mode "${mode}": that works in host mode only. Remove it.`,
        fixes: removeAttribute(file.text, port, 'ignore_collision', true),
      });
    }
  },
};
