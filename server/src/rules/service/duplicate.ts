/** Two services of one name and port. */
import { groupsOf, labelOf } from '../facts/job-view';
import { placeOf, textOf } from '../facts/known';
import { freeName, setValue } from '../facts/repairs';
import { certain, serviceName, servicesOf } from '../facts/services';
import { reportTwins, twinsBy } from '../facts/twins';
import type { Rule } from '../rule';

export const serviceDuplicate: Rule = {
  id: 'service/duplicate',
  level: 'error',
  title: 'Two services with the same name and port',
  languages: ['nomad'],
  about: 'service',
  docs: {
    why: 'Nomad tells the services of an allocation apart by task, name and port. Two that agree in all three would overwrite one another, so Nomad refuses the job. A service without a name is called `<job>-<group>`, and `-<task>` in a task: two of them on one port agree as well.',
    wrong: 'service {\n  name = "api"\n  port = "http"\n}\nservice {\n  name = "api"\n  port = "http"\n}',
    right: 'service {\n  name = "api"\n  port = "http"\n}\nservice {\n  name = "api-admin"\n  port = "http"\n}',
    sources: ['nomad/structs/structs.go TaskGroup.validateServices, validateServices'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const named = certain(servicesOf(group)).map((owned) => ({
        ...owned,
        name: serviceName(file.instance, group, owned),
        port: textOf(owned.service, 'port'),
      }));
      const twins = twinsBy(named, ({ task, name, port }) =>
        name === undefined || port === undefined
          ? undefined
          : JSON.stringify([task ? (labelOf(task) ?? task.span.start) : null, name, port]),
      );
      for (const services of twins) {
        const [{ task, name, port } = {}] = services;
        reportTwins(
          services.map(({ service }) => placeOf(service, 'name')),
          report,
          {
            message: `Service "${name}"${port ? ` on port "${port}"` : ''} is there twice in ${task ? `task "${labelOf(task) ?? ''}"` : `group "${labelOf(group) ?? ''}"`}. Give one another name or port, or remove it.`,
          },
          undefined,
          (i) => {
            const given = services[i]?.service.attributes.get('name');
            if (i === 0 || !given || !name) return [];
            return [
              setValue(given, JSON.stringify(freeName(name, new Set(named.map((one) => one.name)))), undefined, false),
            ];
          },
        );
      }
    }
  },
};
