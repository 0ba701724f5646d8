/** Deadlines of an update that cannot be met in their order. */
import { jobTypeOf, updateOf } from '../../job/canonical';
import { groupsOf } from '../facts/job-view';
import { durationOf, markOf, relatedTo, told } from '../facts/marks';
import { setSetting } from '../facts/repairs';
import type { Rule } from '../rule';

export const updateArithmetic: Rule = {
  id: 'update/arithmetic',
  level: 'error',
  title: 'Deadlines of an update that do not fit together',
  languages: ['nomad'],
  about: 'update',
  docs: {
    why: 'An allocation must be healthy for `min_healthy_time` (10s) before `healthy_deadline` (5m) is over, and the deployment must move on before `progress_deadline` (10m) is over: each must be less than the next, except that `progress_deadline = "0s"` means none. What a group leaves out it takes from the job, then from the defaults in brackets, so a healthy_deadline of 15m alone is refused. Nomad refuses the job.',
    wrong: 'update {\n  healthy_deadline = "15m"\n}',
    right: 'update {\n  healthy_deadline  = "15m"\n  progress_deadline = "20m"\n}',
    sources: [
      'nomad/structs/structs.go UpdateStrategy.Validate',
      'api/jobs.go UpdateStrategy.Merge, DefaultUpdateStrategy',
    ],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const update = updateOf(group);
      const type = jobTypeOf(group);
      if (!update || update.blocks.length === 0 || (type !== 'service' && type !== 'system')) continue;
      const tell = (names: readonly string[], message: string, least: number): void => {
        const mark = markOf(update, names, group.header);
        // The later deadline moves: five minutes behind the earlier.
        const later = JSON.stringify(durationOf(least + 300e9));
        const fixes = setSetting(file.text, update, names.at(-1) ?? '', later, false);
        report({ ...mark, message, related: relatedTo(update, names, mark), fixes });
      };
      const [minimum, deadline, progress] = [
        update.number('min_healthy_time'),
        update.number('healthy_deadline'),
        update.number('progress_deadline'),
      ];
      if (deadline !== undefined && minimum !== undefined && deadline > 0 && minimum >= deadline) {
        tell(
          ['min_healthy_time', 'healthy_deadline'],
          `min_healthy_time, ${told(update, 'min_healthy_time')}, must be less than healthy_deadline, ${told(update, 'healthy_deadline')}.`,
          minimum,
        );
      }
      if (deadline !== undefined && progress !== undefined && progress > 0 && deadline >= progress) {
        tell(
          ['healthy_deadline', 'progress_deadline'],
          `healthy_deadline, ${told(update, 'healthy_deadline')}, must be less than progress_deadline, ${told(update, 'progress_deadline')}. Set progress_deadline to more than "${durationOf(deadline)}".`,
          deadline,
        );
      }
    }
  },
};
