/** Nomad's own judgement of jobs, groups and tasks, and what it accepts there without doing what was meant. */
import { affinityWeight } from './affinity/weight';
import { artifactChecksum } from './artifact/checksum';
import { artifactDestination } from './artifact/destination';
import { destinationIsFile } from './artifact/destination-is-file';
import { constraintConflict } from './constraint/conflict';
import { constraintNeverTrue } from './constraint/never-true';
import { constraintOperator } from './constraint/operator';
import { taskLevelDistinct } from './constraint/task-level-distinct';
import { constraintUnknownAttribute } from './constraint/unknown-attribute';
import { constraintValue } from './constraint/value';
import { consulPartition } from './consul/partition';
import { deprecatedCron } from './deprecated/cron';
import { deprecatedIops } from './deprecated/iops';
import { deprecatedMaxClientDisconnect } from './deprecated/max-client-disconnect';
import { deprecatedOther } from './deprecated/other';
import { deprecatedPreventReschedule } from './deprecated/prevent-reschedule';
import { deprecatedStopAfterClientDisconnect } from './deprecated/stop-after-client-disconnect';
import { deprecatedVaultGrace } from './deprecated/vault-grace';
import { deviceCount } from './device/count';
import { stopAndLost } from './disconnect/stop-and-lost';
import { enterpriseFeature } from './enterprise/feature';
import { identityAdvice } from './identity/advice';
import { identityDefault } from './identity/duplicate-default';
import { identitySettings } from './identity/settings';
import { multiregionCount } from './job/multiregion-count';
import { multiregionEnterprise } from './job/multiregion-enterprise';
import { jobName } from './job/name';
import { jobRegion } from './job/region';
import { systemCount } from './job/system-count';
import { totalCount } from './job/total-count';
import { typeBlockConflict } from './job/type-block-conflict';
import { uiDescription } from './job/ui-description';
import { noMainTask } from './lifecycle/no-main-task';
import { twoLeaders } from './lifecycle/two-leaders';
import { logsDisk } from './logs/disk';
import { logsEnabledAndDisabled } from './logs/enabled-and-disabled';
import { migrateArithmetic } from './migrate/arithmetic';
import { numaDevices } from './numa/devices';
import { metaDisjoint } from './parameterized/meta-disjoint';
import { cronSyntax } from './periodic/cron-syntax';
import { periodicSpec } from './periodic/spec';
import { periodicTimeZone } from './periodic/time-zone';
import { rescheduleArithmetic } from './reschedule/arithmetic';
import { cpuAndCores } from './resources/cpu-and-cores';
import { resourcesDisk } from './resources/disk';
import { implausible } from './resources/implausible';
import { resourcesMemory } from './resources/memory-max';
import { resourcesMinimum } from './resources/minimum';
import { restartArithmetic } from './restart/arithmetic';
import type { Rule } from './rule';
import { countOverwrite } from './scaling/count-overwrite';
import { scalingMinMax } from './scaling/min-max';
import { scalingSystemJob } from './scaling/system-job';
import { taskPolicy } from './scaling/task-policy';
import { scheduleFields } from './schedule/fields';
import { secretEnvConfig } from './secret/env-config';
import { secretGroupMerge } from './secret/group-merge';
import { spreadPercent } from './spread/percent';
import { ephemeralForStateful } from './storage/ephemeral-for-stateful';
import { duplicateName } from './structure/duplicate-name';
import { missingTask } from './structure/missing-task';
import { noEffect } from './structure/no-effect';
import { killTimeout } from './task/kill-timeout';
import { taskSignal } from './task/signal';
import { templateChangeMode } from './template/change-mode';
import { duplicateDestination } from './template/duplicate-destination';
import { envFormat } from './template/env-format';
import { envNoop } from './template/env-noop';
import { expressionOutsideTemplate } from './template/expression-outside-template';
import { sourceAndData } from './template/source-and-data';
import { templateSyntax } from './template/syntax';
import { unknownFunction } from './template/unknown-function';
import { templateWait } from './template/wait';
import { updateArithmetic } from './update/arithmetic';
import { canaryPromote } from './update/canary-promote';
import { maxParallel } from './update/max-parallel';
import { vaultBlockMissing } from './vault/block-missing';
import { secretPathPublic } from './vault/secret-path-public';
import { vaultSignal } from './vault/signal';

export const nomadRulesA: readonly Rule[] = [
  missingTask,
  duplicateName,
  jobName,
  typeBlockConflict,
  systemCount,
  jobRegion,
  totalCount,
  uiDescription,
  multiregionEnterprise,
  multiregionCount,
  enterpriseFeature,
  noMainTask,
  twoLeaders,
  restartArithmetic,
  rescheduleArithmetic,
  stopAndLost,
  updateArithmetic,
  canaryPromote,
  maxParallel,
  migrateArithmetic,
  scalingMinMax,
  scalingSystemJob,
  countOverwrite,
  taskPolicy,
  constraintOperator,
  constraintValue,
  constraintUnknownAttribute,
  taskLevelDistinct,
  constraintConflict,
  constraintNeverTrue,
  affinityWeight,
  spreadPercent,
  periodicSpec,
  cronSyntax,
  periodicTimeZone,
  metaDisjoint,
  killTimeout,
  taskSignal,
  cpuAndCores,
  resourcesMinimum,
  resourcesMemory,
  resourcesDisk,
  implausible,
  deviceCount,
  numaDevices,
  logsDisk,
  logsEnabledAndDisabled,
  artifactChecksum,
  artifactDestination,
  destinationIsFile,
  templateChangeMode,
  duplicateDestination,
  templateWait,
  sourceAndData,
  envNoop,
  templateSyntax,
  unknownFunction,
  envFormat,
  expressionOutsideTemplate,
  identitySettings,
  identityDefault,
  identityAdvice,
  vaultSignal,
  vaultBlockMissing,
  secretPathPublic,
  secretEnvConfig,
  secretGroupMerge,
  consulPartition,
  scheduleFields,
  ephemeralForStateful,
  deprecatedCron,
  deprecatedIops,
  deprecatedVaultGrace,
  deprecatedMaxClientDisconnect,
  deprecatedStopAfterClientDisconnect,
  deprecatedPreventReschedule,
  deprecatedOther,
  noEffect,
];
