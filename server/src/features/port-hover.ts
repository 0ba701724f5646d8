/** Hover of a port's label: what kind it is, which environment names it gives, who uses it. */
import type { Block } from '@hcl/parser';
import type { Analysis } from '../analysis';
import type { Hover } from './answers';
import type { Cursor } from './cursor';
import { usualLabels } from './likely-values';
import { linesOf } from './name-hover';
import { portDetail } from './names';
import { environmentUses, environmentWord } from './port-names';
import { portPolicyText } from './port-policy-text';

export function portHover(analysis: Analysis, cursor: Cursor, block: Block): Hover | undefined {
  const label = block.labels[0];
  if (!label || cursor.offset < label.start) return undefined;
  const name = environmentWord(label.value);
  const uses = analysis.symbols.references.filter(
    ({ kind, name, scope }) =>
      kind === 'port' && name === label.value && scope.span.start <= label.start && label.end <= scope.span.end,
  );
  const group = cursor.levels.find(({ block: one }) => one?.name.name === 'group')?.body;
  const places = [
    ...uses.map(({ span }) => span),
    ...(group ? environmentUses(analysis.text, group, label.value) : []),
  ].sort((a, b) => a.start - b.start);
  const who = places.length === 0 ? 'Nothing in this file names it.' : `Used in ${linesOf(analysis.text, places)}.`;
  return {
    start: label.start,
    end: label.end,
    markdown: [
      `**port "${label.value}"** — ${portDetail(block, analysis.text)}`,
      portPolicyText(analysis, block),
      [usualLabels[label.value] ? `The usual label for ${usualLabels[label.value]?.for}.` : '', who]
        .filter(Boolean)
        .join(' '),
      [
        'The tasks of the group see it as',
        `- \`NOMAD_PORT_${name}\`: the port to listen on (the inner one when \`to\` is set)`,
        `- \`NOMAD_HOST_PORT_${name}\`: the port on the host`,
        `- \`NOMAD_ADDR_${name}\`, \`NOMAD_IP_${name}\`: host address with and without the port`,
        `- \`NOMAD_ALLOC_PORT_${name}\`, \`NOMAD_ALLOC_ADDR_${name}\`: inside the allocation's network`,
      ].join('\n'),
    ]
      .filter(Boolean)
      .join('\n\n'),
  };
}
