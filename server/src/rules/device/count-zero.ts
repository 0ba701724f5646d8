/** A device block that asks for no device. */
import { childrenOf, labelOf, numberOf } from '../job-view';
import { placeOf } from '../known';
import { removeAttribute } from '../repairs';
import type { Rule } from '../rule';
import { tasksIn } from '../walk';

export const deviceCountZero: Rule = {
  id: 'device/count-zero',
  level: 'warning',
  title: 'A device block that asks for no device',
  languages: ['nomad'],
  docs: {
    why: 'With `count = 0` the task is given none of the devices and may run where there are none. Nomad accepts it without a word. One device is asked for without `count`.',
    wrong: 'device "nvidia/gpu" {\n  count = 0\n}',
    right: 'device "nvidia/gpu" {\n}',
    sources: ['api/resources.go RequestedDevice.Canonicalize'],
  },
  check(file, report) {
    for (const { task } of tasksIn(file.instance)) {
      for (const device of childrenOf(task, 'resources').flatMap((resources) => childrenOf(resources, 'device'))) {
        if (numberOf(device, 'count') !== 0) continue;
        report({
          ...placeOf(device, 'count'),
          message: `The task asks for 0 of "${labelOf(device) ?? ''}", so it gets none. Nomad accepts this; remove the line for one device, or the block for none.`,
          fixes: removeAttribute(file.text, device, 'count', true),
        });
      }
    }
  },
};
