/** A port mapped to a number inside of the task where nothing is mapped. */
import { groupsOf, labelOf } from '../facts/job-view';
import { blocksOf, countOf, textOf } from '../facts/known';
import { groupPorts } from '../facts/ports';
import { removeAttribute } from '../facts/repairs';
import type { Rule } from '../rule';
import { sharesHost } from './shares-host';

export const toWithoutEffect: Rule = {
  id: 'port/to-without-effect',
  level: 'warning',
  title: 'A port mapping where nothing is mapped',
  languages: ['nomad'],
  about: 'port',
  docs: {
    why: 'In host mode a program of the `exec`, `raw_exec` or `java` driver, or a container with `network_mode = "host"`, listens on the node itself: nothing maps the port of the host to `to`. Nomad sets `NOMAD_PORT_<label>` to the number of `to` all the same while services announce the port of the host, so the program listens where nobody looks.',
    wrong: 'network {\n  port "http" {\n    to = 8080\n  }\n}\ntask "web" {\n  driver = "exec"\n}',
    right: 'network {\n  port "http" {}\n}\ntask "web" {\n  driver = "exec"\n  # listens on NOMAD_PORT_http\n}',
    sources: ['client/taskenv/env.go addPorts', 'drivers/docker/driver.go createContainerConfig'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const tasks = blocksOf(group, 'task') ?? [];
      if (tasks.length === 0 || !tasks.every(sharesHost)) continue;
      for (const { port, network } of groupPorts(group)) {
        const mode = textOf(network, 'mode');
        const to = countOf(port, 'to');
        const number = countOf(port, 'static');
        if ((mode !== '' && mode !== 'host') || !to || to < 0 || number === undefined || to === number) continue;
        const attribute = port.attributes.get('to');
        if (!attribute) continue;
        report({
          start: attribute.span.start,
          end: attribute.span.end,
          message: `Nothing maps port "${labelOf(port) ?? ''}" to ${to} here: the task listens on the node itself, and NOMAD_PORT_${labelOf(port) ?? ''} becomes ${to} while services announce the port of the host. Remove "to", or use mode = "bridge".`,
          fixes: removeAttribute(file.text, port, 'to', true),
        });
      }
    }
  },
};
