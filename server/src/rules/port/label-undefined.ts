/** A service, check or driver that names a port label which its group does not declare. */
import type { Analysis } from '../../analysis';
import { didYouMean, nearest } from '../../nearest';
import type { Fix } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import type { Reference } from '../../symbols';
import { insertFirst, insertLast } from '../../text-edits';
import { childrenOf, labelOf, tasksOf, valueOf } from '../facts/job-view';
import { textOf } from '../facts/known';
import { groupNetworks, mayHaveOtherPorts, portsOf, taskNetworks } from '../facts/ports';
import type { Rule } from '../rule';
import { checkPortVariables } from './port-variables';

export const labelUndefined: Rule = {
  id: 'port/label-undefined',
  level: 'warning',
  title: 'A port label that the group does not declare',
  languages: ['nomad'],
  docs: {
    why: 'A service is registered with the number that its port label stands for, and a container publishes the ports that it names. A label that no `network` block declares stands for nothing. Nomad refuses the job when the service is in a task, and looks for its labels only in the first network of the group and in the networks of the task itself; there a number is a label like any other, unless `address_mode = "driver"`. For a service of the group and for the `ports` of a container it accepts the job, and the task then fails or the service is registered without a port. A variable such as `NOMAD_PORT_<label>` of a label that does not exist is never set.',
    wrong: 'network {\n  port "http" {}\n}\nservice {\n  port = "htpp"\n}',
    right: 'network {\n  port "http" {}\n}\nservice {\n  port = "http"\n}',
    sources: [
      'nomad/structs/structs.go validateServices',
      'drivers/docker/driver.go createContainerConfig',
      'client/taskenv/env.go addPorts',
    ],
  },
  check(file, report) {
    const portsFor = rememberingPorts();
    for (const reference of file.symbols.references) {
      if (reference.kind !== 'port' || reference.name === '' || isElsewhere(reference)) continue;
      const { scope, name } = reference;
      if (scope === file.instance) continue;
      const task = owningTask(reference.block, scope);
      const validated = task !== undefined && isValidated(reference);
      if (validated === undefined || (!validated && !isLabel(name))) continue;
      const { open, names, injected } = portsFor(scope, validated ? task : undefined);
      if (open || names.has(name) || injected.has(name) || injected.has(undefined)) continue;
      if (validated && /^\d+$/.test(name) && reference.block.type === 'check') continue;
      const elsewhere = portsFor(scope, undefined).names.has(name);
      const suggestion = nearest(name, names);
      report({
        start: reference.span.start,
        end: reference.span.end,
        severity: validated ? 'error' : undefined,
        message: `${explain(name, scope, validated, elsewhere)}${didYouMean(suggestion)}`,
        fixes: () => fixes(file, reference, scope, suggestion, elsewhere),
      });
    }
    checkPortVariables(file, report);
  },
};

function explain(name: string, group: BlockInstance, validated: boolean, elsewhere: boolean): string {
  if (elsewhere)
    return `Port "${name}" is not in the first network of group "${labelOf(group) ?? ''}", and Nomad looks for the ports of a task's service only there. Declare it there, or move the service to the group.`;
  if (validated && /^\d+$/.test(name))
    return `A service of a task takes a number as port only with address_mode = "driver"; otherwise "${name}" is a label, and group "${labelOf(group) ?? ''}" has no such port.`;
  return `No port "${name}" in group "${labelOf(group) ?? ''}".${validated ? '' : ' Nomad accepts this, and the task or its service will fail.'}`;
}

/** Numbers and runtime references are not labels where Nomad does not validate them. */
const isLabel = (text: string): boolean => !/^\d+$/.test(text) && !text.includes('${');

/** A sidecar's port is made when it does not exist; connect/transparent-proxy looks at the ports that a proxy leaves alone. */
const isElsewhere = ({ attribute, block }: Reference): boolean =>
  attribute.name === 'exclude_inbound_ports' || block.type === 'sidecar_service';

