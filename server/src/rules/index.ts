/** All rules, by group and name: one import and one entry each. Their order here is that of lists for people. */
import { affinityWeight } from './affinity/weight';
import { artifactChecksum } from './artifact/checksum';
import { artifactDestination } from './artifact/destination';
import { destinationIsFile } from './artifact/destination-is-file';
import { checkAddressMode } from './check/address-mode';
import { checkDuplicateName } from './check/duplicate-name';
import { expose } from './check/expose';
import { httpPath } from './check/http-path';
import { nameGeneric } from './check/name-generic';
import { nomadOnlyFields } from './check/nomad-only-fields';
import { notesLength } from './check/notes-length';
import { numericPort } from './check/numeric-port';
import { portImplicit } from './check/port-implicit';
import { portMissing } from './check/port-missing';
import { restartConflict } from './check/restart-conflict';
import { scriptNeedsTask } from './check/script-needs-task';
import { tcpConnect } from './check/tcp-connect';
import { thresholds } from './check/thresholds';
import { checkTiming } from './check/timing';
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
import { constraintConflict } from './constraint/conflict';
import { distinctInSystem } from './constraint/distinct-in-system';
import { constraintNeverTrue } from './constraint/never-true';
import { constraintOperator } from './constraint/operator';
import { taskLevelDistinct } from './constraint/task-level-distinct';
import { constraintUnknownAttribute } from './constraint/unknown-attribute';
import { constraintValue } from './constraint/value';
import { identityEmptyAud } from './consul/identity-empty-aud';
import { identityMissing } from './consul/identity-missing';
import { identityTtl } from './consul/identity-no-ttl';
import { consulPartition } from './consul/partition';
import { templateWithoutBlock } from './consul/template-without-block';
import { csiPluginDirs } from './csi-plugin/dirs';
import { deprecatedCron } from './deprecated/cron';
import { deprecatedIops } from './deprecated/iops';
import { deprecatedMaxClientDisconnect } from './deprecated/max-client-disconnect';
import { mbits } from './deprecated/mbits';
import { deprecatedOther } from './deprecated/other';
import { deprecatedPortMap } from './deprecated/port-map';
import { deprecatedPreventReschedule } from './deprecated/prevent-reschedule';
import { resourcesNetwork } from './deprecated/resources-network';
import { deprecatedStopAfterClientDisconnect } from './deprecated/stop-after-client-disconnect';
import { deprecatedVaultGrace } from './deprecated/vault-grace';
import { deviceCount } from './device/count';
import { stopAndLost } from './disconnect/stop-and-lost';
import { driverCapability } from './driver/capability';
import { configLost } from './driver/config-lost';
import { driverMount } from './driver/mount';
import { qemuMemory } from './driver/qemu-memory';
import { driverUnknown } from './driver/unknown';
import { enterpriseFeature } from './enterprise/feature';
import { identityAdvice } from './identity/advice';
import { identityDefault } from './identity/duplicate-default';
import { identitySettings } from './identity/settings';
import { multiregionCount } from './job/multiregion-count';
import { multiregionEnterprise } from './job/multiregion-enterprise';
import { jobName } from './job/name';
import { referenceOnlyJob } from './job/reference-only';
import { jobRegion } from './job/region';
import { systemCount } from './job/system-count';
import { totalCount } from './job/total-count';
import { typeBlockConflict } from './job/type-block-conflict';
import { uiDescription } from './job/ui-description';
import { vaultOnNomad } from './job/vault-on-nomad';
import { noMainTask } from './lifecycle/no-main-task';
import { twoLeaders } from './lifecycle/two-leaders';
import { logsDisk } from './logs/disk';
import { logsEnabledAndDisabled } from './logs/enabled-and-disabled';
import { migrateArithmetic } from './migrate/arithmetic';
import { cniArgs } from './network/cni-args';
import { hostname } from './network/hostname';
import { numaDevices } from './numa/devices';
import { metaDisjoint } from './parameterized/meta-disjoint';
import { cronSyntax } from './periodic/cron-syntax';
import { periodicSpec } from './periodic/spec';
import { periodicTimeZone } from './periodic/time-zone';
import { dnsWithout53 } from './port/dns-without-53';
import { dynamicUnusedByApp } from './port/dynamic-unused-by-app';
import { envHostVsInner } from './port/env-host-vs-inner';
import { hardcodedAddress } from './port/hardcoded-address';
import { hostNetworkMode } from './port/host-network-mode';
import { ignoreCollision } from './port/ignore-collision';
import { labelDuplicate } from './port/label-duplicate';
import { labelInvalid } from './port/label-invalid';
import { labelUndefined } from './port/label-undefined';
import { lbPortOutsideLb } from './port/lb-port-outside-lb';
import { notPublished } from './port/not-published';
import { reservedPortsLost } from './port/reserved-ports-lost';
import { staticClash } from './port/static-clash';
import { staticDuplicate } from './port/static-duplicate';
import { staticInDynamicRange } from './port/static-in-dynamic-range';
import { staticLegacy } from './port/static-legacy';
import { staticNotAllowed } from './port/static-not-allowed';
import { staticReserved } from './port/static-reserved';
import { staticUndocumentedLegacy } from './port/static-undocumented-legacy';
import { staticWithCanary } from './port/static-with-canary';
import { staticWithCount } from './port/static-with-count';
import { toWithoutEffect } from './port/to-without-effect';
import { portUnused } from './port/unused';
import { runtimeUnknown } from './reference/runtime-unknown';
import { rescheduleArithmetic } from './reschedule/arithmetic';
import { cpuAndCores } from './resources/cpu-and-cores';
import { resourcesDisk } from './resources/disk';
import { implausible } from './resources/implausible';
import { resourcesMemory } from './resources/memory-max';
import { resourcesMinimum } from './resources/minimum';
import { resourcesMissing } from './resources/missing';
import { restartArithmetic } from './restart/arithmetic';
import type { Rule } from './rule';
import { countOverwrite } from './scaling/count-overwrite';
import { scalingMinMax } from './scaling/min-max';
import { scalingSystemJob } from './scaling/system-job';
import { taskPolicy } from './scaling/task-policy';
import { scheduleFields } from './schedule/fields';
import { secretEnvConfig } from './secret/env-config';
import { secretGroupMerge } from './secret/group-merge';
import { plainInEnv } from './secrets/plain-in-env';
import { dockerSocket } from './security/docker-socket';
import { latestTag } from './security/latest-tag';
import { privileged } from './security/privileged';
import { rawExec } from './security/raw-exec';
import { serviceAddressMode } from './service/address-mode';
import { serviceDuplicate } from './service/duplicate';
import { serviceIdentity } from './service/identity';
import { serviceNameRule } from './service/name';
import { noCheck } from './service/no-check';
import { serviceProvider } from './service/provider';
import { shutdownDelay } from './service/shutdown-delay';
import { serviceTask } from './service/task';
import { volumeCapability } from './spec/volume-capability';
import { volumeCapacity } from './spec/volume-capacity';
import { volumeConstraint } from './spec/volume-constraint';
import { volumeNoEffect } from './spec/volume-no-effect';
import { spreadPercent } from './spread/percent';
import { csiForSingle } from './storage/csi-for-single';
import { ephemeralForStateful } from './storage/ephemeral-for-stateful';
import { duplicateName } from './structure/duplicate-name';
import { jsonJob } from './structure/json-job';
import { missingTask } from './structure/missing-task';
import { noEffect } from './structure/no-effect';
import { killTimeout } from './task/kill-timeout';
import { taskSignal } from './task/signal';
import { templateChangeMode } from './template/change-mode';
import { templateDelimiter } from './template/delimiter';
import { duplicateDestination } from './template/duplicate-destination';
import { envFormat } from './template/env-format';
import { envNoop } from './template/env-noop';
import { expressionOutsideTemplate } from './template/expression-outside-template';
import { hclInterpolation } from './template/hcl-interpolation-in-heredoc';
import { kv2Data } from './template/kv2-data';
import { templatePerms } from './template/perms';
import { sourceAndData } from './template/source-and-data';
import { templateSyntax } from './template/syntax';
import { unknownFunction } from './template/unknown-function';
import { templateWait } from './template/wait';
import { enableMissing } from './traefik/enable-missing';
import { ruleSyntax } from './traefik/rule-syntax';
import { serviceNoPort } from './traefik/service-no-port';
import { staticBehind } from './traefik/static-behind';
import { tlsEntrypoint } from './traefik/tls-entrypoint';
import { unknownKey } from './traefik/unknown-key';
import { updateArithmetic } from './update/arithmetic';
import { canaryPromote } from './update/canary-promote';
import { maxParallel } from './update/max-parallel';
import { envWithAnsible } from './variable/env-with-ansible';
import { variableInLabel } from './variable/in-label';
import { variableJinja } from './variable/jinja';
import { noDefault } from './variable/no-default';
import { variableUnused } from './variable/unused';
import { vaultBlockMissing } from './vault/block-missing';
import { vaultIdentityName } from './vault/identity-name';
import { policiesLegacy } from './vault/policies-legacy';
import { secretPathPublic } from './vault/secret-path-public';
import { vaultSignal } from './vault/signal';
import { csiCount } from './volume/csi-count';
import { csiModeMissing } from './volume/csi-mode-missing';
import { csiModeUnknown } from './volume/csi-mode-unknown';
import { csiReadonlyMode } from './volume/csi-readonly-mode';
import { dockerBindMount } from './volume/docker-bind-mount';
import { dockerVolumeShadows } from './volume/docker-volume-shadows';
import { hostCount } from './volume/host-count';
import { hostMode } from './volume/host-mode';
import { volumeLabelDuplicate } from './volume/label-duplicate';
import { mountDuplicateDestination } from './volume/mount-duplicate-destination';
import { mountNoDestination } from './volume/mount-no-destination';
import { mountNoVolume } from './volume/mount-no-volume';
import { nameConvention } from './volume/name-convention';
import { nfsLocking } from './volume/nfs-locking';
import { perAlloc } from './volume/per-alloc';
import { volumePlacement } from './volume/placement';
import { readOnlyWritten } from './volume/read-only-written';
import { sourceMissing } from './volume/source-missing';
import { sourceRuntimeVar } from './volume/source-runtime-var';
import { stickyAdvice } from './volume/sticky-advice';
import { typeUnknown } from './volume/type-unknown';
import { uidGid } from './volume/uid-gid';
import { volumeUndefined } from './volume/undefined';
import { volumeUnused } from './volume/unused';

