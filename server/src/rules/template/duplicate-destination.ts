/** Two templates of one task that are written to the same file. */
import type { BlockInstance } from '../../schema/instance';
import { childrenOf, stringOf } from '../facts/job-view';
import { isCertain, placeOf } from '../facts/known';
import { freeName, setAttribute } from '../facts/repairs';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const duplicateDestination: Rule = {
  id: 'template/duplicate-destination',
  level: 'error',
  title: 'Two templates with one destination',
  languages: ['nomad'],
  about: 'template',
  docs: {
    why: 'Each template of a task writes a file of its own. Nomad compares the destinations as texts and refuses the job when two are equal; `local/a` and `./local/a` it takes for two, though one would overwrite the other.',
    wrong:
      'template {\n  data        = "a"\n  destination = "local/app.conf"\n}\ntemplate {\n  data        = "b"\n  destination = "local/app.conf"\n}',
    right:
      'template {\n  data        = "a"\n  destination = "local/a.conf"\n}\ntemplate {\n  data        = "b"\n  destination = "local/b.conf"\n}',
    sources: ['nomad/structs/structs.go Task.Validate'],
  },
  check(file, report) {
    for (const { task } of tasksIn(file.instance)) {
      const seen = new Map<string, { readonly template: BlockInstance; readonly path: string }>();
      for (const template of childrenOf(task, 'template').filter(isCertain)) {
        const path = stringOf(template, 'destination');
        if (!path) continue;
        const key = path
          .split('/')
          .filter((step) => step !== '' && step !== '.')
          .join('/');
        const first = seen.get(key);
        if (!first) {
          seen.set(key, { template, path });
          continue;
        }
        const same = first.path === path;
        report({
          ...placeOf(template, 'destination'),
          severity: same ? 'error' : 'warning',
          message: `Another template of this task writes to "${first.path}".${same ? '' : ' Nomad accepts this, and one file overwrites the other.'} Give each a file of its own.`,
          related: [{ ...placeOf(first.template, 'destination'), message: `"${first.path}" is written here too` }],
          fixes: () => {
            const paths = new Set(childrenOf(task, 'template').map((one) => stringOf(one, 'destination')));
            const [, stem = path, ending = ''] = /^(.+?)(\.[^./]*)?$/.exec(path) ?? [];
            const taken = new Set(
              [...paths].map((one) => (one?.endsWith(ending) ? one.slice(0, -ending.length || undefined) : one)),
            );
            return setAttribute(
              file.text,
              template,
              'destination',
              JSON.stringify(freeName(stem, taken) + ending),
              false,
            );
          },
        });
      }
    }
  },
};
