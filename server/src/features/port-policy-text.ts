/** What the house policy says of a port, for hovers. */
import type { Block } from '@hcl/parser';
import type { Analysis } from '../analysis';
import { allowedPorts } from '../policy-paths';
import { fixedPorts } from '../rules/port/fixed-ports';

/** The kind of a port: dynamic with the range in force, or fixed with the reason for or against it. */
export function portPolicyText(analysis: Analysis, block: Block): string {
  const { policy } = analysis.settings;
  const [first, last] = policy.dynamicRange;
  const fixed = fixedPorts(analysis).find(({ port }) => port.node === block);
  if (!fixed) {
    return block.body.items.some((item) => item.type === 'Attribute' && item.name.name === 'static')
      ? ''
      : `Dynamic: Nomad picks a free one from ${first}–${last}. No conflicts, any number of instances on a node, and service discovery tells the others where it is.`;
  }
  const { number, against, justification } = fixed;
  const cost = `Fixed to ${number} on the host: one allocation on each node can have it.`;
  if (justification?.reason) return `${cost} A documented exception: ${justification.reason}`;
  switch (against) {
    case 'not-allowed':
      return `${cost} Only ${allowedPorts(analysis.file.uri, policy).join(', ')} are static by the house policy: a dynamic port (${first}–${last}) avoids conflicts and works with service discovery.`;
    case 'outside-load-balancer':
      return `${cost} The house policy leaves ${number} to the load balancer, which publishes services by host name.`;
    default:
      return `${cost} The house policy allows it${reasons[number] ? `: ${reasons[number]}` : ''}.`;
  }
}

/** Why the ports that are static by default are so. */
export const reasons: Readonly<Record<number, string>> = {
  53: 'resolvers ask at no other port',
  80: 'the load balancer answers plain HTTP here',
  443: 'the load balancer answers HTTPS here',
};
