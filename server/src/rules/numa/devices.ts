/** A numa block that names a device which the task does not ask for. */
import { didYouMean, nearest } from '../../nearest';
import { itemsOf } from '../facts/items';
import { childrenOf, labelOf } from '../facts/job-view';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const numaDevices: Rule = {
  id: 'numa/devices',
  level: 'error',
  title: 'A NUMA device that is not requested',
  languages: ['nomad'],
  about: 'numa',
  docs: {
    why: '`numa.devices` says which of the devices of this task lie near its cores. Each is the label of a `device` block beside it, letter for letter. Nomad refuses the job.',
    wrong: 'device "nvidia/gpu" {\n}\nnuma {\n  affinity = "prefer"\n  devices  = ["gpu"]\n}',
    right: 'device "nvidia/gpu" {\n}\nnuma {\n  affinity = "prefer"\n  devices  = ["nvidia/gpu"]\n}',
    sources: ['nomad/structs/structs.go Resources.Validate'],
  },
  check(file, report) {
    for (const { task } of tasksIn(file.instance)) {
      for (const resources of childrenOf(task, 'resources')) {
        const devices = childrenOf(resources, 'device').map(labelOf);
        if (resources.open || resources.openTypes.has('device') || devices.includes(undefined)) continue;
        const names = devices.flatMap((name) => name ?? []);
        for (const { value, span } of childrenOf(resources, 'numa').flatMap((numa) => itemsOf(numa, 'devices'))) {
          if (typeof value !== 'string' || names.includes(value)) continue;
          const suggestion = nearest(value, names) ?? names.find((name) => name.split('/').includes(value));
          report({
            ...span,
            message: `The task asks for no device "${value}".${didYouMean(suggestion)}`,
            fixes: suggestion
              ? [
                  {
                    title: `Change to "${suggestion}"`,
                    preferred: true,
                    edits: [{ ...span, text: JSON.stringify(suggestion) }],
                  },
                ]
              : [],
          });
        }
      }
    }
  },
};
