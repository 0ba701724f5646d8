/** Two services of one name and port. */
import type { BlockInstance } from '../../schema/instance';
import { groupsOf, labelOf } from '../facts/job-view';
import { placeOf, textOf } from '../facts/known';
import { certain, serviceName, servicesOf } from '../facts/services';
import type { Rule } from '../rule';

export const serviceDuplicate: Rule = {
  id: 'service/duplicate',
  level: 'error',
  title: 'Two services with the same name and port',
  languages: ['nomad'],
  docs: {
    why: 'Nomad tells the services of an allocation apart by task, name and port. Two that agree in all three would overwrite one another, so Nomad refuses the job. A service without a name is called `<job>-<group>`, and `-<task>` in a task: two of them on one port agree as well.',
    wrong: 'service {\n  name = "api"\n  port = "http"\n}\nservice {\n  name = "api"\n  port = "http"\n}',
    right: 'service {\n  name = "api"\n  port = "http"\n}\nservice {\n  name = "api-admin"\n  port = "http"\n}',
    sources: ['nomad/structs/structs.go TaskGroup.validateServices, validateServices'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const first = new Map<string, BlockInstance>();
      for (const owned of certain(servicesOf(group))) {
        const { service, task } = owned;
        const name = serviceName(file.instance, group, owned);
        const port = textOf(service, 'port');
        if (name === undefined || port === undefined) continue;
        const key = JSON.stringify([task ? (labelOf(task) ?? task.span.start) : null, name, port]);
        const other = first.get(key);
        if (!other) {
          first.set(key, service);
          continue;
        }
        report({
          ...placeOf(service, 'name'),
          message: `Service "${name}"${port ? ` on port "${port}"` : ''} is there twice in ${task ? `task "${labelOf(task) ?? ''}"` : `group "${labelOf(group) ?? ''}"`}. Give one another name or port, or remove it.`,
          related: [{ ...placeOf(other, 'name'), message: 'the first one is here' }],
        });
      }
    }
  },
};
