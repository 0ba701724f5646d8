/** Bounds around a task's memory that cross it. */
import { resourcesOf } from '../../job/canonical';
import { removeAttribute, setValue } from '../facts/repairs';
import { allTasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const resourcesMemory: Rule = {
  id: 'resources/memory-max',
  level: 'error',
  title: 'A memory_max below memory, or secrets above it',
  languages: ['nomad'],
  about: 'resources',
  docs: {
    why: '`memory` (300 MB when left out) is what the scheduler sets aside; `memory_max` is how far the task may go beyond it, so it is larger, or -1 for no limit; the in-memory folder for `secrets` is a part of it, so it is smaller. Nomad refuses the job.',
    wrong: 'resources {\n  memory     = 512\n  memory_max = 256\n}',
    right: 'resources {\n  memory     = 256\n  memory_max = 512\n}',
    sources: ['nomad/structs/structs.go Resources.Validate'],
  },
  check(file, report) {
    for (const { task } of allTasksIn(file.instance)) {
      const resources = resourcesOf(task);
      const memory = resources.number('memory');
      const [block] = resources.blocks;
      if (memory === undefined || !block) continue;
      const reserved = resources.setting('memory').attribute;
      const related = reserved && [
        { start: reserved.span.start, end: reserved.span.end, message: `The task is given ${memory} MB` },
      ];
      const [max, secrets] = [resources.number('memory_max'), resources.number('secrets')];
      const most = resources.setting('memory_max').attribute;
      if (most && max !== undefined && max !== 0 && max !== -1 && max < memory) {
        report({
          start: most.expression.start,
          end: most.expression.end,
          message: `memory_max, ${max} MB, is less than memory, ${tell(memory, reserved !== undefined)}.`,
          related,
          fixes: [
            setValue(most, String(memory * 2), `Set memory_max = ${memory * 2}`, false),
            ...removeAttribute(file.text, block, 'memory_max'),
          ],
        });
      }
      const folder = resources.setting('secrets').attribute;
      if (folder && secrets !== undefined && secrets > memory) {
        report({
          start: folder.expression.start,
          end: folder.expression.end,
          message: `The folder for secrets, ${secrets} MB, does not fit in memory, ${tell(memory, reserved !== undefined)}.`,
          related,
        });
      }
    }
  },
};

const tell = (memory: number, written: boolean): string => `${memory} MB${written ? '' : ' (by default)'}`;
