/** A description of more than 1000 bytes, counted as Nomad counts. */
import { childrenOf, stringOf } from '../facts/job-view';
import type { Rule } from '../rule';

const limit = 1000;

export const uiDescription: Rule = {
  id: 'job/ui-description',
  level: 'error',
  title: 'A description of more than 1000 bytes',
  languages: ['nomad'],
  about: 'ui',
  docs: {
    why: 'The description that the web interface shows has room for 1000 bytes of UTF-8; letters beyond ASCII count two to four. Nomad refuses the job.',
    wrong: `ui {\n  description = "${'Hält die Gärten der Stadt für alle Gäste geöffnet. '.repeat(19)}"\n}`,
    right: 'ui {\n  description = "What this job is for, in a few sentences"\n}',
    sources: ['nomad/structs/structs.go Job.Validate'],
  },
  check(file, report) {
    for (const ui of childrenOf(file.instance, 'job').flatMap((job) => childrenOf(job, 'ui'))) {
      const text = stringOf(ui, 'description');
      const attribute = ui.attributes.get('description');
      const bytes = text === undefined ? 0 : new TextEncoder().encode(text).length;
      // The schema limits the characters; only what it cannot see is left to say.
      if (!attribute || text === undefined || bytes <= limit || [...text].length > limit) continue;
      const { start, end } = attribute.expression;
      report({
        start,
        end,
        message: `The description has ${bytes} bytes; at most ${limit} are allowed, and letters beyond ASCII count more than one.`,
      });
    }
  },
};
