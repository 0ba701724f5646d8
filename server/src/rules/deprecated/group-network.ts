/** The repair of old forms of networks: the network of a task moves to its group, and what `port_map` said to its ports. */
import type { Analysis } from '../../analysis';
import type { TextEdit } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { applyEdits, insertFirst, insertLast, linesOf, removeLines } from '../../text-edits';
import { childrenOf, labelOf, tasksOf, valueOf } from '../facts/job-view';
import { blockOf, textOf } from '../facts/known';
import { groupNetworks, mayHaveOtherPorts, portsOf, taskNetworks } from '../facts/ports';

/**
 * Edits after which the ports of the task are those of the group, each with the number inside that `port_map` gives, and
 * are published by the container. Undefined where that takes a decision, or something is not known.
 */
export function groupNetworkEdits(
  { text }: Analysis,
  group: BlockInstance,
  task: BlockInstance,
): readonly TextEdit[] | undefined {
  const [network, ...more] = [...groupNetworks(group), ...tasksOf(group).flatMap(taskNetworks)];
  const config = blockOf(task, 'config');
  const isContainer = ['docker', 'podman'].includes(textOf(task, 'driver') ?? '');
  // A container publishes what its config lists.
  if (config === undefined || (config === null ? isContainer : !config.node)) return undefined;
  if (!network?.node || more.length > 0 || group.type !== 'group' || !group.node) return undefined;
  if (mayHaveOtherPorts(network) || network.blocks.has('reserved_ports') || network.dynamic || config?.open)
    return undefined;
  const inner = config ? portMapOf(config) : new Map<string, number>();
  if (!inner) return undefined;
  const ports = portsOf(network);
  const labels = ports.flatMap((port) => labelOf(port) ?? []);
  if (labels.length !== ports.length || [...inner.keys()].some((label) => !labels.includes(label))) return undefined;
  const mapped = ports.flatMap((port): readonly TextEdit[] => {
    const to = inner.get(labelOf(port) ?? '');
    return to === undefined || !port.node || port.attributes.has('to')
      ? []
      : [insertLast(text, port.node, `to = ${to}`)];
  });
  const publish =
    isContainer && config?.node && !config.attributes.has('ports') ? [insertLast(text, config.node, list(labels))] : [];
  const old = config
    ? [...childrenOf(config, 'port_map'), ...[config.attributes.get('port_map')].flatMap((a) => a ?? [])]
    : [];
  const edits = [...publish, ...old.map(({ span }) => removeLines(text, span))];
  const resources = network.parent;
  if (resources?.type !== 'resources') return [...edits, ...mapped];
  const only = resources.attributes.size === 0 && [...resources.blocks.values()].flat().length === 1;
  return [
    ...edits,
    insertFirst(text, group.node, moved(text, network, mapped)),
    removeLines(text, (only ? resources : network).span),
  ];
}

const list = (labels: readonly string[]): string =>
  `ports = [${labels.map((label) => JSON.stringify(label)).join(', ')}]`;

/** The lines of the network with the edits in them. */
function moved(text: string, network: BlockInstance, edits: readonly TextEdit[]): string {
  const lines = linesOf(text, network.span);
  const start = network.span.end - lines.length;
  return applyEdits(
    lines,
    edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start })),
  );
}

/** Port by label; undefined when something in it is not known. */
function portMapOf(config: BlockInstance): ReadonlyMap<string, number> | undefined {
  const entries: (readonly [string, unknown])[] = childrenOf(config, 'port_map').flatMap((map) =>
    [...map.attributes].map(([label, { value }]) => [label, value] as const),
  );
  const value = valueOf(config, 'port_map');
  for (const map of value === undefined ? [] : [value].flat())
    entries.push(...(typeof map === 'object' && map !== null ? Object.entries(map) : [['', undefined] as const]));
  if (config.openTypes.has('port_map') || entries.some(([, port]) => typeof port !== 'number')) return undefined;
  return new Map(entries as (readonly [string, number])[]);
}
