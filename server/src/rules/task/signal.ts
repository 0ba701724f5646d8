/** A signal that no client knows. */
import { nearest } from '../../nearest';
import { markedAttributes } from '../../schema/blocks';
import { signals } from '../../values/signals';
import { setValue } from '../facts/repairs';
import type { Rule } from '../rule';

export const taskSignal: Rule = {
  id: 'task/signal',
  level: 'warning',
  title: 'An unknown signal',
  languages: ['nomad'],
  docs: {
    why: 'A task is placed only where the client knows the signals that it asks for, so a name that is no signal leaves the job pending. Nomad accepts the job. `change_signal` may be in small letters, `kill_signal` may not.',
    wrong: 'kill_signal = "SIGSTOPP"',
    right: 'kill_signal = "SIGTERM"',
    sources: [
      'nomad/structs/structs.go Job.RequiredSignals',
      'github.com/hashicorp/consul-template/signals SignalLookup',
    ],
  },
  check(file, report) {
    for (const { attribute } of markedAttributes(file.instance, 'signal')) {
      const { value, name } = attribute;
      if (typeof value !== 'string' || value === '' || value.includes('${')) continue;
      const upper = value.toUpperCase();
      if (signals.includes(value) || (name === 'change_signal' && signals.includes(upper))) continue;
      const meant = signals.includes(upper)
        ? upper
        : signals.includes(`SIG${upper}`)
          ? `SIG${upper}`
          : nearest(upper, signals);
      report({
        start: attribute.expression.start,
        end: attribute.expression.end,
        message: `"${value}" is no signal.${meant ? ` Did you mean "${meant}"?` : ''} Nomad accepts it, but no client offers it and the task is never placed.`,
        fixes: meant ? [setValue(attribute, JSON.stringify(meant))] : [],
      });
    }
  },
};
