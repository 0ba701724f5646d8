/** Migrate settings that Nomad refuses after merging group and job. */
import { jobTypeOf, migrateOf } from '../../job/canonical';
import { groupsOf } from '../facts/job-view';
import { durationOf, markOf, relatedTo, told } from '../facts/marks';
import { setSetting } from '../facts/repairs';
import type { Rule } from '../rule';

export const migrateArithmetic: Rule = {
  id: 'migrate/arithmetic',
  level: 'error',
  title: 'Migrate settings that do not fit together',
  languages: ['nomad'],
  about: 'migrate',
  docs: {
    why: 'When a node is drained, a new allocation must be healthy for `min_healthy_time` (10s) before `healthy_deadline` (5m) is over. An empty `health_check` is for `max_parallel = 0`. What a group leaves out it takes from the job, then from the defaults in brackets. Nomad refuses the job.',
    wrong: 'migrate {\n  min_healthy_time = "10m"\n}',
    right: 'migrate {\n  min_healthy_time = "10m"\n  healthy_deadline = "15m"\n}',
    sources: [
      'nomad/structs/structs.go MigrateStrategy.Validate',
      'api/tasks.go MigrateStrategy.Merge, DefaultMigrateStrategy',
    ],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const migrate = migrateOf(group);
      if (!migrate || migrate.blocks.length === 0 || jobTypeOf(group) !== 'service') continue;
      const parallel = migrate.number('max_parallel');
      if (migrate.text('health_check') === '' && parallel !== undefined && parallel > 0) {
        const names = ['health_check', 'max_parallel'];
        const mark = markOf(migrate, names, group.header);
        report({
          ...mark,
          message: 'The health check is empty, which goes with max_parallel = 0 only. Use "checks" or "task_states".',
          related: relatedTo(migrate, names, mark),
          fixes: setSetting(file.text, migrate, 'health_check', '"checks"'),
        });
      }
      const [minimum, deadline] = [migrate.number('min_healthy_time'), migrate.number('healthy_deadline')];
      if (minimum === undefined || deadline === undefined || deadline < 0 || minimum <= deadline) continue;
      const names = ['min_healthy_time', 'healthy_deadline'];
      const mark = markOf(migrate, names, group.header);
      report({
        ...mark,
        message: `min_healthy_time, ${told(migrate, 'min_healthy_time')}, must not be more than healthy_deadline, ${told(migrate, 'healthy_deadline')}.`,
        related: relatedTo(migrate, names, mark),
        fixes: setSetting(file.text, migrate, 'healthy_deadline', JSON.stringify(durationOf(minimum + 300e9)), false),
      });
    }
  },
};
