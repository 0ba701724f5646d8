/** A service or check that names a task which is not its own, or not there. */
import { didYouMean, nearest } from '../../nearest';
import type { Finding } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { childrenOf, groupsOf, labelOf } from '../facts/job-view';
import { blocksOf, placeOf, textOf } from '../facts/known';
import { removeAttribute, setValue } from '../facts/repairs';
import { connectKind, describeService, groupServices, servicesOf } from '../facts/services';
import type { Rule } from '../rule';

export const serviceTask: Rule = {
  id: 'service/task',
  level: 'error',
  title: 'A service or check that names a task which is not there',
  languages: ['nomad'],
  about: 'service',
  docs: {
    why: 'A service of the group may name one of its tasks: its script checks run there, and a Connect native service belongs to it. Nomad refuses a check of a task that does not exist (a check takes the task of its service), and a service in a task that names another task. A service alone that names an unknown task is accepted, and never registered.',
    wrong:
      'group "web" {\n  service {\n    port = "http"\n    task = "serve"\n    check {\n      type     = "script"\n      command  = "/bin/ok"\n      interval = "10s"\n      timeout  = "2s"\n    }\n  }\n  task "server" {\n    # …\n  }\n}',
    right:
      'group "web" {\n  service {\n    port = "http"\n    task = "server"\n    # …\n  }\n  task "server" {\n    # …\n  }\n}',
    sources: [
      'nomad/structs/structs.go TaskGroup.validateServices',
      'nomad/structs/services.go ServiceCheck.Canonicalize',
    ],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      for (const { service, task } of servicesOf(group)) {
        const named = textOf(service, 'task');
        const own = task && labelOf(task);
        if (!named || !task || own === undefined || named === own) continue;
        report({
          ...placeOf(service, 'task'),
          message:
            `${describeService(service)} stands in task "${own}" and cannot belong to task "${named}". Remove "task", or move the service.`.replace(
              /^[st]/,
              (c) => c.toUpperCase(),
            ),
          fixes: removeAttribute(file.text, service, 'task', true),
        });
      }
      checkGroupServices(group, report);
    }
  },
};

function checkGroupServices(group: BlockInstance, report: (finding: Finding) => void): void {
  const tasks = blocksOf(group, 'task');
  if (!tasks || tasks.some((task) => labelOf(task) === undefined)) return;
  const names = tasks.flatMap((task) => labelOf(task) ?? []);
  const isUnknown = (name: string | undefined): name is string =>
    Boolean(name) && !names.includes(name as string) && !injected.test(name as string);
  const tell = (block: BlockInstance, name: string, refused: boolean) => {
    const attribute = block.attributes.get('task');
    const suggestion = nearest(name, names);
    report({
      ...placeOf(block, 'task'),
      severity: refused ? undefined : 'warning',
      message: `No task "${name}" in group "${labelOf(group) ?? ''}".${refused ? '' : ' Nomad accepts this, and never registers the service.'}${didYouMean(suggestion)}`,
      fixes: attribute && suggestion ? [setValue(attribute, JSON.stringify(suggestion))] : [],
    });
  };
  for (const service of groupServices(group)) {
    const named = textOf(service, 'task');
    const checks = childrenOf(service, 'check');
    if (isUnknown(named)) {
      const inherited = checks.some((check) => textOf(check, 'task') === '');
      tell(service, named, inherited || connectKind(service) === 'native');
    }
    for (const check of checks) {
      const own = textOf(check, 'task');
      if (isUnknown(own)) tell(check, own, true);
    }
  }
}

/** Tasks that Nomad adds for Connect. */
const injected = /^connect-(?:proxy|ingress|terminating|mesh)-/;
