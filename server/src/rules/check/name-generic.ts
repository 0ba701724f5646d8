/** A check whose name says nothing where checks of many services are listed. */

import type { BlockInstance } from '../../schema/instance';
import { checksOf, type OwnedCheck } from '../facts/checks';
import { groupsOf, jobOf, labelOf } from '../facts/job-view';
import { textOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import { serviceName } from '../facts/services';
import type { Rule } from '../rule';

const generic = /^(?:(?:service[-_ ]?)?(?:health|check|alive|status|test|ping)(?:[-_ ]?check)?)$/i;

export const nameGeneric: Rule = {
  id: 'check/name-generic',
  level: 'hint',
  policy: 'house',
  title: 'A check without a name of its own',
  languages: ['nomad'],
  about: 'check',
  docs: {
    why: 'Alerts and lists show checks by their names. "health" or "check" does not tell which of a hundred services is meant; without a name Nomad makes one of the name of the service. `{service}-{type}` does: `wiki-http`.',
    wrong: 'check {\n  name = "health"\n  type = "http"\n}',
    right: 'check {\n  name = "wiki-http"\n  type = "http"\n}',
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      for (const owned of checksOf(group)) {
        const { check } = owned;
        const name = textOf(check, 'name');
        if (name === undefined || (name !== '' && !generic.test(name))) continue;
        const { start, end } = check.attributes.get('name')?.expression ?? check.typeSpan;
        const better = betterName(file.instance, group, owned);
        report({
          start,
          end,
          message: `${name === '' ? 'This check has no name' : `"${name}" is the name of many checks`}. Where checks are listed, one such as "${better ?? '{service}-{type}'}" tells whose it is.`,
          fixes: () => (better === undefined ? [] : setAttribute(file.text, check, 'name', JSON.stringify(better))),
        });
      }
    }
  },
};

/** `{service}-{type}`, with a number where the service has several checks of the type. */
function betterName(root: BlockInstance, group: BlockInstance, owned: OwnedCheck): string | undefined {
  const { service, check, type } = owned;
  const base = serviceName(root, group, owned) ?? undefined;
  if (!base || base.includes('${') || !type || !jobOf(root) || labelOf(group) === undefined) return undefined;
  const alike = (service.blocks.get('check') ?? []).filter((one) => textOf(one, 'type') === type);
  const index = alike.indexOf(check);
  return `${base}-${type}${index > 0 ? `-${index + 1}` : ''}`;
}
