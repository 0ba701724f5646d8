/** House policy: the ports 80 and 443 belong to the load balancer. */
import type { Analysis } from '../../analysis';
import type { Fix } from '../../problem';
import { insertLast } from '../../text-edits';
import { jobOf, labelOf } from '../facts/job-view';
import { textOf } from '../facts/known';
import { servicesOf } from '../facts/services';
import type { Rule } from '../rule';
import { documentFix } from './document-fix';
import { type FixedPort, fixedPorts } from './fixed-ports';
import { dynamicFixes } from './make-dynamic';
import { addToPolicy } from './policy-fixes';

export const lbPortOutsideLb: Rule = {
  id: 'port/lb-port-outside-lb',
  level: 'warning',
  policy: 'port',
  title: 'Port 80 or 443 outside of the load balancer',
  languages: ['nomad'],
  about: 'static',
  docs: {
    why: 'One job answers at 80 and 443 and passes requests on by host name. A second one with these ports fits on no node where the load balancer runs. What is a load balancer is known by the names of the job, its groups, tasks and images (`loadBalancerJobs` in the policy), or by its folder.',
    wrong:
      'job "wiki" {\n  group "web" {\n    network {\n      port "http" {\n        static = 80\n      }\n    }\n  }\n}',
    right:
      'job "wiki" {\n  group "web" {\n    network {\n      port "http" {\n        to = 80\n      }\n    }\n    service {\n      port = "http"\n      tags = ["traefik.enable=true", "traefik.http.routers.wiki.rule=Host(`wiki.example.com`)"]\n    }\n  }\n}',
  },
  check(file, report) {
    const job = jobOf(file.instance);
    const name = job && labelOf(job);
    for (const fixed of fixedPorts(file)) {
      if (fixed.against !== 'outside-load-balancer' || fixed.justification) continue;
      const { port, number, attribute } = fixed;
      report({
        start: attribute.span.start,
        end: attribute.span.end,
        message: `Port "${labelOf(port) ?? ''}" takes ${number}, which belongs to the load balancer. Use a dynamic port and let the load balancer publish it by host name.`,
        fixes: () => [
          ...dynamicFixes(file, fixed),
          ...publishFix(file, fixed, name),
          documentFix(file, port, attribute),
          ...(name === undefined
            ? []
            : addToPolicy(file, 'loadBalancerJobs', name, `Mark "${name}" as a load balancer in .nomad-lint.json`)),
        ],
      });
    }
  },
};

/** The port made dynamic, and a service that tells Traefik by which host name to publish it. */
function publishFix(file: Analysis, fixed: FixedPort, job: string | undefined): readonly Fix[] {
  const { group, port } = fixed;
  const label = labelOf(port);
  const [dynamic] = dynamicFixes(file, fixed);
  if (!dynamic || !label || job === undefined || group.type !== 'group' || !group.node) return [];
  const tags = `["traefik.enable=true", "traefik.http.routers.${job}.rule=Host(\`${job}.example.com\`)"]`;
  const services = servicesOf(group).map(({ service }) => service);
  const service = services.find((one) => textOf(one, 'port') === label);
  if (service?.attributes.has('tags') || (service && !service.node) || group.openTypes.has('service')) return [];
  const added = service?.node
    ? insertLast(file.text, service.node, `tags = ${tags}`)
    : insertLast(file.text, group.node, `service {\n  name = "${job}"\n  port = "${label}"\n  tags = ${tags}\n}`);
  return [{ title: 'Use a dynamic port, and let Traefik publish it', edits: [...dynamic.edits, added] }];
}
