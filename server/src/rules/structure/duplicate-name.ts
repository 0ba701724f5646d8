/** Two groups, tasks, actions, secrets or scaling policies of one name. */
import { secretsOf } from '../../job/canonical';
import type { BlockInstance } from '../../schema/instance';
import { childrenOf, groupsOf, labelOf, tasksOf } from '../facts/job-view';
import { isCertain } from '../facts/known';
import type { Rule } from '../rule';

export const duplicateName: Rule = {
  id: 'structure/duplicate-name',
  level: 'error',
  title: 'Two blocks of one name',
  languages: ['nomad'],
  docs: {
    why: 'Groups of a job, tasks of a group, and actions, secrets and scaling policies of a task are known by their labels, so each label stands once. A task directly in the job counts as a group of its own. Nomad refuses the job.',
    wrong: 'group "web" {\n}\ngroup "web" {\n}',
    right: 'group "web" {\n}\ngroup "api" {\n}',
    sources: [
      'nomad/structs/structs.go Job.Validate, TaskGroup.Validate, Task.Validate',
      'jobspec2/hcl_conversions.go decodeTaskScalingPolicies',
    ],
  },
  check(file, report) {
    const unique = (blocks: readonly BlockInstance[], where: string, key = (label: string) => label): void => {
      const seen = new Map<string, BlockInstance>();
      for (const block of blocks) {
        const label = labelOf(block);
        if (label === undefined || label === '' || !isCertain(block)) continue;
        const first = seen.get(key(label));
        if (!first) {
          seen.set(key(label), block);
          continue;
        }
        const { start, end } = block.header;
        report({
          start,
          end,
          message: `${where} has two ${first.type === block.type ? `${nouns[block.type] ?? block.type}s` : 'groups'} named "${label}". Give each a name of its own.`,
          related: [{ start: first.header.start, end: first.header.end, message: `The first "${label}" is here` }],
        });
      }
    };
    unique(groupsOf(file.instance), 'The job');
    for (const group of groupsOf(file.instance)) {
      const tasks = tasksOf(group);
      if (group.type === 'group') unique(tasks, `Group "${labelOf(group) ?? ''}"`);
      for (const task of tasks) {
        const where = `Task "${labelOf(task) ?? ''}"`;
        unique(childrenOf(task, 'action'), where);
        unique(secretsOf(task), where);
        unique(childrenOf(task, 'scaling'), where, (label) => label.toLowerCase());
      }
    }
  },
};

const nouns: Readonly<Record<string, string>> = { scaling: 'scaling policie' };
