/** A service that nobody asks how it is. */
import { jobTypeOf } from '../../job/canonical';
import { insertLast } from '../../text-edits';
import { groupsOf } from '../facts/job-view';
import { blockOf, blocksOf, textOf } from '../facts/known';
import { describeService, servicesOf } from '../facts/services';
import type { Rule } from '../rule';

export const noCheck: Rule = {
  id: 'service/no-check',
  level: 'hint',
  policy: 'house',
  title: 'A service without a check',
  languages: ['nomad'],
  about: 'service',
  docs: {
    why: 'Without a check a service counts as healthy from the moment its task runs: others are sent to it before it answers and after it hangs, and an update goes on although the new version does not work.',
    wrong: 'service {\n  name = "api"\n  port = "http"\n}',
    right:
      'service {\n  name = "api"\n  port = "http"\n  check {\n    type     = "http"\n    path     = "/health"\n    interval = "10s"\n    timeout  = "2s"\n  }\n}',
    sources: ['nomad/structs/services.go ServiceCheck'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const type = jobTypeOf(group);
      if (type !== 'service' && type !== 'system') continue;
      for (const { service } of servicesOf(group)) {
        if (
          blocksOf(service, 'check')?.length !== 0 ||
          blockOf(service, 'connect') !== null ||
          !textOf(service, 'port')
        )
          continue;
        const lines = 'check {\n  type     = "tcp"\n  interval = "10s"\n  timeout  = "2s"\n}';
        report({
          start: service.header.start,
          end: service.header.end,
          message: `Nobody asks whether ${describeService(service)} answers: it counts as healthy as soon as the task runs. Add a check.`,
          fixes: service.node
            ? [{ title: 'Add a tcp check', preferred: true, edits: [insertLast(file.text, service.node, lines)] }]
            : [],
        });
      }
    }
  },
};
