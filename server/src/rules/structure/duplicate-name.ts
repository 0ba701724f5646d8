/** Two groups, tasks, actions, secrets or scaling policies of one name. */
import { secretsOf } from '../../job/canonical';
import type { Fix } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { childrenOf, groupsOf, labelOf, tasksOf } from '../facts/job-view';
import { isCertain } from '../facts/known';
import { freeName } from '../facts/repairs';
import { reportTwins, twinsBy } from '../facts/twins';
import type { Rule } from '../rule';

export const duplicateName: Rule = {
  id: 'structure/duplicate-name',
  level: 'error',
  title: 'Two blocks of one name',
  languages: ['nomad'],
  ofParser: true,
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
    const unique = (
      blocks: readonly BlockInstance[],
      where: string,
      key = (label: string) => label,
      noJob?: true,
    ): void => {
      const twins = twinsBy(blocks.filter(isCertain), (block) => key(labelOf(block) ?? '') || undefined);
      for (const alike of twins) {
        const [first, ...others] = alike;
        const type = others.every((other) => other.type === first?.type) ? (first?.type ?? '') : 'group';
        reportTwins(
          alike.map((block) => block.header),
          report,
          {
            message: `${where} has two ${nouns[type] ?? type}s named "${first && labelOf(first)}". Give each a name of its own.`,
            noJob,
          },
          undefined,
          (i) => (i === 0 ? [] : renamed(alike[i], blocks)),
        );
      }
    };
    for (const job of childrenOf(file.instance, 'job'))
      unique([...childrenOf(job, 'group'), ...childrenOf(job, 'task')], 'The job');
    for (const group of groupsOf(file.instance)) {
      const tasks = tasksOf(group);
      if (group.type === 'group') unique(tasks, `Group "${labelOf(group) ?? ''}"`);
      for (const task of tasks) {
        const where = `Task "${labelOf(task) ?? ''}"`;
        unique(childrenOf(task, 'action'), where);
        unique(secretsOf(task), where);
        unique(childrenOf(task, 'scaling'), where, (label) => label.toLowerCase(), true);
      }
    }
  },
};

/** Another label for the later one; the first may be the one that others refer to. A scaling policy has no other name. */
function renamed(block: BlockInstance | undefined, blocks: readonly BlockInstance[]): readonly Fix[] {
  const name = block && labelOf(block);
  const span = block?.labels[0]?.span;
  if (!name || !span || block.dynamic || block.type === 'scaling') return [];
  const { start, end } = span;
  // A secret is called like a variable.
  const text = JSON.stringify(freeName(name, new Set(blocks.map(labelOf)), block.type === 'secret' ? '_' : '-'));
  return [{ title: `Rename to ${text}`, edits: [{ start, end, text }] }];
}

const nouns: Readonly<Record<string, string>> = { scaling: 'scaling policie' };
