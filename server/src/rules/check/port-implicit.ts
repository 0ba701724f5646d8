/** A check that asks the port of its service without saying so. */

import { sentence } from '../../schema/messages';
import { checksOf, needsPort } from '../facts/checks';
import { groupsOf } from '../facts/job-view';
import { textOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import { describeCheck } from '../facts/services';
import type { Rule } from '../rule';

export const portImplicit: Rule = {
  id: 'check/port-implicit',
  level: 'hint',
  policy: 'house',
  title: 'A check that leaves its port to the service',
  languages: ['nomad'],
  about: 'check',
  docs: {
    why: 'Without `port` a check asks the port of its service. That is what is meant most of the time, but a reader has to know it, and a service that gets another port takes its checks along. Services with several checks are clearer with a port for each.',
    wrong:
      'service {\n  port = "http"\n  check {\n    type     = "http"\n    path     = "/health"\n    interval = "10s"\n    timeout  = "2s"\n  }\n}',
    right:
      'service {\n  port = "http"\n  check {\n    type     = "http"\n    path     = "/health"\n    port     = "http"\n    interval = "10s"\n    timeout  = "2s"\n  }\n}',
    sources: ['nomad/structs/services.go Service.validateCheckPort'],
  },
  check(file, report) {
    for (const { service, check, type } of groupsOf(file.instance).flatMap(checksOf)) {
      const port = textOf(service, 'port');
      if (!needsPort(type) || !port || textOf(check, 'port') !== '' || textOf(check, 'address_mode') !== '') continue;
      if (service.blocks.has('connect') || service.openTypes.has('connect')) continue;
      report({
        start: check.typeSpan.start,
        end: check.typeSpan.end,
        message: `${sentence(describeCheck(check))} asks port "${port}" because its service has it. Say so here.`,
        fixes: () => setAttribute(file.text, check, 'port', JSON.stringify(port)),
      });
    }
  },
};
