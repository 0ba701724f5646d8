/** A check that has no port to ask, and none to inherit. */
import { leadingPart } from '../../schema/leading-part';
import { checksOf, needsPort } from '../facts/checks';
import { groupsOf, labelOf } from '../facts/job-view';
import { blockOf, textOf } from '../facts/known';
import { groupPorts } from '../facts/ports';
import { setAttribute } from '../facts/repairs';
import { describeCheck } from '../facts/services';
import type { Rule } from '../rule';

export const portMissing: Rule = {
  id: 'check/port-missing',
  level: 'error',
  title: 'A check without a port',
  languages: ['nomad'],
  about: 'check',
  docs: {
    why: 'Checks of type http, tcp and grpc ask a port: their own, else that of the service. Nomad refuses a check that has neither.',
    wrong:
      'network {\n  port "http" {}\n}\nservice {\n  name = "api"\n  check {\n    type     = "tcp"\n    interval = "10s"\n    timeout  = "2s"\n  }\n}',
    right:
      'network {\n  port "http" {}\n}\nservice {\n  name = "api"\n  port = "http"\n  check {\n    type     = "tcp"\n    interval = "10s"\n    timeout  = "2s"\n  }\n}',
    sources: ['nomad/structs/services.go Service.validateCheckPort'],
  },
  check(file, report) {
    const checks = groupsOf(file.instance).flatMap((group) => checksOf(group).map((owned) => ({ ...owned, group })));
    for (const { group, service, check, type } of checks) {
      if (!needsPort(type) || textOf(check, 'port') !== '' || textOf(service, 'port') !== '') continue;
      // A terminating gateway without a port gets one.
      const connect = blockOf(service, 'connect');
      const gateway = connect && blockOf(connect, 'gateway');
      if (connect === undefined || gateway === undefined || (gateway && blockOf(gateway, 'terminating') !== null))
        continue;
      report({
        ...leadingPart(check),
        message:
          `${describeCheck(check)} is of type ${type} and has no port to ask, and neither has its service. Set "port" to a label of the group's network.`.replace(
            /^[tc]/,
            (c) => c.toUpperCase(),
          ),
        fixes: groupPorts(group).flatMap(({ port }) => {
          const label = labelOf(port);
          return label
            ? setAttribute(file.text, check, 'port', JSON.stringify(label), groupPorts(group).length === 1)
            : [];
        }),
      });
    }
  },
};
