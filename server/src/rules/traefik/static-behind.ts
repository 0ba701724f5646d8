/** Services behind Traefik whose port is fixed on the host. */
import type { Analysis } from '../../analysis';
import type { Fix } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { lineStart, removeLines } from '../../text-edits';
import { traefikOf } from '../../traefik/tags';
import { childrenOf, groupsOf, jobOf, labelOf, numberOf, stringOf, tasksOf } from '../job-view';
import { placeOf } from '../known';
import { allPorts } from '../ports';
import type { Rule } from '../rule';
import { describeService, servicesOf } from '../services';

export const staticBehind: Rule = {
  id: 'traefik/static-behind',
  level: 'warning',
  policy: 'port',
  title: 'A static port behind the load balancer',
  languages: ['nomad'],
  docs: {
    why: 'Traefik finds the address and port of a service by discovery, so nobody needs a fixed port on the host. A static port keeps a second instance off the node and can be reached past the load balancer, without its TLS and its middlewares. The load balancer itself, and ports 53, 80 and 443, are left alone.',
    wrong: 'port "http" {\n  static = 8080\n}\n# …\ntags = ["traefik.enable=true"]',
    right: 'port "http" {\n  to = 8080\n}\n# …\ntags = ["traefik.enable=true"]',
    sources: ['job-specification/network#static'],
  },
  check(file, report) {
    if (isLoadBalancer(file)) return;
    for (const group of groupsOf(file.instance)) {
      for (const { service } of servicesOf(group)) {
        const { enabled, tags } = traefikOf(service);
        const label = stringOf(service, 'port');
        if (!enabled || label === undefined) continue;
        const port = allPorts(group).find(({ port }) => labelOf(port) === label)?.port;
        const number = port && numberOf(port, 'static');
        const attribute = port?.attributes.get('static');
        if (!port || !attribute || number === undefined || number <= 0 || [53, 80, 443].includes(number)) continue;
        if (isDocumented(file, attribute.span.start)) continue;
        const tag = tags.find(({ key }) => key.toLowerCase() === 'traefik.enable');
        report({
          ...placeOf(service, 'port'),
          message: `Traefik finds ${describeService(service)} by discovery, and port "${label}" is fixed to ${number} on the host all the same. A dynamic port is enough.`,
          related: [
            { start: attribute.span.start, end: attribute.span.end, message: `Port "${label}" is static here` },
            ...(tag ? [{ ...tag.span, message: 'Traefik routes to the service' }] : []),
          ],
          fixes: fixes(file.text, port, number),
        });
      }
    }
  },
};

function fixes(text: string, port: BlockInstance, number: number): readonly Fix[] {
  const attribute = port.attributes.get('static');
  if (!attribute) return [];
  const { start, end } = attribute.nameSpan;
  return [
    port.attributes.has('to')
      ? { title: 'Use a dynamic port', preferred: true, edits: [removeLines(text, attribute.span)] }
      : {
          title: `Use a dynamic port (the task listens on ${number})`,
          preferred: true,
          edits: [{ start, end, text: 'to' }],
        },
  ];
}

/** `# static: why` or `# legacy: why` on the line or the line above. */
function isDocumented({ text, syntax }: Analysis, offset: number): boolean {
  const line = lineStart(text, offset);
  const above = line > 0 ? lineStart(text, line - 1) : -1;
  return syntax.comments.some(
    ({ start, end }) =>
      [line, above].includes(lineStart(text, start)) &&
      /^(?:#|\/\/|\/\*)\s*(?:static|legacy):\s*\w/.test(text.slice(start, end)),
  );
}

const balancers = /(^|[-_/])(traefik|haproxy|nginx-ingress|ingress|caddy|envoy|fabio|lb|load-?balancer)($|[-_:@.])/i;

/** The load balancer's own job needs its ports. */
function isLoadBalancer(file: Analysis): boolean {
  const job = jobOf(file.instance);
  const names = [
    job && labelOf(job),
    ...groupsOf(file.instance).flatMap((group) => [
      labelOf(group),
      ...tasksOf(group).flatMap((task) => [
        labelOf(task),
        ...childrenOf(task, 'config').map((config) => stringOf(config, 'image')),
      ]),
    ]),
  ];
  return names.some((name) => name !== undefined && balancers.test(name));
}
