/** change_mode "signal" with an empty signal, in a vault block. */
import { stringOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { removeAttribute } from '../facts/repairs';
import { blocksWith } from '../facts/walk';
import type { Rule } from '../rule';

export const vaultSignal: Rule = {
  id: 'vault/signal',
  level: 'error',
  title: 'An empty signal in a vault block',
  languages: ['nomad'],
  about: 'vault',
  docs: {
    why: 'With `change_mode = "signal"` the task gets a signal when its token changes, SIGHUP unless `change_signal` names another. An empty text names none. Nomad refuses the job.',
    wrong: 'vault {\n  change_mode   = "signal"\n  change_signal = ""\n}',
    right: 'vault {\n  change_mode   = "signal"\n  change_signal = "SIGUSR1"\n}',
    sources: ['nomad/structs/structs.go Vault.Validate'],
  },
  check(file, report) {
    for (const vault of blocksWith(file.instance, 'vault')) {
      if (stringOf(vault, 'change_mode') !== 'signal' || stringOf(vault, 'change_signal') !== '') continue;
      report({
        ...placeOf(vault, 'change_signal'),
        message:
          'change_mode is "signal", but the signal is empty. Name one, or remove the line: the default is "SIGHUP".',
        fixes: removeAttribute(file.text, vault, 'change_signal', true),
      });
    }
  },
};
