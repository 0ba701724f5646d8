/** Two checks of one name in a service of a task. */
import type { BlockInstance } from '../../schema/instance';
import { childrenOf, groupsOf } from '../facts/job-view';
import { isCertain, placeOf, textOf } from '../facts/known';
import { freeName, setAttribute } from '../facts/repairs';
import { serviceName, servicesOf } from '../facts/services';
import { reportTwins, twinsBy } from '../facts/twins';
import type { Rule } from '../rule';

export const checkDuplicateName: Rule = {
  id: 'check/duplicate-name',
  level: 'error',
  title: 'Two checks of one service with the same name',
  languages: ['nomad'],
  about: 'check',
  docs: {
    why: 'The checks of a service in a task have different names. A check without one gets a name that is made of the name of its service, so two checks without a name clash as well. Nomad refuses the job. Services of a group are not looked at.',
    wrong:
      'task "web" {\n  service {\n    check {\n      type = "tcp"\n    }\n    check {\n      type = "http"\n    }\n  }\n}',
    right:
      'task "web" {\n  service {\n    check {\n      name = "web-tcp"\n      type = "tcp"\n    }\n    check {\n      name = "web-http"\n      type = "http"\n    }\n  }\n}',
    sources: ['nomad/structs/structs.go validateServices', 'nomad/structs/services.go ServiceCheck.Canonicalize'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      for (const owned of servicesOf(group)) {
        if (!owned.task) continue;
        const made = `service: ${JSON.stringify(serviceName(file.instance, group, owned) ?? '')} check`;
        const checks = childrenOf(owned.service, 'check').filter(isCertain);
        const nameOf = (check: BlockInstance) => {
          const given = textOf(check, 'name');
          return given === '' ? made : given;
        };
        for (const alike of twinsBy(checks, nameOf)) {
          const given = alike.map((check) => textOf(check, 'name')).find(Boolean);
          reportTwins(
            alike.map((check) => placeOf(check, 'name')),
            report,
            {
              message: given
                ? `Check "${given}" is there twice in this service. Give one another name.`
                : 'Two checks of this service have no name, so Nomad gives both the same. Name one of them.',
            },
            undefined,
            (i) => {
              const check = alike[i];
              if (i === 0 || !check) return [];
              const name = freeName(given ?? (textOf(check, 'type') || 'check'), new Set(checks.map(nameOf)));
              return setAttribute(file.text, check, 'name', JSON.stringify(name), false);
            },
          );
        }
      }
    }
  },
};
