/** An address mode that does not work where the service stands. */
import { groupsOf } from '../facts/job-view';
import { isCertain, placeOf, textOf } from '../facts/known';
import { removeAttribute } from '../facts/repairs';
import { describeService, servicesOf } from '../facts/services';
import type { Rule } from '../rule';

export const serviceAddressMode: Rule = {
  id: 'service/address-mode',
  level: 'error',
  title: 'An address mode that does not work here',
  languages: ['nomad'],
  about: 'address_mode',
  docs: {
    why: '`driver` takes the address that the driver gave to the task, so only a service of a task can use it; `alloc` and `alloc_ipv6` take that of the network of the group, so only a service of the group can. An `address` of your own goes with `auto` alone. Nomad refuses the rest.',
    wrong: 'group "web" {\n  service {\n    port         = "http"\n    address_mode = "driver"\n  }\n}',
    right: 'group "web" {\n  service {\n    port         = "http"\n    address_mode = "alloc"\n  }\n}',
    sources: [
      'nomad/structs/services.go Service.Validate',
      'nomad/structs/structs.go validateServices, TaskGroup.validateServices',
    ],
  },
  check(file, report) {
    for (const { service, task } of groupsOf(file.instance).flatMap(servicesOf)) {
      const mode = textOf(service, 'address_mode');
      if (!mode || !isCertain(service)) continue;
      if (mode !== 'auto' && textOf(service, 'address') && ['host', 'driver', 'alloc', 'alloc_ipv6'].includes(mode)) {
        report({
          ...placeOf(service, 'address'),
          message: `An address of your own works only with address_mode = "auto", and ${describeService(service)} has "${mode}". Remove one of the two.`,
          related: [{ ...placeOf(service, 'address_mode'), message: 'the mode is set here' }],
          fixes: [
            ...removeAttribute(file.text, service, 'address_mode', true),
            ...removeAttribute(file.text, service, 'address'),
          ],
        });
      }
      const misplaced = task ? mode === 'alloc' || mode === 'alloc_ipv6' : mode === 'driver';
      if (!misplaced) continue;
      report({
        ...placeOf(service, 'address_mode'),
        message: `address_mode = "${mode}" works only for services of a ${task ? 'group' : 'task'}. Move the service there, or choose another mode.`,
        fixes: removeAttribute(file.text, service, 'address_mode'),
      });
    }
  },
};
