/** The house's policies for ports, storage and the organisation of jobs, and what Nomad accepts there without doing what was meant. */
import { nameGeneric } from './check/name-generic';
import { portImplicit } from './check/port-implicit';
import { checkTiming } from './check/timing';
import { referenceOnlyJob } from './job/reference-only';
import { vaultOnNomad } from './job/vault-on-nomad';
import { dnsWithout53 } from './port/dns-without-53';
import { dynamicUnusedByApp } from './port/dynamic-unused-by-app';
import { envHostVsInner } from './port/env-host-vs-inner';
import { hardcodedAddress } from './port/hardcoded-address';
import { labelInvalid } from './port/label-invalid';
import { lbPortOutsideLb } from './port/lb-port-outside-lb';
import { staticLegacy } from './port/static-legacy';
import { staticUndocumentedLegacy } from './port/static-undocumented-legacy';
import { portUnused } from './port/unused';
import { resourcesMissing } from './resources/missing';
import type { Rule } from './rule';
import { dockerSocket } from './security/docker-socket';
import { rawExec } from './security/raw-exec';
import { noCheck } from './service/no-check';
import { csiForSingle } from './storage/csi-for-single';
import { mountNoDestination } from './volume/mount-no-destination';
import { nameConvention } from './volume/name-convention';
import { nfsLocking } from './volume/nfs-locking';
import { volumePlacement } from './volume/placement';
import { stickyAdvice } from './volume/sticky-advice';
import { uidGid } from './volume/uid-gid';

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
  csiForSingle,
  stickyAdvice,
  mountNoDestination,
  nameConvention,
  uidGid,
  volumePlacement,
  nfsLocking,
  referenceOnlyJob,
  vaultOnNomad,
  noCheck,
  portImplicit,
  nameGeneric,
  checkTiming,
  resourcesMissing,
  dockerSocket,
  rawExec,
];
