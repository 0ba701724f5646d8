/** Checks that Consul reaches through a path of the sidecar, and what that needs. */
import type { Analysis } from '../../analysis';
import type { Finding } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { checksOf, type OwnedCheck } from '../facts/checks';
import { childrenOf, groupsOf, labelOf } from '../facts/job-view';
import { countOf, flagOf, placeOf, textOf } from '../facts/known';
import { groupNetworks, mayHaveOtherPorts, portsOf } from '../facts/ports';
import { removeAttribute } from '../facts/repairs';
import { connectKind } from '../facts/services';
import type { Rule } from '../rule';

export const expose: Rule = {
  id: 'check/expose',
  level: 'error',
  title: 'expose on a check that cannot be exposed',
  languages: ['nomad'],
  about: 'expose',
  docs: {
    why: 'With `expose = true` Nomad opens one path of the sidecar proxy so that Consul can ask it. That needs an http or grpc check, of a service of the group, with a Connect sidecar, in a group with one network in bridge or CNI mode, and a service port whose number is known beforehand: a number, or a static port. Nomad refuses the rest.',
    wrong:
      'service {\n  port = "http"\n  check {\n    type   = "http"\n    path   = "/health"\n    expose = true\n  }\n}',
    right:
      'service {\n  port = "8080"\n  connect {\n    sidecar_service {}\n  }\n  check {\n    type   = "http"\n    path   = "/health"\n    expose = true\n  }\n}',
    sources: ['nomad/structs/services.go ServiceCheck.validateConsul', 'nomad/job_endpoint_hook_expose_check.go'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      for (const owned of checksOf(group)) {
        if (flagOf(owned.check, 'expose') === true && owned.provider !== 'nomad') checkOne(file, group, owned, report);
      }
    }
  },
};

function checkOne(
  file: Analysis,
  group: BlockInstance,
  { check, service, task, type }: OwnedCheck,
  report: (finding: Finding) => void,
): void {
  const tell = (message: string) =>
    report({ ...placeOf(check, 'expose'), message, fixes: removeAttribute(file.text, check, 'expose') });
  if (task)
    tell('"expose" works only for checks of a service in the group. Move the service to the group, or remove it.');
  else if (connectKind(service) !== 'sidecar' && connectKind(service) !== undefined)
    tell(
      '"expose" needs a Connect sidecar: there is no proxy here that could expose the check. Add connect { sidecar_service {} }, or remove it.',
    );
  const kind = type?.toLowerCase();
  if (kind && kind !== 'http' && kind !== 'grpc')
    tell(`"expose" works for http and grpc checks, not for type ${kind}. Remove it.`);
  else if (!task && connectKind(service) === 'sidecar' && textOf(check, 'path')?.startsWith('/'))
    checkPort(group, service, report);
}

/** The number behind the port of the service has to be known when the job is submitted. */
function checkPort(group: BlockInstance, service: BlockInstance, report: (finding: Finding) => void): void {
  const label = textOf(service, 'port');
  const networks = groupNetworks(group);
  if (
    label === undefined ||
    networks.some(mayHaveOtherPorts) ||
    group.openTypes.has('network') ||
    childrenOf(group, 'network').length === 0
  )
    return;
  const port = networks.flatMap(portsOf).find((p) => labelOf(p) === label);
  const number = port ? countOf(port, 'static') : 0;
  if (number === undefined || number > 0 || /^\+?0*[1-9]\d*$/.test(label)) return;
  report({
    ...placeOf(service, 'port'),
    message: label
      ? `A check with expose needs to know the number behind port "${label}", and Nomad chooses it only later. Write the number on which the task listens.`
      : 'A check with expose needs the port of the service. Set "port" to the number on which the task listens.',
  });
}
