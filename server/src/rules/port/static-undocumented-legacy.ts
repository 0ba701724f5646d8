/** House policy: a static port marked as an exception that gives no reason. */
import { labelOf } from '../facts/job-view';
import type { Rule } from '../rule';
import { fixedPorts } from './fixed-ports';

export const staticUndocumentedLegacy: Rule = {
  id: 'port/static-undocumented-legacy',
  level: 'warning',
  policy: 'port',
  title: 'A static port marked as an exception without a reason',
  languages: ['nomad'],
  about: 'static',
  docs: {
    why: 'A comment `# static:` or `# legacy:` makes a static port an exception from the house policy. Without a reason nobody can tell later whether it is still needed.',
    wrong: 'port "metrics" {\n  # legacy:\n  static = 9333\n}',
    right: 'port "metrics" {\n  # legacy: the scraper of the old building knows no discovery\n  static = 9333\n}',
  },
  check(file, report) {
    for (const { port, justification } of fixedPorts(file)) {
      if (justification?.reason !== '') continue;
      const { start, end } = justification;
      report({
        start,
        end,
        message: `Say why port "${labelOf(port) ?? ''}" must be fixed: the comment marks an exception and gives no reason.`,
        fixes: file.text.slice(start, end).endsWith('*/')
          ? []
          : [{ title: 'Add a reason', edits: [{ start: end, end, text: ' say why this port must be fixed' }] }],
      });
    }
  },
};
