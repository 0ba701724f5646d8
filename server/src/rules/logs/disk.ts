/** Logs that do not fit on the group's disk. */
import { ephemeralDiskOf, logsOf } from '../../job/canonical';
import { insertFirst } from '../../text-edits';
import { product } from '../../values/go-integer';
import { markOf } from '../facts/marks';
import { setSetting } from '../facts/repairs';
import { allTasksIn, describeTask } from '../facts/walk';
import type { Rule } from '../rule';

export const logsDisk: Rule = {
  id: 'logs/disk',
  level: 'error',
  title: 'Logs larger than the ephemeral disk',
  languages: ['nomad'],
  about: ['logs', 'ephemeral_disk'],
  docs: {
    why: "The logs of a task may grow to `max_files` × `max_file_size` (10 × 10 MB when left out), and that must be less than the `size` of the group's `ephemeral_disk` (300 MB when left out). This is checked even when log collection is switched off. Nomad refuses the job.",
    wrong: 'logs {\n  max_files     = 10\n  max_file_size = 50\n}',
    right:
      'ephemeral_disk {\n  size = 1000\n}\ntask "app" {\n  logs {\n    max_files     = 10\n    max_file_size = 50\n  }\n}',
    sources: ['nomad/structs/structs.go LogConfig.Validate', 'api/tasks.go DefaultLogConfig, DefaultEphemeralDisk'],
  },
  check(file, report) {
    for (const { group, task } of allTasksIn(file.instance)) {
      const [logs, disk] = [logsOf(task), ephemeralDiskOf(group)];
      const [files, size, room] = [logs.number('max_files'), logs.number('max_file_size'), disk.number('size')];
      if (files === undefined || size === undefined || room === undefined) continue;
      const needed = product(files, size);
      // A size that is too small in itself has been said.
      if (files < 1 || size < 1 || room < 10 || needed < room) continue;
      const given = disk.setting('size').attribute;
      const written = logs.blocks.length > 0;
      const mark = written || !given ? markOf(logs, ['max_file_size', 'max_files'], task.header) : given.expression;
      report({
        start: mark.start,
        end: mark.end,
        message: `The logs of ${describeTask(task)} may grow to ${needed} MB${written ? '' : ' (by default)'}, but the group's disk has ${room} MB${given ? '' : ' (by default)'}. Make ephemeral_disk.size more than ${needed}, or keep fewer logs.`,
        related:
          given && mark !== given.expression
            ? [{ start: given.span.start, end: given.span.end, message: `The disk has ${room} MB` }]
            : undefined,
        fixes: () => {
          const enough = String(Math.ceil((needed + 1) / 100) * 100);
          if (disk.blocks.length > 0) return setSetting(file.text, disk, 'size', enough, false);
          if (group.type !== 'group' || !group.node) return [];
          const block = `ephemeral_disk {\n  size = ${enough}\n}\n`;
          return [
            { title: `Add an ephemeral_disk of ${enough} MB`, edits: [insertFirst(file.text, group.node, block)] },
          ];
        },
      });
    }
  },
};
