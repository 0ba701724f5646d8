/** Services whose tasks stop at once: clients still call them for a moment. */
import type { Fix } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { insertFirst } from '../../text-edits';
import { childrenOf, groupsOf, labelOf } from '../facts/job-view';
import { blockOf, blocksOf, countOf, textOf } from '../facts/known';
import { setValue } from '../facts/repairs';
import { connectKind } from '../facts/services';
import type { Rule } from '../rule';

export const shutdownDelay: Rule = {
  id: 'service/shutdown-delay',
  level: 'hint',
  title: 'A service without a shutdown_delay',
  languages: ['nomad'],
  about: 'service',
  docs: {
    why: 'When an allocation stops, its services are taken out of the catalogue first, but clients go on calling the old address until they notice. With `shutdown_delay` the task keeps answering for that long. Nomad warns when neither the group nor the task in question has one. A `sidecar_task` block without one takes away the 5 seconds that the proxy otherwise has.',
    wrong: 'task "web" {\n  driver = "docker"\n  service {\n    port = "http"\n  }\n}',
    right: 'task "web" {\n  driver         = "docker"\n  shutdown_delay = "5s"\n  service {\n    port = "http"\n  }\n}',
    sources: [
      'nomad/structs/structs.go generateTaskGroupServiceShutdownDelayWarnings',
      'nomad/structs/services.go SidecarTask.MergeIntoTask',
    ],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const tasks = group.type === 'task' ? [group] : blocksOf(group, 'task');
      const services = group.type === 'task' ? [] : blocksOf(group, 'service');
      if (!tasks || !services) continue;
      const tell = (block: BlockInstance, message: string) => {
        report({
          start: block.header.start,
          end: block.header.end,
          message,
          fixes: () => delayFix(file.text, block),
        });
      };
      for (const sidecar of services.flatMap((service) =>
        childrenOf(service, 'connect').flatMap((c) => childrenOf(c, 'sidecar_task')),
      )) {
        if (countOf(sidecar, 'shutdown_delay') === 0) {
          tell(
            sidecar,
            'The proxy that Nomad adds waits 5s before it stops. A sidecar_task without shutdown_delay takes that away: say how long it shall wait.',
          );
        }
      }
      const named = services.map((service) => textOf(service, 'task'));
      for (const task of tasks) {
        const name = labelOf(task);
        if (countOf(task, 'shutdown_delay') !== 0) continue;
        const referenced = name !== undefined && named.includes(name);
        if (referenced || childrenOf(task, 'service').length > 0) {
          tell(
            task,
            `Task "${name ?? ''}" ${referenced ? 'is named by a service' : 'has services'} and no shutdown_delay: clients still call it while it stops.`,
          );
        }
      }
      if (services.some(isUnscoped) && delaysOf(group, tasks, services).every((delay) => delay === 0)) {
        tell(
          group,
          `Group "${labelOf(group) ?? ''}" has services, and neither it nor one of its tasks has a shutdown_delay: clients still call them while they stop.`,
        );
      }
    }
  },
};

function delayFix(text: string, block: BlockInstance): readonly Fix[] {
  const attribute = block.attributes.get('shutdown_delay');
  if (attribute) return [setValue(attribute, '"5s"', 'Set shutdown_delay = "5s"')];
  const edit = block.node && insertFirst(text, block.node, 'shutdown_delay = "5s"');
  return edit ? [{ title: 'Add shutdown_delay = "5s"', preferred: true, edits: [edit] }] : [];
}

/** A service of the group that is bound to no task, not even to a sidecar that the file describes. */
function isUnscoped(service: BlockInstance): boolean {
  const connect = blockOf(service, 'connect');
  if (textOf(service, 'task') !== '' || connect === undefined) return false;
  const kind = connectKind(service);
  return !connect || ((kind === 'sidecar' || kind === 'gateway') && blockOf(connect, 'sidecar_task') === null);
}

/** All delays that count; the proxies that Nomad adds have one of 5s. */
function delaysOf(
  group: BlockInstance,
  tasks: readonly BlockInstance[],
  services: readonly BlockInstance[],
): readonly (number | undefined)[] {
  const proxies = services.some((service) => {
    const kind = connectKind(service);
    return kind === 'sidecar' || kind === 'gateway' || kind === undefined;
  });
  return [
    countOf(group, 'shutdown_delay'),
    ...tasks.map((task) => countOf(task, 'shutdown_delay')),
    ...(proxies ? [undefined] : []),
  ];
}
