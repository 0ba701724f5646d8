/** How many results in a row change the state of a check. */
import { checksOf, needsPort } from '../facts/checks';
import { groupsOf } from '../facts/job-view';
import { countOf, placeOf } from '../facts/known';
import { removeAttribute } from '../facts/repairs';
import type { Rule } from '../rule';

const names = ['success_before_passing', 'failures_before_critical', 'failures_before_warning'] as const;

export const thresholds: Rule = {
  id: 'check/thresholds',
  level: 'error',
  title: 'Thresholds of a check that has none',
  languages: ['nomad'],
  about: 'check',
  docs: {
    why: 'Consul counts results in a row for checks of type tcp, http and grpc. Nomad refuses `success_before_passing`, `failures_before_critical` and `failures_before_warning` for other types. A negative number is accepted and becomes 0.',
    wrong:
      'check {\n  type                   = "script"\n  command                = "/bin/ok"\n  success_before_passing = 2\n}',
    right: 'check {\n  type                   = "tcp"\n  success_before_passing = 2\n}',
    sources: ['nomad/structs/services.go ServiceCheck.validateConsul', 'api/services.go Service.Canonicalize'],
  },
  check(file, report) {
    for (const { check, provider, type } of groupsOf(file.instance).flatMap(checksOf)) {
      for (const name of names) {
        const value = countOf(check, name);
        if (!value) continue;
        if (value < 0) {
          report({
            ...placeOf(check, name),
            severity: 'warning',
            message: `Nomad reads ${value} as 0 here, so "${name}" has no effect. Use a positive number, or remove it.`,
            fixes: removeAttribute(file.text, check, name, true),
          });
        } else if (provider === 'consul' && type && !needsPort(type)) {
          report({
            ...placeOf(check, name),
            message: `"${name}" works for checks of type tcp, http and grpc, not ${type}. Remove it.`,
            fixes: removeAttribute(file.text, check, name, true),
          });
        }
      }
    }
  },
};
