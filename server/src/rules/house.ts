/** The house's policies for ports, storage and the organisation of jobs, and what Nomad accepts there without doing what was meant. */
import { dnsWithout53 } from './port/dns-without-53';
import { dynamicUnusedByApp } from './port/dynamic-unused-by-app';
import { envHostVsInner } from './port/env-host-vs-inner';
import { hardcodedAddress } from './port/hardcoded-address';
import { labelInvalid } from './port/label-invalid';
import { lbPortOutsideLb } from './port/lb-port-outside-lb';
import { staticLegacy } from './port/static-legacy';
import { staticUndocumentedLegacy } from './port/static-undocumented-legacy';
import { portUnused } from './port/unused';
import type { Rule } from './rule';

export const houseRules: readonly Rule[] = [
  staticLegacy,
  staticUndocumentedLegacy,
  lbPortOutsideLb,
  dnsWithout53,
  labelInvalid,
  portUnused,
  dynamicUnusedByApp,
  envHostVsInner,
  hardcodedAddress,
];
