/** A group that has services but nothing to run. */
import type { Block } from '@hcl/parser';
import type { Fix } from '../../problem';
import { leadingPart } from '../../schema/leading-part';
import { insertLast } from '../../text-edits';
import { childrenOf, groupsOf, labelOf } from '../facts/job-view';
import { connectKind, groupServices } from '../facts/services';
import type { Rule } from '../rule';

export const missingTask: Rule = {
  id: 'structure/missing-task',
  level: 'error',
  title: 'A group without a task',
  languages: ['nomad'],
  about: 'service',
  docs: {
    why: 'A group needs a task that does the work. Only a gateway of the mesh does without: Nomad adds its task. The proxy that it adds for a `sidecar_service` is no such task. Nomad refuses the job.',
    wrong: 'group "web" {\n  service {\n    name = "web"\n  }\n}',
    right: 'group "web" {\n  service {\n    name = "web"\n  }\n  task "web" {\n    driver = "docker"\n  }\n}',
    sources: ['nomad/structs/structs.go TaskGroup.Validate', 'nomad/job_endpoint_hook_connect.go groupConnectHook'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const services = groupServices(group);
      // A group with neither is the schema's.
      if (group.type !== 'group' || group.open || services.length === 0 || childrenOf(group, 'task').length > 0)
        continue;
      if (group.openTypes.has('task') || group.openTypes.has('service') || services.some(mayBeGateway)) continue;
      report({
        ...leadingPart(group),
        message: `Group "${labelOf(group) ?? ''}" has services, but no task that could offer them. Add a task.`,
        fixes: group.node ? [addTask(file.text, group.node, labelOf(group) ?? 'server')] : [],
      });
    }
  },
};

/** A container that has yet to be named. */
const addTask = (text: string, group: Block, name: string): Fix => ({
  title: `Add task "${name}"`,
  edits: [
    insertLast(text, group, `task ${JSON.stringify(name)} {\n  driver = "docker"\n  config {\n    image = ""\n  }\n}`),
  ],
});

/** Nomad adds the task of a gateway. */
export const mayBeGateway = (service: Parameters<typeof connectKind>[0]): boolean => {
  const kind = connectKind(service);
  return kind === 'gateway' || kind === undefined;
};
