/** Shares of the processor and whole cores at once. */
import { resourcesOf } from '../../job/canonical';
import { removeAttribute } from '../facts/repairs';
import { allTasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const cpuAndCores: Rule = {
  id: 'resources/cpu-and-cores',
  level: 'error',
  title: 'cpu beside cores',
  languages: ['nomad'],
  about: 'cores',
  docs: {
    why: '`cpu` asks for a share of the processor in MHz, `cores` for whole cores that no other task may use. A task can have one of the two. Nomad refuses the job; a zero counts as absent. The sidecar of a service always has a share.',
    wrong: 'resources {\n  cpu   = 500\n  cores = 2\n}',
    right: 'resources {\n  cores = 2\n}',
    sources: ['nomad/structs/structs.go Resources.Validate', 'nomad/structs/services.go SidecarTask.MergeIntoTask'],
  },
  check(file, report) {
    for (const { task } of allTasksIn(file.instance)) {
      const resources = resourcesOf(task);
      const [block] = resources.blocks;
      const [cpu, cores] = [resources.setting('cpu').attribute, resources.setting('cores').attribute];
      if (!block || !cores || (resources.number('cpu') ?? 0) <= 0 || (resources.number('cores') ?? 0) <= 0) continue;
      if (!cpu || cpu.value === 0) {
        report({
          start: cores.nameSpan.start,
          end: cores.nameSpan.end,
          message:
            'A sidecar always has a share of the processor, 250 MHz unless "cpu" says otherwise, so it cannot have whole cores. Set "cpu".',
          fixes: removeAttribute(file.text, block, 'cores', true),
        });
        continue;
      }
      const [first, second] = cpu.span.start < cores.span.start ? [cpu, cores] : [cores, cpu];
      report({
        start: second.nameSpan.start,
        end: second.nameSpan.end,
        message: '"cpu" and "cores" exclude each other: a share of the processor, or whole cores. Keep one.',
        related: [{ start: first.span.start, end: first.span.end, message: `"${first.name}" is here` }],
        fixes: [...removeAttribute(file.text, block, 'cpu'), ...removeAttribute(file.text, block, 'cores')],
      });
    }
  },
};
