/** A device block that asks for no device, or for a part of one. */
import { readUnsigned } from '../../values/unsigned';
import { childrenOf, labelOf, numberOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { removeAttribute } from '../facts/repairs';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const deviceCount: Rule = {
  id: 'device/count',
  level: 'warning',
  title: 'A number of devices that makes no sense',
  languages: ['nomad'],
  about: 'device',
  docs: {
    why: 'A task asks for whole devices, one without `count`. With `count = 0` it accepts the job without a word: the task gets no device and may run where there is none. Halves it cuts off.',
    wrong: 'device "nvidia/gpu" {\n  count = 0\n}',
    right: 'device "nvidia/gpu" {\n}',
    sources: ['api/resources.go RequestedDevice', 'github.com/zclconf/go-cty/cty/gocty FromCtyValue'],
  },
  check(file, report) {
    for (const { task } of tasksIn(file.instance)) {
      for (const device of childrenOf(task, 'resources').flatMap((resources) => childrenOf(resources, 'device'))) {
        const given = numberOf(device, 'count');
        // Negative numbers are for the schema.
        if (given === undefined || given < 0) continue;
        const count = readUnsigned(given, 2 ** 64);
        const name = labelOf(device) ?? '';
        const place = placeOf(device, 'count');
        const fixes = removeAttribute(file.text, device, 'count', true);
        if (count === 0)
          report({
            ...place,
            severity: 'warning',
            message: `The task asks for 0 of "${name}", so it gets none. Nomad accepts this; remove the line for one device, or the block for none.`,
            fixes,
          });
        else if (count !== given)
          report({
            ...place,
            severity: 'warning',
            message: `Nomad accepts ${given} and asks for ${count} of "${name}". Write a whole number.`,
          });
      }
    }
  },
};
