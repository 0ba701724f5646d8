/** Shares of the processor and whole cores at once. */
import { childrenOf, numberOf } from '../job-view';
import { removeAttribute } from '../repairs';
import type { Rule } from '../rule';
import { tasksIn } from '../walk';

export const cpuAndCores: Rule = {
  id: 'resources/cpu-and-cores',
  level: 'error',
  title: 'cpu beside cores',
  languages: ['nomad'],
  docs: {
    why: '`cpu` asks for a share of the processor in MHz, `cores` for whole cores that no other task may use. A task can have one of the two. Nomad refuses the job; a zero counts as absent.',
    wrong: 'resources {\n  cpu   = 500\n  cores = 2\n}',
    right: 'resources {\n  cores = 2\n}',
    sources: ['nomad/structs/structs.go Resources.Validate'],
  },
  check(file, report) {
    for (const resources of tasksIn(file.instance).flatMap(({ task }) => childrenOf(task, 'resources'))) {
      const [cpu, cores] = [resources.attributes.get('cpu'), resources.attributes.get('cores')];
      if (!cpu || !cores || (numberOf(resources, 'cpu') ?? 0) <= 0 || (numberOf(resources, 'cores') ?? 0) <= 0)
        continue;
      const [first, second] = cpu.span.start < cores.span.start ? [cpu, cores] : [cores, cpu];
      report({
        start: second.nameSpan.start,
        end: second.nameSpan.end,
        message: '"cpu" and "cores" exclude each other: a share of the processor, or whole cores. Keep one.',
        related: [{ start: first.span.start, end: first.span.end, message: `"${first.name}" is here` }],
        fixes: [...removeAttribute(file.text, resources, 'cpu'), ...removeAttribute(file.text, resources, 'cores')],
      });
    }
  },
};
