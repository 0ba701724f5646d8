/** A Connect native service: which task is it, and on which port? */

import type { Analysis } from '../../analysis';
import type { Finding } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { leadingPart } from '../../schema/leading-part';
import { childrenOf, groupsOf, labelOf } from '../facts/job-view';
import { blocksOf, textOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import { connectKind, describeService, groupServices, providerOf } from '../facts/services';
import type { Rule } from '../rule';

export const nativeTask: Rule = {
  id: 'connect/native-task',
  level: 'error',
  title: 'A Connect native service without task or port',
  languages: ['nomad'],
  about: 'connect',
  docs: {
    why: 'The task behind a Connect native service gets the certificates, so Nomad has to know it. It finds it itself only in a group with one task and a network. A native service also needs a port, or Consul refuses it. Nomad refuses the job.',
    wrong: 'service {\n  name = "api"\n  connect {\n    native = true\n  }\n}',
    right: 'service {\n  name = "api"\n  port = "http"\n  task = "server"\n  connect {\n    native = true\n  }\n}',
    sources: [
      'nomad/structs/services.go Service.validateConsulService',
      'nomad/job_endpoint_hook_connect.go getNamedTaskForNativeService',
    ],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      let proxies = 0;
      for (const service of groupServices(group)) {
        const kind = connectKind(service);
        if (kind === 'native' && providerOf(service) === 'consul') checkOne(file, group, service, proxies, report);
        if (kind !== null && kind !== 'native') proxies += 1;
      }
    }
  },
};

/** `proxies`: tasks that Nomad has added for the services before this one. */
function checkOne(
  file: Analysis,
  group: BlockInstance,
  service: BlockInstance,
  proxies: number,
  report: (finding: Finding) => void,
): void {
  const { start, end } = childrenOf(service, 'connect')[0]?.header ?? service.header;
  const tasks = blocksOf(group, 'task');
  const networks = blocksOf(group, 'network');
  if (textOf(service, 'task') === '' && tasks && networks && (networks.length === 0 || tasks.length + proxies !== 1)) {
    const [only, ...others] = tasks.map(labelOf);
    report({
      start,
      end,
      message:
        `${describeService(service)} is Connect native, and Nomad does not know of which task. Set "task" in the service.`.replace(
          /^[ts]/,
          (c) => c.toUpperCase(),
        ),
      fixes:
        only !== undefined && others.length === 0 ? setAttribute(file.text, service, 'task', JSON.stringify(only)) : [],
    });
  }
  if (textOf(service, 'port') === '') {
    report({
      ...leadingPart(service),
      message: `${describeService(service)} is Connect native and needs a port. Set "port".`.replace(/^[ts]/, (c) =>
        c.toUpperCase(),
      ),
    });
  }
}
