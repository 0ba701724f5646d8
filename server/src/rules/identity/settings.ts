/** Settings of a task's identity that do not go together. */
import { itemsOf } from '../facts/items';
import { childrenOf, labelOf, numberOf, stringOf } from '../facts/job-view';
import { flagOf, placeOf, textOf } from '../facts/known';
import { removeAttribute, setAttribute } from '../facts/repairs';
import { allTasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const identitySettings: Rule = {
  id: 'identity/settings',
  level: 'error',
  title: 'Settings of an identity that do not go together',
  languages: ['nomad'],
  about: 'identity',
  docs: {
    why: 'A signal goes with `change_mode = "signal"` and only with it; `filepath` only with `file = true`; `ttl` only with a name, since the default identity lives as long as its allocation; an audience is not empty. Nomad refuses the job.',
    wrong: 'identity {\n  name     = "vault"\n  aud      = ["vault.io"]\n  filepath = "local/token"\n}',
    right:
      'identity {\n  name     = "vault"\n  aud      = ["vault.io"]\n  file     = true\n  filepath = "local/token"\n}',
    sources: ['nomad/structs/workload_id.go WorkloadIdentity.Validate'],
  },
  check(file, report) {
    for (const { task } of allTasksIn(file.instance)) {
      const identities = childrenOf(task, 'identity');
      // Of two default identities only the last is looked at, and that has been said.
      const overlooked = new Set(identities.filter((identity) => isDefault(textOf(identity, 'name'))).slice(0, -1));
      for (const identity of identities.filter((one) => !overlooked.has(one))) {
        const name = textOf(identity, 'name');
        const what = isDefault(name) ? 'The default identity' : `Identity "${name ?? labelOf(identity) ?? ''}"`;
        const [mode, signal] = [textOf(identity, 'change_mode'), textOf(identity, 'change_signal')];
        if (signal && mode !== undefined && ['', 'noop', 'restart'].includes(mode)) {
          report({
            ...placeOf(identity, 'change_signal'),
            message: `${what} has a signal that is never sent: it goes with change_mode = "signal" only.`,
            fixes: [
              ...setAttribute(file.text, identity, 'change_mode', '"signal"', false),
              ...removeAttribute(file.text, identity, 'change_signal'),
            ],
          });
        }
        if (mode === 'signal' && signal === '') {
          report({
            ...placeOf(identity, 'change_mode'),
            message: `${what} sends a signal on a change, but names none. Add change_signal, for example "SIGHUP".`,
            fixes: setAttribute(file.text, identity, 'change_signal', '"SIGHUP"'),
          });
        }
        const ttl = numberOf(identity, 'ttl');
        if (ttl !== undefined && ttl > 0 && isDefault(name)) {
          report({
            ...placeOf(identity, 'ttl'),
            message:
              'The default identity lives as long as its allocation. Remove the ttl, or give the identity a name.',
            fixes: removeAttribute(file.text, identity, 'ttl', true),
          });
        }
        if (stringOf(identity, 'filepath') && flagOf(identity, 'file') === false) {
          report({
            ...placeOf(identity, 'filepath'),
            message: `${what} is not written to a file, so it has no path. Add file = true.`,
            fixes: setAttribute(file.text, identity, 'file', 'true'),
          });
        }
        // The default identity gets Nomad's own audience whatever stands here.
        if (name === undefined || isDefault(name)) continue;
        for (const { value, span } of itemsOf(identity, 'aud')) {
          if (value === '')
            report({ ...span, message: `${what} has an empty audience. Name who is meant to trust it.` });
        }
      }
    }
  },
};

/** Without a name, or named so. */
export const isDefault = (name: string | undefined): boolean => name === '' || name === 'default';
