/** The ports that a file fixes to a number of the host, with what the house policy asks about each. */
import type { Analysis } from '../../analysis';
import { allowedPorts } from '../../policy-paths';
import { remembered } from '../../remembered';
import type { AttributeInstance, BlockInstance } from '../../schema/instance';
import { groupsOf, numberOf } from '../facts/job-view';
import { allPorts, type OwnedPort } from '../facts/ports';
import { isLoadBalancer } from '../facts/role';
import { isPublic } from './claims';
import { type Justification, justificationOf } from './justification';

export interface FixedPort extends OwnedPort {
  readonly group: BlockInstance;
  readonly number: number;
  readonly attribute: AttributeInstance;
  /** Why the house policy does not want it; undefined when it does not mind. */
  readonly against: 'not-allowed' | 'outside-load-balancer' | undefined;
  readonly justification: Justification | undefined;
}

export const fixedPorts = remembered((file: Analysis): readonly FixedPort[] => {
  const allowed = allowedPorts(file.file.uri, file.settings.policy);
  return groupsOf(file.instance).flatMap((group) =>
    allPorts(group).flatMap((owned): readonly FixedPort[] => {
      const number = numberOf(owned.port, 'static');
      const attribute = owned.port.attributes.get('static');
      // What is no port at all is an error of its own.
      if (number === undefined || number <= 0 || number > 65535 || !attribute) return [];
      const against = !allowed.includes(number)
        ? 'not-allowed'
        : isPublic(number) && isLoadBalancer(file, group) === false
          ? 'outside-load-balancer'
          : undefined;
      const justification = against && justificationOf(file, owned.port);
      return [{ ...owned, group, number, attribute, against, justification }];
    }),
  );
});
