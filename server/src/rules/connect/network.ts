/** The networks that Connect needs: shared by the rules about their number and their mode. */
import type { BlockInstance } from '../../schema/instance';
import { childrenOf } from '../facts/job-view';
import { flagOf } from '../facts/known';
import { connectKind, groupServices } from '../facts/services';

/** What needs the network of the group, the strictest first; undefined when nothing certainly does. */
export interface Need {
  readonly what: 'sidecar' | 'gateway';
  readonly service: BlockInstance;
  /** The block to point to. */
  readonly block: BlockInstance;
}

export function networkNeed(group: BlockInstance): Need | undefined {
  const needs = groupServices(group).flatMap((service): Need[] => {
    const kind = connectKind(service);
    const [connect] = childrenOf(service, 'connect');
    if (connect && (kind === 'sidecar' || kind === 'gateway')) return [{ what: kind, service, block: connect }];
    const exposed = childrenOf(service, 'check').find((check) => flagOf(check, 'expose') === true);
    return exposed ? [{ what: 'sidecar', service, block: exposed }] : [];
  });
  return needs.find((need) => need.what === 'sidecar') ?? needs[0];
}
