/** A port that a service announces and no container publishes. */
import type { Fix } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { insertLast } from '../../text-edits';
import { childrenOf, groupsOf, labelOf, tasksOf } from '../facts/job-view';
import { blockOf, blocksOf, textOf, textsOf } from '../facts/known';
import { groupPorts } from '../facts/ports';
import { setValue } from '../facts/repairs';
import { servicesOf } from '../facts/services';
import type { Rule } from '../rule';

export const notPublished: Rule = {
  id: 'port/not-published',
  level: 'warning',
  title: 'A port that is announced and not published',
  languages: ['nomad'],
  about: 'port',
  docs: {
    why: 'In host mode a container has a network of its own, and only the labels in `config.ports` are opened on the node. A service or a check with another label points to a port behind which nobody listens: the check never passes. Nomad accepts it.',
    wrong:
      'network {\n  port "http" {\n    to = 80\n  }\n  port "admin" {\n    to = 9000\n  }\n}\nservice {\n  port = "admin"\n}\ntask "web" {\n  driver = "docker"\n  config {\n    image = "nginx:1.27"\n    ports = ["http"]\n  }\n}',
    right:
      'network {\n  port "http" {\n    to = 80\n  }\n  port "admin" {\n    to = 9000\n  }\n}\nservice {\n  port = "admin"\n}\ntask "web" {\n  driver = "docker"\n  config {\n    image = "nginx:1.27"\n    ports = ["http", "admin"]\n  }\n}',
    sources: ['drivers/docker/driver.go createContainerConfig'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const all = group.type === 'task' ? [group] : blocksOf(group, 'task');
      if (!all || all.length === 0) continue;
      const declared = new Map(groupPorts(group).map((owned) => [labelOf(owned.port), owned]));
      const byAll = publishedByAll(all);
      for (const { service, task } of servicesOf(group)) {
        const published = task ? publishedByAll([task]) : byAll;
        if (!published) continue;
        const owners = [service, ...childrenOf(service, 'check')];
        for (const owner of owners) {
          const label = textOf(owner, 'port');
          const port = label === undefined ? undefined : declared.get(label);
          const mode = port && textOf(port.network, 'mode');
          const address = textOf(owner, 'address_mode');
          if (!label || !port || (mode !== '' && mode !== 'host') || published.has(label)) continue;
          if (
            address === undefined ||
            ['driver', 'alloc', 'alloc_ipv6'].includes(address) ||
            textOf(service, 'address') !== '' ||
            isScript(owner)
          )
            continue;
          const attribute = owner.attributes.get('port');
          if (!attribute) continue;
          const { start, end } = attribute.expression;
          report({
            start,
            end,
            message: `No container publishes port "${label}", so nobody answers there. Add it to "ports" in the config of the task.`,
            fixes: () => (tasksOf(group).length === 1 ? publishFix(file.text, tasksOf(group)[0], label) : []),
          });
        }
      }
    }
  },
};

const isScript = (owner: BlockInstance): boolean => owner.type === 'check' && textOf(owner, 'type') === 'script';

/** The labels that these tasks publish; undefined when that is not known of all of them. */
function publishedByAll(tasks: readonly BlockInstance[]): ReadonlySet<string> | undefined {
  const containers = tasks.map(publishedBy);
  return containers.includes(undefined) ? undefined : new Set(containers.flatMap((c) => c?.map((p) => p.text) ?? []));
}

/** The labels that a container certainly publishes, and no others; undefined when that is not known or the task is no such container. */
function publishedBy(task: BlockInstance): readonly { text: string }[] | undefined {
  const driver = textOf(task, 'driver');
  const config = blockOf(task, 'config');
  if ((driver !== 'docker' && driver !== 'podman') || !config || config.open) return undefined;
  const network = textOf(config, 'network_mode');
  if (
    network === undefined ||
    !['', 'bridge', 'default', 'nat', 'slirp4netns'].includes(network) ||
    config.blocks.has('port_map') ||
    config.attributes.has('port_map')
  )
    return undefined;
  const ports = config.attributes.get('ports');
  if (!ports) return [];
  const known = textsOf(config, 'ports');
  return Array.isArray(ports.value) && known.length === ports.value.length && known.every((p) => !p.text.includes('${'))
    ? known
    : undefined;
}

function publishFix(text: string, task: BlockInstance | undefined, label: string): readonly Fix[] {
  const config = task && blockOf(task, 'config');
  const ports = config?.attributes.get('ports');
  if (config?.node && !ports)
    return [
      {
        title: `Add ports = ["${label}"]`,
        preferred: true,
        edits: [insertLast(text, config.node, `ports = [${JSON.stringify(label)}]`)],
      },
    ];
  if (ports?.expression.type !== 'Tuple' || !Array.isArray(ports.value)) return [];
  const items = [...(ports.value as readonly string[]), label];
  return [setValue(ports, `[${items.map((item) => JSON.stringify(item)).join(', ')}]`, `Add "${label}" to "ports"`)];
}
