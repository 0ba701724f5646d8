/** Less processor than Nomad plans with. */
import { resourcesOf } from '../../job/canonical';
import { sentence } from '../../schema/messages';
import { setValue } from '../facts/repairs';
import { allTasksIn, describeTask } from '../facts/walk';
import type { Rule } from '../rule';

export const resourcesMinimum: Rule = {
  id: 'resources/minimum',
  level: 'error',
  title: 'No processor time',
  languages: ['nomad'],
  about: 'resources',
  docs: {
    why: 'A task asks for at least 1 MHz of `cpu`, or for whole `cores`. Without either it gets 100 MHz. `cores = 0` alone asks for neither. Nomad refuses the job.',
    wrong: 'resources {\n  cpu = 0\n}',
    right: 'resources {\n  cpu = 100\n}',
    sources: ['nomad/structs/structs.go Resources.MeetsMinResources', 'api/resources.go Resources.Canonicalize'],
  },
  check(file, report) {
    for (const { task } of allTasksIn(file.instance)) {
      const resources = resourcesOf(task);
      const by = resources.setting('cpu').attribute ?? resources.setting('cores').attribute;
      const [cpu, cores] = [resources.number('cpu'), resources.number('cores')];
      if (!by || cpu === undefined || cores !== 0 || cpu >= 1) continue;
      const { start, end } = by.expression;
      report({
        start,
        end,
        message:
          by.name === 'cpu'
            ? `${sentence(describeTask(task))} asks for ${cpu} MHz; it needs at least 1.`
            : `${sentence(describeTask(task))} asks for no cores and no cpu. Set one of them, or remove this line for the default of 100 MHz.`,
        fixes: by.name === 'cpu' ? [setValue(by, '100')] : [],
      });
    }
  },
};
