/** `NOMAD_PORT_<label>` and its kin in the values of a group whose networks have no such label. */

import type { Analysis } from '../../analysis';
import { didYouMean, nearest } from '../../nearest';
import type { Finding, Fix } from '../../problem';
import { blocksIn } from '../../schema/blocks';
import type { BlockInstance } from '../../schema/instance';
import { insertLast } from '../../text-edits';
import { childrenOf, groupsOf, labelOf, tasksOf } from '../facts/job-view';
import { firstFrom } from '../facts/occurrences';
import { groupNetworks, mayHaveOtherPorts, portsOf, taskNetworks } from '../facts/ports';

const variable = /NOMAD_(?:(?:HOST_|ALLOC_)?PORT|(?:HOST_)?(?:ADDR|IP))_([A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*)(?![$%{*])/g;

export function checkPortVariables(file: Analysis, report: (finding: Finding) => void): void {
  const mentions = [...file.text.matchAll(variable)];
  if (mentions.length === 0) return;
  const offsets = mentions.map(({ index }) => index);
  for (const group of groupsOf(file.instance)) {
    const names = variableEndings(group);
    if (!names) continue;
    for (const block of blocksIn(group)) {
      for (const attribute of block.attributes.values()) {
        const { start, end } = attribute.expression;
        for (let i = firstFrom(offsets, start); i < mentions.length; i++) {
          const match = mentions[i] as RegExpExecArray;
          if (match.index >= end) break;
          const ending = match[1] ?? '';
          // In `$NOMAD_PORT_http-extra` of a shell only the part before the dash is the name.
          if (names.has(ending) || (ending.includes('-') && names.has(ending.split('-')[0] ?? ''))) continue;
          const at = match.index + match[0].length - ending.length;
          const suggestion = names.has(clean(ending)) ? clean(ending) : nearest(ending, names);
          report({
            start: at - (match[0].length - ending.length),
            end: at + ending.length,
            severity: 'warning',
            message: names.has(clean(ending))
              ? `In the names of variables every character but letters, digits and "_" becomes "_": this one is called ${match[0].slice(0, -ending.length)}${clean(ending)}.`
              : `No port "${ending}" in group "${labelOf(group) ?? ''}", so Nomad never sets ${match[0]}.${didYouMean(suggestion)}`,
            fixes: () => [
              ...(suggestion
                ? [
                    {
                      title: `Change to ${suggestion}`,
                      preferred: true,
                      edits: [{ start: at, end: at + ending.length, text: suggestion }],
                    },
                  ]
                : []),
              ...(names.has(clean(ending)) ? [] : declaration(file.text, group, ending)),
            ],
          });
        }
      }
    }
  }
}

/** A port of that label in the network that the group has. */
function declaration(text: string, group: BlockInstance, label: string): readonly Fix[] {
  const [network] = groupNetworks(group);
  return network?.node && !network.dynamic
    ? [{ title: `Declare port "${label}"`, edits: [insertLast(text, network.node, `port "${label}" {}`)] }]
    : [];
}

/** What may follow `NOMAD_PORT_`; undefined when not all ports of the group are known. */
function variableEndings(group: BlockInstance): Set<string> | undefined {
  const services = childrenOf(group, 'service');
  // Connect adds ports with labels of its own.
  if (
    group.open ||
    group.openTypes.has('network') ||
    services.some((service) => service.blocks.has('connect') || service.open)
  )
    return undefined;
  const tasks = tasksOf(group);
  const networks = [...groupNetworks(group), ...tasks.flatMap(taskNetworks)];
  if (networks.some(mayHaveOtherPorts) || tasks.some((task) => task.open || labelOf(task) === undefined))
    return undefined;
  const labels = networks.flatMap(portsOf).flatMap((port) => labelOf(port) ?? []);
  const ofTasks = tasks.flatMap((task) =>
    taskNetworks(task)
      .flatMap(portsOf)
      .map((port) => `${labelOf(task)}_${labelOf(port)}`),
  );
  return new Set([...labels, ...ofTasks].map(clean));
}

const clean = (label: string): string => label.replace(/[^A-Za-z0-9_]/g, '_');
