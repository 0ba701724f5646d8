/** A driver whose name is nearly that of a known one. */
import { nearest } from '../../nearest';
import { groupsOf, tasksOf } from '../facts/job-view';
import { textOf } from '../facts/known';
import { setValue } from '../facts/repairs';
import type { Rule } from '../rule';

const builtIn = ['docker', 'exec', 'java', 'qemu', 'raw_exec', 'podman'];
/** Community plugins whose names are near to one of those. */
const others = ['mock_driver', 'exec2', 'lxc', 'pot', 'rkt', 'nix', 'nix2', 'iis', 'win_iis', 'ecs', 'virt'];

export const driverUnknown: Rule = {
  id: 'driver/unknown',
  level: 'warning',
  title: 'A driver whose name looks misspelt',
  languages: ['nomad'],
  docs: {
    why: 'Drivers are plugins of the clients, so Nomad accepts any name. A job whose driver no client has stays pending with "missing drivers". This rule speaks of names that differ from a known driver by a slip only.',
    wrong: 'task "web" {\n  driver = "dockerd"\n}',
    right: 'task "web" {\n  driver = "docker"\n}',
    sources: ['scheduler/feasible/feasible.go DriverChecker'],
  },
  check(file, report) {
    for (const task of groupsOf(file.instance).flatMap(tasksOf)) {
      const driver = textOf(task, 'driver');
      const attribute = task.attributes.get('driver');
      if (!driver || !attribute || builtIn.includes(driver) || others.includes(driver)) continue;
      const suggestion = nearest(driver, builtIn);
      if (!suggestion) continue;
      report({
        start: attribute.expression.start,
        end: attribute.expression.end,
        message: `No driver of Nomad is called "${driver}". Unless a client has such a plugin, the job stays pending. Did you mean "${suggestion}"?`,
        fixes: [setValue(attribute, JSON.stringify(suggestion))],
      });
    }
  },
};
