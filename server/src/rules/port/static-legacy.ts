/** House policy: a static port whose reason is written down. */
import { labelOf } from '../facts/job-view';
import type { Rule } from '../rule';
import { fixedPorts } from './fixed-ports';

export const staticLegacy: Rule = {
  id: 'port/static-legacy',
  level: 'information',
  policy: 'port',
  title: 'A static port with a documented reason',
  languages: ['nomad'],
  about: 'static',
  docs: {
    why: 'A comment on the line of the port, or right above it, says why this number must be fixed: `# static: …` for what stays so, `# legacy: …` for what shall become dynamic one day, or `# nomad-lint: allow port/static-not-allowed …`. Only comments marked so count. The port is then no warning, and stays visible as an exception.',
    wrong: 'port "metrics" {\n  # legacy: the scraper of the old building knows no discovery\n  static = 9333\n}',
    right: 'port "metrics" {\n  to = 9333\n}',
  },
  check(file, report) {
    for (const { port, attribute, number, justification } of fixedPorts(file)) {
      if (!justification?.reason) continue;
      report({
        start: attribute.span.start,
        end: attribute.span.end,
        message: `Port "${labelOf(port) ?? ''}" is fixed to ${number} by a documented exception: ${justification.reason}${justification.legacy ? `${/[.!?]$/.test(justification.reason) ? '' : '.'} Plan how it becomes dynamic.` : ''}`,
      });
    }
  },
};
