/** Nomad's own judgement of networks, volumes, services, checks, Consul Connect and driver configs, as rules. */
import { mbits } from './deprecated/mbits';
import { resourcesNetwork } from './deprecated/resources-network';
import { cniArgs } from './network/cni-args';
import { hostname } from './network/hostname';
import { ignoreCollision } from './port/ignore-collision';
import { labelDuplicate } from './port/label-duplicate';
import { notPublished } from './port/not-published';
import { reservedPortsLost } from './port/reserved-ports-lost';
import { staticClash } from './port/static-clash';
import { staticInDynamicRange } from './port/static-in-dynamic-range';
import { staticReserved } from './port/static-reserved';
import { staticWithCanary } from './port/static-with-canary';
import { staticWithCount } from './port/static-with-count';
import { toWithoutEffect } from './port/to-without-effect';
import type { Rule } from './rule';

export const nomadRulesB: readonly Rule[] = [
  labelDuplicate,
  ignoreCollision,
  reservedPortsLost,
  staticWithCount,
  staticWithCanary,
  staticClash,
  staticInDynamicRange,
  staticReserved,
  toWithoutEffect,
  notPublished,
  cniArgs,
  hostname,
  mbits,
  resourcesNetwork,
];
