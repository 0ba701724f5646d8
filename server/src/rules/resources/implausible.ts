/** More than any node has: most often a number in the wrong unit. */

import { resourcesOf } from '../../job/canonical';
import type { Fix } from '../../problem';
import type { AttributeInstance } from '../../schema/instance';
import { sentence } from '../../schema/messages';
import { setValue } from '../facts/repairs';
import { allTasksIn, describeTask } from '../facts/walk';
import type { Rule } from '../rule';

/** Beyond the largest machines that can be rented, with room to grow. */
const limits = [
  { name: 'memory', limit: 33_554_432, unit: 'MB', of: '32 TB' },
  { name: 'cpu', limit: 20_000_000, unit: 'MHz', of: '5000 cores' },
  { name: 'cores', limit: 4096, unit: 'cores', of: '4096 cores' },
] as const;

export const implausible: Rule = {
  id: 'resources/implausible',
  level: 'warning',
  title: 'More than any node has',
  languages: ['nomad'],
  about: 'resources',
  docs: {
    why: '`memory` is in MB, `cpu` in MHz. A number that belongs to a smaller unit asks for more than any machine has: Nomad accepts the job, and it waits for such a node for ever.',
    wrong: 'resources {\n  memory = 536870912\n}',
    right: 'resources {\n  memory = 512\n}',
    sources: ['scheduler/feasible', 'nomad/structs/funcs.go AllocsFit'],
  },
  check(file, report) {
    for (const { task } of allTasksIn(file.instance)) {
      const resources = resourcesOf(task);
      for (const { name, limit, unit, of } of limits) {
        const { value, attribute } = resources.setting(name);
        if (!attribute || typeof value !== 'number' || value <= limit) continue;
        const { start, end } = attribute.expression;
        report({
          start,
          end,
          message: `${sentence(describeTask(task))} asks for ${value} ${unit}; no node has more than ${of}. Nomad accepts this, and the task is never placed.`,
          fixes: inUnit(attribute, value, limit),
        });
      }
    }
  },
};

/** The number in the unit that is meant, where it is plausible as one in bytes or thousands of them. */
function inUnit(attribute: AttributeInstance, value: number, limit: number): readonly Fix[] {
  const meant = [value / 2 ** 10, value / 2 ** 20].find((one) => one <= limit && one >= 1 && Number.isInteger(one));
  return meant === undefined ? [] : [setValue(attribute, String(meant), undefined, false)];
}
