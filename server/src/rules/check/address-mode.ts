/** An address mode that a check cannot have where it stands. */
import { checksOf, inherited } from '../facts/checks';
import { groupsOf } from '../facts/job-view';
import { placeOf, textOf } from '../facts/known';
import { removeAttribute } from '../facts/repairs';
import type { Rule } from '../rule';

export const checkAddressMode: Rule = {
  id: 'check/address-mode',
  level: 'error',
  title: 'An address mode that a check cannot have here',
  languages: ['nomad'],
  about: 'address_mode',
  docs: {
    why: 'The address of the driver belongs to a task, that of the network to a group: a check of a task has no mode `alloc` or `alloc_ipv6`, and a check of a group that names a task (or whose service does) has no mode `driver`. Nomad refuses the job.',
    wrong: 'task "web" {\n  service {\n    check {\n      address_mode = "alloc"\n    }\n  }\n}',
    right: 'task "web" {\n  service {\n    check {\n      address_mode = "host"\n    }\n  }\n}',
    sources: ['nomad/structs/structs.go validateServices, TaskGroup.validateServices'],
  },
  check(file, report) {
    for (const owned of groupsOf(file.instance).flatMap(checksOf)) {
      const { check, task } = owned;
      const mode = textOf(check, 'address_mode');
      const wrong = task
        ? mode === 'alloc' || mode === 'alloc_ipv6'
        : mode === 'driver' && Boolean(inherited(owned, 'task')?.text);
      if (!wrong) continue;
      report({
        ...placeOf(check, 'address_mode'),
        message: `address_mode = "${mode}" works only for checks of a service in a ${task ? 'group' : 'task'}. Choose another mode, or move the service there.`,
        fixes: removeAttribute(file.text, check, 'address_mode', true),
      });
    }
  },
};
