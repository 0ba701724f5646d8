/** Notes that are short enough in characters and too long in bytes. */
import { checksOf } from '../facts/checks';
import { groupsOf } from '../facts/job-view';
import { placeOf, textOf } from '../facts/known';
import type { Rule } from '../rule';

export const notesLength: Rule = {
  id: 'check/notes-length',
  level: 'error',
  title: 'Notes of more than 255 bytes',
  languages: ['nomad'],
  about: 'notes',
  docs: {
    why: 'The notes of a check have at most 255 bytes. Letters beyond ASCII take two to four bytes each, so fewer characters fit. Nomad refuses longer notes.',
    wrong: `check {\n  notes = "${'Fragt höflich nach, ob es für alle Gäste läuft. '.repeat(5)}"\n}`,
    right: 'check {\n  notes = "Asks the health page."\n}',
    sources: ['nomad/structs/services.go ServiceCheck.validateConsul'],
  },
  check(file, report) {
    for (const { check, provider } of groupsOf(file.instance).flatMap(checksOf)) {
      const notes = textOf(check, 'notes');
      const bytes = notes === undefined || provider !== 'consul' ? 0 : new TextEncoder().encode(notes).length;
      // More than 255 characters are the schema's.
      if (bytes <= 255 || (notes ?? '').length > 255) continue;
      report({
        ...placeOf(check, 'notes'),
        message: `These notes have ${bytes} bytes and may have 255. Shorten them.`,
      });
    }
  },
};
