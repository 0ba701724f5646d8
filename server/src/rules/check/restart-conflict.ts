/** A check that is ignored during updates and restarts its task all the same. */
import { checksOf, inherited, restartOf } from '../facts/checks';
import { groupsOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { removeAttribute, removeBlock, setAttribute } from '../facts/repairs';
import type { Rule } from '../rule';

export const restartConflict: Rule = {
  id: 'check/restart-conflict',
  level: 'error',
  title: 'on_update and check_restart that contradict each other',
  languages: ['nomad'],
  about: 'on_update',
  docs: {
    why: 'With `on_update = "ignore"` a failing check does not stop a deployment; a `check_restart` would then restart tasks of a deployment that counts as good. Nomad refuses both together, and `ignore_warnings` with a `check_restart` that does not ignore warnings. Both settings may come from the service.',
    wrong: 'check {\n  on_update = "ignore"\n  check_restart {\n    limit = 3\n  }\n}',
    right:
      'check {\n  on_update = "ignore_warnings"\n  check_restart {\n    limit           = 3\n    ignore_warnings = true\n  }\n}',
    sources: [
      'nomad/structs/services.go ServiceCheck.validateCommon',
      'api/services.go Service.Canonicalize, CheckRestart.Merge',
    ],
  },
  check(file, report) {
    for (const owned of groupsOf(file.instance).flatMap(checksOf)) {
      const update = inherited(owned, 'on_update');
      const restart = restartOf(owned);
      if (!update || !restart) continue;
      const warnings = update.text === 'ignore_warnings' && !restart.ignoreWarnings;
      if (update.text !== 'ignore' && !warnings) continue;
      report({
        ...placeOf(update.from, 'on_update'),
        message: warnings
          ? 'on_update = "ignore_warnings" needs a check_restart that ignores warnings too. Set ignore_warnings = true there.'
          : 'on_update = "ignore" and check_restart exclude each other: a check that is ignored cannot restart the task. Remove one of the two.',
        related: [
          { start: restart.block.header.start, end: restart.block.header.end, message: 'check_restart is here' },
        ],
        fixes: warnings
          ? setAttribute(file.text, restart.block, 'ignore_warnings', 'true')
          : [...removeAttribute(file.text, update.from, 'on_update'), removeBlock(file.text, restart.block)],
      });
    }
  },
};