export const rules: readonly Rule[] = [
  duplicateName,
  jsonJob,
  missingTask,
  noEffect,
  multiregionCount,
  multiregionEnterprise,
  jobName,
  referenceOnlyJob,
  jobRegion,
  systemCount,
  totalCount,
  typeBlockConflict,
  uiDescription,
  vaultOnNomad,
  killTimeout,
  taskSignal,
  dnsWithout53,
  dynamicUnusedByApp,
  envHostVsInner,
  hardcodedAddress,
  hostNetworkMode,
  ignoreCollision,
  labelDuplicate,
  labelInvalid,
  labelUndefined,
  lbPortOutsideLb,
  notPublished,
  reservedPortsLost,
  staticClash,
  staticDuplicate,
  staticInDynamicRange,
  staticLegacy,
  staticNotAllowed,
  staticReserved,
  staticUndocumentedLegacy,
  staticWithCanary,
  staticWithCount,
  toWithoutEffect,
  portUnused,
  cniArgs,
  hostname,
  csiCount,
  csiModeMissing,
  csiModeUnknown,
  csiReadonlyMode,
  dockerBindMount,
  dockerVolumeShadows,
  hostCount,
  hostMode,
  volumeLabelDuplicate,
  mountDuplicateDestination,
  mountNoDestination,
  mountNoVolume,
  nameConvention,
  nfsLocking,
  perAlloc,
  volumePlacement,
  readOnlyWritten,
  sourceMissing,
  sourceRuntimeVar,
  stickyAdvice,
  typeUnknown,
  uidGid,
  volumeUndefined,
  volumeUnused,
  csiForSingle,
  ephemeralForStateful,
  serviceAddressMode,
  serviceDuplicate,
  serviceIdentity,
  serviceNameRule,
  noCheck,
  serviceProvider,
  shutdownDelay,
  serviceTask,
  checkAddressMode,
  checkDuplicateName,
  expose,
  httpPath,
  nameGeneric,
  nomadOnlyFields,
  notesLength,
  numericPort,
  portImplicit,
  portMissing,
  restartConflict,
  scriptNeedsTask,
  tcpConnect,
  thresholds,
  checkTiming,
  typeProvider,
  identityEmptyAud,
  identityMissing,
  identityTtl,
  consulPartition,
  templateWithoutBlock,
  bridgeRequired,
  gateway,
  inTaskService,
  nativeTask,
  oneNetwork,
  proxyTask,
  transparentProxy,
  uppercase,
  upstreamBind,
  upstreamVariable,
  vaultBlockMissing,
  vaultIdentityName,
  policiesLegacy,
  secretPathPublic,
  vaultSignal,
  secretEnvConfig,
  secretGroupMerge,
  plainInEnv,
  templateChangeMode,
  templateDelimiter,
  duplicateDestination,
  envFormat,
  envNoop,
  expressionOutsideTemplate,
  hclInterpolation,
  kv2Data,
  templatePerms,
  sourceAndData,
  templateSyntax,
  unknownFunction,
  templateWait,
  enableMissing,
  ruleSyntax,
  serviceNoPort,
  staticBehind,
  tlsEntrypoint,
  unknownKey,
  constraintConflict,
  distinctInSystem,
  constraintNeverTrue,
  constraintOperator,
  taskLevelDistinct,
  constraintUnknownAttribute,
  constraintValue,
  affinityWeight,
  spreadPercent,
  updateArithmetic,
  canaryPromote,
  maxParallel,
  restartArithmetic,
  rescheduleArithmetic,
  migrateArithmetic,
  stopAndLost,
  countOverwrite,
  scalingMinMax,
  scalingSystemJob,
  taskPolicy,
  cronSyntax,
  periodicSpec,
  periodicTimeZone,
  metaDisjoint,
  scheduleFields,
  noMainTask,
  twoLeaders,
  cpuAndCores,
  resourcesDisk,
  implausible,
  resourcesMemory,
  resourcesMinimum,
  resourcesMissing,
  deviceCount,
  numaDevices,
  logsDisk,
  logsEnabledAndDisabled,
  artifactChecksum,
  artifactDestination,
  destinationIsFile,
  identityAdvice,
  identityDefault,
  identitySettings,
  driverCapability,
  configLost,
  driverMount,
  qemuMemory,
  driverUnknown,
  csiPluginDirs,
  runtimeUnknown,
  envWithAnsible,
  variableInLabel,
  variableJinja,
  noDefault,
  variableUnused,
  dockerSocket,
  latestTag,
  privileged,
  rawExec,
  deprecatedCron,
  deprecatedIops,
  deprecatedMaxClientDisconnect,
  mbits,
  deprecatedOther,
  deprecatedPortMap,
  deprecatedPreventReschedule,
  resourcesNetwork,
  deprecatedStopAfterClientDisconnect,
  deprecatedVaultGrace,
  enterpriseFeature,
  volumeCapability,
  volumeCapacity,
  volumeConstraint,
  volumeNoEffect,
];
