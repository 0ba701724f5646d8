/** A task in another Consul partition than its group. */
import { childrenOf, stringOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const consulPartition: Rule = {
  id: 'consul/partition',
  level: 'error',
  title: 'A task in another Consul partition than its group',
  languages: ['nomad'],
  about: 'consul',
  docs: {
    why: 'An allocation runs beside one Consul agent, which belongs to one admin partition. When group and task both name one it must be the same. Nomad refuses the job.',
    wrong: 'consul {\n  partition = "a"\n}\ntask "app" {\n  consul {\n    partition = "b"\n  }\n}',
    right: 'consul {\n  partition = "a"\n}\ntask "app" {\n  consul {\n  }\n}',
    sources: ['nomad/job_endpoint_hook_consul.go jobConsulHook.validateTaskPartitionMatchesGroup'],
  },
  check(file, report) {
    for (const { group, task } of tasksIn(file.instance)) {
      if (group === task) continue;
      for (const outer of childrenOf(group, 'consul')) {
        for (const inner of childrenOf(task, 'consul')) {
          const [wanted, given] = [stringOf(outer, 'partition'), stringOf(inner, 'partition')];
          if (!wanted || !given || wanted === given) continue;
          report({
            ...placeOf(inner, 'partition'),
            message: `The task names partition "${given}", its group "${wanted}". One allocation belongs to one partition; remove one of the lines.`,
            related: [{ ...placeOf(outer, 'partition'), message: `The group names "${wanted}"` }],
            fixes: setAttribute(file.text, inner, 'partition', JSON.stringify(wanted)),
          });
        }
      }
    }
  },
};
