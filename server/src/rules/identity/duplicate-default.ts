/** More than one default identity in a task. */
import { sentence } from '../../schema/messages';
import { childrenOf, valueOf } from '../facts/job-view';
import { isCertain } from '../facts/known';
import { removeBlock } from '../facts/repairs';
import { allTasksIn, describeTask } from '../facts/walk';
import type { Rule } from '../rule';

export const identityDefault: Rule = {
  id: 'identity/duplicate-default',
  level: 'error',
  title: 'Two default identities in a task',
  languages: ['nomad'],
  about: 'identity',
  docs: {
    why: 'An identity without a name, or with the name `default`, is the one with which the task talks to Nomad itself. There can be one. Of two Nomad keeps the last without a word; three it refuses.',
    wrong: 'identity {\n  env = true\n}\nidentity {\n  file = true\n}',
    right: 'identity {\n  env  = true\n  file = true\n}',
    sources: ['nomad/structs/structs.go Task.Canonicalize, Task.Validate', 'jobspec2/parse_job.go normalizeJob'],
  },
  check(file, report) {
    for (const { task } of allTasksIn(file.instance)) {
      const defaults = childrenOf(task, 'identity').filter(
        (identity) =>
          isCertain(identity) &&
          !identity.open &&
          ['', 'default'].includes((valueOf(identity, 'name') ?? '') as string),
      );
      // Of a sidecar's identities none is taken out beforehand.
      const refused = defaults.length > (task.type === 'sidecar_task' ? 1 : 2);
      for (const [i, identity] of defaults.entries()) {
        const first = defaults[i === 0 ? 1 : 0];
        if (!first || (i === 0 && !refused)) continue;
        report({
          start: identity.header.start,
          end: identity.header.end,
          severity: refused ? 'error' : 'warning',
          message: `${sentence(describeTask(task))} has a default identity already.${refused ? '' : ' Nomad accepts two and overlooks the first.'} Merge them, or give this one a name.`,
          related: first && [{ start: first.header.start, end: first.header.end, message: 'Another default identity' }],
          fixes: [removeBlock(file.text, identity)],
        });
      }
    }
  },
};
