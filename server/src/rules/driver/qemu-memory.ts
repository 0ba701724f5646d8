/** The memory that QEMU can be given. */
import { configsOf } from '../facts/driver-config';
import { childrenOf } from '../facts/job-view';
import { countOf, placeOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import type { Rule } from '../rule';

/** drivers/qemu/driver.go StartTask, in MB. */
const [least, most] = [128, 4_000_000];

export const qemuMemory: Rule = {
  id: 'driver/qemu-memory',
  level: 'warning',
  title: 'Memory that QEMU cannot be given',
  languages: ['nomad'],
  docs: {
    why: 'The qemu driver starts machines with 128 to 4000000 MB of memory. Nomad accepts other numbers, and the task then fails when it starts.',
    wrong:
      'task "vm" {\n  driver = "qemu"\n  config {\n    image_path = "local/vm.img"\n  }\n  resources {\n    memory = 64\n  }\n}',
    right:
      'task "vm" {\n  driver = "qemu"\n  config {\n    image_path = "local/vm.img"\n  }\n  resources {\n    memory = 512\n  }\n}',
    sources: ['drivers/qemu/driver.go StartTask'],
  },
  check(file, report) {
    for (const { task } of configsOf(file.instance, ['qemu'])) {
      for (const resources of childrenOf(task, 'resources')) {
        const memory = countOf(resources, 'memory', 300);
        if (memory === undefined || (memory >= least && memory <= most)) continue;
        report({
          ...placeOf(resources, 'memory'),
          message: `The qemu driver starts machines with ${least} to ${most} MB of memory, not ${memory}: the task fails when it starts.`,
          fixes: setAttribute(file.text, resources, 'memory', String(memory < least ? 512 : most), false),
        });
      }
    }
  },
};
