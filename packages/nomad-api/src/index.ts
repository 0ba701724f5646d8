/** A typed, cancellable client of Nomad's HTTP API. See README.md. */
export { DEFAULT_ADDRESS, describeAddress } from './address';
export type { Answer, CallOptions, ListOptions, ReadOptions } from './call';
export { createClient, type NomadClient } from './client';
export { configFromEnvironment, type NomadConfig, type SecretSource, type TlsConfig } from './config';
export type { EventStreamOptions } from './endpoints/events';
export type { ExecOptions } from './endpoints/exec';
export type { DispatchOptions } from './endpoints/job-changes';
export type { ParseOptions, PlanOptions, RegisterOptions, StopOptions } from './endpoints/jobs';
export type { FollowOptions, LogOptions, LogType, TailOptions } from './endpoints/logs';
export { isNomadError, NomadError, type NomadErrorKind } from './errors';
export type { ExecSession, ExecStream } from './exec-session';
export { type FollowJobLogsOptions, followJobLogs, type JobLog, type JobLogPiece } from './follow-job-logs';
export { type FollowLogOptions, followLog } from './follow-log';
export { createFrameDecoder, type Frame, type FrameDecoder, type FrameOrHeartbeat } from './frames';
export { parseJson, stringifyJson } from './json';
export { type ProxyFor, type ProxySettings, proxyFrom, proxyFromEnvironment } from './proxy';
export {
  type ParseDiagnostic,
  readableServerText,
  readParseDiagnostics,
  serverMessages,
  unsetVariables,
} from './server-text';
export type { Retry, TransportOptions } from './transport';
export type * from './types';
export { type WatchOptions, watch } from './watch';
