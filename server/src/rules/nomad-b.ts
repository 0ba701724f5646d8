/** Nomad's own judgement of networks, volumes, services, checks, Consul Connect and driver configs, as rules. */
import { checkAddressMode } from './check/address-mode';
import { checkDuplicateName } from './check/duplicate-name';
import { expose } from './check/expose';
import { httpPath } from './check/http-path';
import { nomadOnlyFields } from './check/nomad-only-fields';
import { notesLength } from './check/notes-length';
import { numericPort } from './check/numeric-port';
import { portMissing } from './check/port-missing';
import { restartConflict } from './check/restart-conflict';
import { scriptNeedsTask } from './check/script-needs-task';
import { tcpConnect } from './check/tcp-connect';
import { thresholds } from './check/thresholds';
import { typeProvider } from './check/type-provider';
import { bridgeRequired } from './connect/bridge-required';
import { gateway } from './connect/gateway';
import { inTaskService } from './connect/in-task-service';
import { nativeTask } from './connect/native-task';
import { oneNetwork } from './connect/one-network';
import { proxyTask } from './connect/proxy-task';
import { transparentProxy } from './connect/transparent-proxy';
import { uppercase } from './connect/uppercase';
import { upstreamBind } from './connect/upstream-bind';
import { upstreamVariable } from './connect/upstream-variable';
import { identityTtl } from './consul/identity-no-ttl';
import { csiPluginDirs } from './csi-plugin/dirs';
import { mbits } from './deprecated/mbits';
import { resourcesNetwork } from './deprecated/resources-network';
import { driverCapability } from './driver/capability';
import { configLost } from './driver/config-lost';
import { driverMount } from './driver/mount';
import { qemuMemory } from './driver/qemu-memory';
import { driverUnknown } from './driver/unknown';
import { cniArgs } from './network/cni-args';
import { hostname } from './network/hostname';
import { hostNetworkMode } from './port/host-network-mode';
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
import { latestTag } from './security/latest-tag';
import { privileged } from './security/privileged';
import { serviceAddressMode } from './service/address-mode';
import { serviceDuplicate } from './service/duplicate';
import { serviceIdentity } from './service/identity';
import { serviceNameRule } from './service/name';
import { serviceProvider } from './service/provider';
import { shutdownDelay } from './service/shutdown-delay';
import { serviceTask } from './service/task';
import { csiCount } from './volume/csi-count';
import { csiModeUnknown } from './volume/csi-mode-unknown';
import { csiReadonlyMode } from './volume/csi-readonly-mode';
import { dockerBindMount } from './volume/docker-bind-mount';
import { dockerVolumeShadows } from './volume/docker-volume-shadows';
import { hostCount } from './volume/host-count';
import { hostMode } from './volume/host-mode';
import { volumeLabelDuplicate } from './volume/label-duplicate';
import { mountDuplicateDestination } from './volume/mount-duplicate-destination';
import { mountNoVolume } from './volume/mount-no-volume';
import { perAlloc } from './volume/per-alloc';
import { readOnlyWritten } from './volume/read-only-written';
import { sourceMissing } from './volume/source-missing';
import { sourceRuntimeVar } from './volume/source-runtime-var';
import { typeUnknown } from './volume/type-unknown';

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
  hostNetworkMode,
  cniArgs,
  hostname,
  typeUnknown,
  sourceMissing,
  volumeLabelDuplicate,
  perAlloc,
  hostMode,
  hostCount,
  csiReadonlyMode,
  csiCount,
  csiModeUnknown,
  sourceRuntimeVar,
  mountNoVolume,
  mountDuplicateDestination,
  readOnlyWritten,
  dockerVolumeShadows,
  dockerBindMount,
  csiPluginDirs,
  serviceNameRule,
  serviceProvider,
  serviceDuplicate,
  serviceTask,
  serviceAddressMode,
  serviceIdentity,
  shutdownDelay,
  identityTtl,
  typeProvider,
  httpPath,
  portMissing,
  numericPort,
  checkAddressMode,
  checkDuplicateName,
  restartConflict,
  thresholds,
  nomadOnlyFields,
  notesLength,
  scriptNeedsTask,
  tcpConnect,
  expose,
  oneNetwork,
  bridgeRequired,
  inTaskService,
  uppercase,
  nativeTask,
  upstreamBind,
  upstreamVariable,
  transparentProxy,
  gateway,
  proxyTask,
  driverUnknown,
  driverMount,
  configLost,
  qemuMemory,
  driverCapability,
  privileged,
  latestTag,
  mbits,
  resourcesNetwork,
];
