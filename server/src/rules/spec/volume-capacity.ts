/** A volume specification that asks for at least more than at most. */
import { parseByteSize } from '../../values/byte-size';
import { placeOf, textOf } from '../facts/known';
import { setValue } from '../facts/repairs';
import type { Rule } from '../rule';
import { volumeTypeOf } from './volume-type';

export const volumeCapacity: Rule = {
  id: 'spec/volume-capacity',
  level: 'error',
  title: 'A smallest capacity above the largest',
  languages: ['nomad-volume'],
  docs: {
    why: 'Nomad refuses a host volume whose capacity_max is less than its capacity_min; a capacity_max that is not set counts as zero. For a CSI volume the request to the storage plugin fails (a warning).',
    wrong: 'name         = "wiki"\ntype         = "host"\ncapacity_min = "20GiB"\ncapacity_max = "10GiB"',
    right: 'name         = "wiki"\ntype         = "host"\ncapacity_min = "10GiB"\ncapacity_max = "20GiB"',
    sources: ['nomad/structs/host_volumes.go HostVolume.Validate', 'plugins/csi/plugin.go CapacityRange.Validate'],
  },
  check(file, report) {
    const root = file.instance;
    const type = volumeTypeOf(root);
    const [least, most] = [textOf(root, 'capacity_min'), textOf(root, 'capacity_max')];
    if (!type || least === undefined || most === undefined) return;
    const [min, max] = [parseByteSize(least), parseByteSize(most)];
    if (min === undefined || max === undefined || max >= min || (type === 'csi' && max === 0)) return;
    const attribute = root.attributes.get('capacity_max');
    report({
      ...placeOf(root, attribute ? 'capacity_max' : 'capacity_min'),
      severity: type === 'csi' ? 'warning' : 'error',
      message: attribute
        ? `capacity_max is "${most}", less than capacity_min, "${least}". Make it at least as large.`
        : `A host volume with capacity_min needs capacity_max too, at least "${least}".`,
      fixes: attribute
        ? [setValue(attribute, JSON.stringify(least))]
        : addBehind(root.attributes.get('capacity_min')?.span.end, least),
    });
  },
};

const addBehind = (end: number | undefined, least: string) =>
  end === undefined
    ? []
    : [
        {
          title: `Add capacity_max = "${least}"`,
          preferred: true,
          edits: [{ start: end, end, text: `\ncapacity_max = ${JSON.stringify(least)}` }],
        },
      ];
