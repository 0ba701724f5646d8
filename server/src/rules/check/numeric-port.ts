/** A number as port of a check in a task. */
import { checksOf, inherited, needsPort } from '../facts/checks';
import { groupsOf } from '../facts/job-view';
import { placeOf, textOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import type { Rule } from '../rule';

export const numericPort: Rule = {
  id: 'check/numeric-port',
  level: 'error',
  title: 'A number as port of a check in a task',
  languages: ['nomad'],
  about: 'check',
  docs: {
    why: 'In a service of a task, a check asks a labelled port. A number, also one that it inherits from its service, works only with `address_mode = "driver"` of its own, and must be above zero. Nomad refuses the rest.',
    wrong:
      'task "web" {\n  service {\n    port         = "8080"\n    address_mode = "driver"\n    check {\n      type     = "tcp"\n      interval = "10s"\n      timeout  = "2s"\n    }\n  }\n}',
    right:
      'task "web" {\n  service {\n    port         = "8080"\n    address_mode = "driver"\n    check {\n      type         = "tcp"\n      address_mode = "driver"\n      interval     = "10s"\n      timeout      = "2s"\n    }\n  }\n}',
    sources: ['nomad/structs/structs.go validateServices'],
  },
  check(file, report) {
    for (const owned of groupsOf(file.instance).flatMap(checksOf)) {
      const { check, service, task, type } = owned;
      const port = inherited(owned, 'port');
      const mode = textOf(check, 'address_mode');
      if (!task || !needsPort(type) || !port || mode === undefined || !/^[+-]?\d+$/.test(port.text)) continue;
      const isDriver = mode === 'driver';
      if (isDriver && Number(port.text) > 0) continue;
      // The service itself is refused then, on that very line.
      if (port.from === service && textOf(service, 'address_mode') !== 'driver') continue;
      report({
        ...placeOf(check, 'port'),
        message: isDriver
          ? `${port.text} is no port. Use a number from 1 to 65535, or a label.`
          : `The check asks port ${port.text}${port.from === service ? ' of its service' : ''}, and a number works only with address_mode = "driver" in the check itself. Add it, or use a label.`,
        fixes: isDriver ? [] : setAttribute(file.text, check, 'address_mode', '"driver"'),
      });
    }
  },
};
