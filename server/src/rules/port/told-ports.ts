/** Where a group tells others its address with NOMAD_PORT_<label>: that is the port inside, not the one of the host. */
import type { Analysis } from '../../analysis';
import { blocksIn } from '../../schema/blocks';
import type { AttributeInstance, BlockInstance } from '../../schema/instance';
import { textOf } from '../facts/known';

export interface ToldPort {
  /** As it stands in the variable's name: with `_` for `-`. */
  readonly label: string;
  /** Of `NOMAD_PORT_<label>`. */
  readonly start: number;
  readonly end: number;
}

/** An address of the host, a colon, and the variable, in the notations of HCL, Go templates and shells. */
const afterAddress =
  /(?:NOMAD_(?:HOST_)?IP_\w+|attr\.unique\.network\.ip-address)[\\"'`}\s]*:[\\"'`\s]*(?:\$\{?|\{\{-?\s*env\s+)?[\\"'`\s]*(NOMAD_PORT_(\w+))/g;

const anywhere = /(NOMAD_PORT_(\w+))/g;

export function toldPorts(file: Analysis, group: BlockInstance): readonly ToldPort[] {
  if (!file.text.includes('NOMAD_PORT_')) return [];
  const told: ToldPort[] = [];
  for (const block of blocksIn(group)) {
    for (const attribute of block.attributes.values()) {
      const pattern = isTag(block, attribute) ? anywhere : afterAddress;
      const { start, end } = attribute.expression;
      const text = file.text.slice(start, end);
      if (!text.includes('NOMAD_PORT_')) continue;
      for (const match of text.matchAll(pattern)) {
        const [, name = '', label = ''] = match;
        const to = start + match.index + match[0].length;
        told.push({ label, start: to - name.length, end: to });
      }
    }
  }
  return told;
}

/** What a service announces is read by others, unless it announces the address inside. */
function isTag(block: BlockInstance, { name }: AttributeInstance): boolean {
  const mode = textOf(block, 'address_mode');
  return (
    block.type === 'service' &&
    (name === 'tags' || name === 'canary_tags') &&
    (mode === '' || mode === 'auto' || mode === 'host') &&
    !block.blocks.has('connect')
  );
}
