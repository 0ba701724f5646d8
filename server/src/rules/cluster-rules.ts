/** The rules that need to know what a cluster has. */
import { driverMissing } from './cluster/driver-missing';
import { portInUse } from './cluster/port-in-use';
import { unknownDatacenter } from './cluster/unknown-datacenter';
import { unknownHostNetwork } from './cluster/unknown-host-network';
import { unknownNamespace } from './cluster/unknown-namespace';
import { unknownNodePool } from './cluster/unknown-node-pool';
import { unknownVolume } from './cluster/unknown-volume';
import type { ClusterRule } from './rule';

export const clusterRules: readonly ClusterRule[] = [
  unknownVolume,
  unknownNodePool,
  unknownNamespace,
  unknownDatacenter,
  unknownHostNetwork,
  portInUse,
  driverMissing,
];
