/** A dynamic port whose number the program cannot know. */
import type { Analysis } from '../../analysis';
import { knownImage } from '../../images';
import type { Fix } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { insertLast } from '../../text-edits';
import { childrenOf, groupsOf, labelOf, stringOf, tasksOf } from '../facts/job-view';
import { countOf, isCertain, textOf } from '../facts/known';
import { groupPorts } from '../facts/ports';
import { setAttribute } from '../facts/repairs';
import type { Rule } from '../rule';
import { portUses } from './port-uses';
import { sharesHost } from './shares-host';

export const dynamicUnusedByApp: Rule = {
  id: 'port/dynamic-unused-by-app',
  level: 'information',
  title: 'A dynamic port whose number the program does not get',
  languages: ['nomad'],
  about: 'port',
  docs: {
    why: 'Without `to` the program itself has to listen on the number that Nomad picked, and learns it from `NOMAD_PORT_<label>`. Where nothing in the file hands that on, it has to read the variable of its own accord. Most images do not: they listen on a fixed port inside, and `to` maps it.',
    wrong:
      'network {\n  port "http" {}\n}\ntask "web" {\n  driver = "docker"\n  config {\n    image = "nginx:1.27"\n    ports = ["http"]\n  }\n}',
    right:
      'network {\n  port "http" {\n    to = 80\n  }\n}\ntask "web" {\n  driver = "docker"\n  config {\n    image = "nginx:1.27"\n    ports = ["http"]\n  }\n}',
    sources: ['client/taskenv/env.go addPorts', 'drivers/docker/driver.go createContainerConfig'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const uses = portUses(file, group);
      const tasks = tasksOf(group);
      const connected = childrenOf(group, 'service').some((service) => service.blocks.has('connect'));
      if (uses.uncertain || tasks.length === 0 || connected || group.openTypes.size > 0) continue;
      const onHost = tasks.some(sharesHost);
      for (const { port } of groupPorts(group)) {
        const label = labelOf(port);
        const to = countOf(port, 'to');
        if (!label || !isCertain(port) || countOf(port, 'static') !== 0 || (to !== 0 && to !== -1)) continue;
        if (!uses.named(label) || uses.mentioned(label) || isMapped(tasks, label)) continue;
        const variable = `NOMAD_PORT_${label.replace(/[^A-Za-z0-9_]/g, '_')}`;
        report({
          start: port.header.start,
          end: port.header.end,
          // A program on the node is often written for Nomad and reads its environment.
          severity: onHost ? 'hint' : undefined,
          message: `Nothing hands ${variable} to the program, so it has to read it itself to know on which port to listen.${onHost ? '' : ' Set "to" when it listens on a fixed port.'}`,
          fixes: () => fixes(file, port, tasks, label, variable, onHost),
        });
      }
    }
  },
};

/** The old way to map ports in the config of a container. */
const isMapped = (tasks: readonly BlockInstance[], label: string): boolean =>
  tasks
    .flatMap((task) => childrenOf(task, 'config'))
    .some(
      (config) =>
        config.attributes.has('port_map') || childrenOf(config, 'port_map').some((map) => map.attributes.has(label)),
    );

function fixes(
  file: Analysis,
  port: BlockInstance,
  tasks: readonly BlockInstance[],
  label: string,
  variable: string,
  onHost: boolean,
): readonly Fix[] {
  const inner = onHost ? undefined : usualPort(tasks, label);
  const [task, ...others] = tasks;
  const [env] = task ? childrenOf(task, 'env') : [];
  const line = `PORT = "\${${variable}}"`;
  const block = env ? env.node : task?.node;
  const hand: Fix[] =
    block && others.length === 0 && !env?.attributes.has('PORT') && textOf(task as BlockInstance, 'driver')
      ? [
          {
            title: `Hand it on as PORT in "env"`,
            edits: [insertLast(file.text, block, env ? line : `env {\n  ${line}\n}`)],
          },
        ]
      : [];
  return [...(onHost ? [] : setAttribute(file.text, port, 'to', String(inner ?? 8080), inner !== undefined)), ...hand];
}

/** The port that the image of the group is known to listen on. */
function usualPort(tasks: readonly BlockInstance[], label: string): number | undefined {
  for (const config of tasks.flatMap((task) => childrenOf(task, 'config'))) {
    const ports = knownImage(stringOf(config, 'image') ?? '')?.image.ports;
    const numbers = Object.values(ports ?? {});
    const number = ports?.[label] ?? (numbers.length === 1 ? numbers[0] : undefined);
    if (number !== undefined) return number;
  }
  return undefined;
}
