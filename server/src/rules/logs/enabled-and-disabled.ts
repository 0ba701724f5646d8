/** Logs that are switched on and off at once. */
import { childrenOf, valueOf } from '../facts/job-view';
import { removeAttribute } from '../facts/repairs';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const logsEnabledAndDisabled: Rule = {
  id: 'logs/enabled-and-disabled',
  level: 'warning',
  title: 'Logs that are enabled and disabled',
  languages: ['nomad'],
  about: 'logs',
  docs: {
    why: '`disabled = true` switches the collection of logs off. The older `enabled` says the opposite and is overlooked. Nomad accepts both, and `disabled` decides.',
    wrong: 'logs {\n  enabled  = true\n  disabled = true\n}',
    right: 'logs {\n  disabled = true\n}',
    sources: ['api/tasks.go LogConfig', 'command/agent/job_endpoint.go apiLogConfigToStructs'],
  },
  check(file, report) {
    for (const logs of tasksIn(file.instance).flatMap(({ task }) => childrenOf(task, 'logs'))) {
      const [enabled, disabled] = [valueOf(logs, 'enabled'), valueOf(logs, 'disabled')];
      const [on, off] = [logs.attributes.get('enabled'), logs.attributes.get('disabled')];
      if (typeof enabled !== 'boolean' || typeof disabled !== 'boolean' || enabled !== disabled || !on || !off)
        continue;
      report({
        start: off.span.start,
        end: off.span.end,
        message: `"enabled = ${enabled}" and "disabled = ${disabled}" contradict each other. Nomad looks at "disabled" only; remove the other.`,
        related: [{ start: on.span.start, end: on.span.end, message: '"enabled" is here, and overlooked' }],
        fixes: removeAttribute(file.text, logs, 'enabled', true),
      });
    }
  },
};