/** Whether Nomad's validator looks for the label of this service or check of a task; undefined when it cannot be known. */
function isValidated({ block }: Reference): boolean | undefined {
  if (block.type === 'service') {
    const mode = textOf(block, 'address_mode');
    if (mode === undefined) return undefined;
    return !(mode === 'driver' && /^[+-]?\d+$/.test(textOf(block, 'port') ?? ''));
  }
  if (block.type !== 'check') return false;
  const type = textOf(block, 'type');
  return type === undefined ? undefined : type === 'http' || type === 'tcp' || type === 'grpc';
}

/** The task whose service holds the block; undefined for services of the group. */
function owningTask(block: BlockInstance, scope: BlockInstance): BlockInstance | undefined {
  let service: BlockInstance | undefined;
  for (let b: BlockInstance | undefined = block; b; b = b.parent) {
    if (b.type === 'service') service = b;
    if (b.type === 'task' && service) return b;
    if (b === scope) break;
  }
  return undefined;
}

interface Ports {
  /** There may be ports that are not in the text. */
  readonly open: boolean;
  readonly names: ReadonlySet<string>;
  readonly injected: ReadonlySet<string | undefined>;
}

/** The ports of a group: all, or those where Nomad looks for the ones of a task's service. Each is gathered once. */
function rememberingPorts(): (group: BlockInstance, task: BlockInstance | undefined) => Ports {
  const known = new Map<BlockInstance, Ports>();
  return (group, task) => {
    let ports = known.get(task ?? group);
    if (!ports) {
      const networks = task
        ? [...groupNetworks(group).slice(0, 1), ...taskNetworks(task)]
        : [...groupNetworks(group), ...tasksOf(group).flatMap(taskNetworks)];
      ports = {
        open: isOpen(group, networks, task),
        names: new Set(networks.flatMap(portsOf).flatMap((port) => labelOf(port) ?? [])),
        injected: new Set(injectedLabels(group)),
      };
      known.set(task ?? group, ports);
    }
    return ports;
  };
}

/** Ports that Nomad adds for sidecars, gateways and exposed checks; undefined stands for one whose label is not known here. */
function injectedLabels(group: BlockInstance): readonly (string | undefined)[] {
  const connects = childrenOf(group, 'service').flatMap((service) => childrenOf(service, 'connect'));
  return connects.flatMap((connect) => [
    ...childrenOf(connect, 'sidecar_service').map((sidecar) => {
      const port = textOf(sidecar, 'port');
      return port === '' ? undefined : port;
    }),
    ...childrenOf(connect, 'gateway').map(() => undefined),
  ]);
}

function isOpen(group: BlockInstance, networks: readonly BlockInstance[], task: BlockInstance | undefined): boolean {
  const tasks = task ? [task] : tasksOf(group);
  return (
    group.openTypes.has('network') ||
    (group.open && groupNetworks(group).length === 0) ||
    networks.some(mayHaveOtherPorts) ||
    tasks.some(
      (t) => t.openTypes.has('resources') || childrenOf(t, 'resources').some((r) => r.openTypes.has('network')),
    )
  );
}

function fixes(
  file: Analysis,
  reference: Reference,
  group: BlockInstance,
  suggestion: string | undefined,
  elsewhere: boolean,
): readonly Fix[] {
  const { start, end } = reference.span;
  const { block, name } = reference;
  const rename: Fix[] = suggestion
    ? [
        {
          title: `Change to "${suggestion}"`,
          preferred: true,
          edits: [{ start, end, text: JSON.stringify(suggestion) }],
        },
      ]
    : [];
  if (/^\d+$/.test(name)) {
    const free = block.type === 'service' && block.node && valueOf(block, 'address_mode') === undefined;
    return free
      ? [
          ...rename,
          {
            title: 'Add address_mode = "driver"',
            edits: [insertLast(file.text, block.node, 'address_mode = "driver"')],
          },
        ]
      : rename;
  }
  if (elsewhere || name.includes('${')) return rename;
  const port = `port "${name}" {}`;
  const network = childrenOf(group, 'network')[0];
  const declare = network?.node
    ? insertLast(file.text, network.node, port)
    : group.node && group.type === 'group'
      ? insertFirst(file.text, group.node, `network {\n  ${port}\n}\n`)
      : undefined;
  return declare ? [...rename, { title: `Declare port "${name}"`, edits: [declare] }] : rename;
}
