/** A port that nothing in the file uses. */
import { removeLines } from '../../text-edits';
import { groupsOf, labelOf, tasksOf } from '../facts/job-view';
import { countOf, isCertain, textOf } from '../facts/known';
import { groupPorts } from '../facts/ports';
import type { Rule } from '../rule';
import { portUses } from './port-uses';
import { sharesHost } from './shares-host';

export const portUnused: Rule = {
  id: 'port/unused',
  level: 'hint',
  title: 'A port that nothing uses',
  languages: ['nomad'],
  about: 'port',
  docs: {
    why: 'A dynamic port that no service announces, no container publishes and no variable carries into the task is a number that nobody learns. Nomad reserves it for nothing. Programs that run on the node itself, and those that are fetched, may ask for `NOMAD_PORT_<label>` on their own, so nothing is said about theirs.',
    wrong:
      'network {\n  port "http" {\n    to = 8080\n  }\n  port "metrics" {\n    to = 9090\n  }\n}\nservice {\n  port = "http"\n}',
    right: 'network {\n  port "http" {\n    to = 8080\n  }\n}\nservice {\n  port = "http"\n}',
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const tasks = tasksOf(group);
      const contained = tasks.every((task) => isContainer(textOf(task, 'driver')) && !sharesHost(task));
      if (tasks.length === 0 || !contained || group.openTypes.has('task') || group.openTypes.has('service')) continue;
      const uses = portUses(file, group);
      if (uses.uncertain) continue;
      for (const { port, network } of groupPorts(group)) {
        const label = labelOf(port);
        if (!label || !isCertain(port) || network.openTypes.size > 0 || countOf(port, 'static') !== 0) continue;
        if (uses.named(label) || uses.mentioned(label)) continue;
        report({
          start: port.header.start,
          end: port.header.end,
          message: `Nothing in this file uses port "${label}": no service announces it, no container publishes it. Use it, or remove it.`,
          unnecessary: true,
          fixes: () => [{ title: `Remove port "${label}"`, edits: [removeLines(file.text, port.span)] }],
        });
      }
    }
  },
};

const isContainer = (driver: string | undefined): boolean => driver === 'docker' || driver === 'podman';
