/** What only checks of Consul services can have. */

import type { Finding } from '../../problem';
import { checksOf, inherited, type OwnedCheck, restartOf } from '../facts/checks';
import { groupsOf } from '../facts/job-view';
import { countOf, flagOf, placeOf, textOf } from '../facts/known';
import { removeAttribute } from '../facts/repairs';
import type { Rule } from '../rule';

export const nomadOnlyFields: Rule = {
  id: 'check/nomad-only-fields',
  level: 'error',
  title: "A setting that checks in Nomad's own discovery do not have",
  languages: ['nomad'],
  about: 'check',
  docs: {
    why: 'Checks of services with `provider = "nomad"` are run by the Nomad client. They know no warnings (`ignore_warnings`), no thresholds, no `expose`, no `tls_server_name`, no `address_mode = "driver"`, and only the methods of HTTP itself. Nomad refuses these settings.',
    wrong:
      'service {\n  provider = "nomad"\n  check {\n    type                   = "http"\n    path                   = "/"\n    success_before_passing = 2\n  }\n}',
    right: 'service {\n  provider = "nomad"\n  check {\n    type = "http"\n    path = "/"\n  }\n}',
    sources: ['nomad/structs/services.go ServiceCheck.validateNomad'],
  },
  check(file, report) {
    for (const owned of groupsOf(file.instance).flatMap(checksOf)) {
      if (owned.provider === 'nomad') checkOne(file.text, owned, report);
    }
  },
};

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE'];

function checkOne(text: string, owned: OwnedCheck, report: (finding: Finding) => void): void {
  const { check, type } = owned;
  const tell = (block: typeof check, name: string, what: string) =>
    report({
      ...placeOf(block, name),
      message: `${what} works only for services of the provider "consul". Remove it.`,
      fixes: removeAttribute(text, block, name, true),
    });
  if (flagOf(check, 'expose') === true) tell(check, 'expose', '"expose"');
  const update = inherited(owned, 'on_update');
  if (update?.text === 'ignore_warnings') tell(update.from, 'on_update', 'on_update = "ignore_warnings"');
  const restart = restartOf(owned);
  if (restart?.ignoreWarnings) {
    const from =
      flagOf(restart.block, 'ignore_warnings') === true
        ? restart.block
        : (owned.service.blocks.get('check_restart')?.[0] ?? restart.block);
    tell(from, 'ignore_warnings', '"ignore_warnings"');
  }
  if (textOf(check, 'address_mode') === 'driver') tell(check, 'address_mode', 'address_mode = "driver" of a check');
  for (const name of ['success_before_passing', 'failures_before_critical', 'failures_before_warning']) {
    if ((countOf(check, name) ?? 0) > 0) tell(check, name, `"${name}"`);
  }
  if (textOf(check, 'tls_server_name')) tell(check, 'tls_server_name', '"tls_server_name"');
  const method = textOf(check, 'method');
  if (type === 'http' && method && !methods.includes(method.toUpperCase())) {
    report({ ...placeOf(check, 'method'), message: `"${method}" is not an HTTP method. Use ${methods.join(', ')}.` });
  }
}
