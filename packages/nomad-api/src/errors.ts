/** The one error of this library: what went wrong with which cluster, and what to do next. */

/**
 * - `unreachable`: no connection, or it broke.
 * - `tls`: the certificates of one of the two sides do not fit.
 * - `forbidden`: the token is missing, unknown, expired or lacks a capability.
 * - `not-found`: the thing that was asked for is not there.
 * - `conflict`: somebody else was faster (check index, check-and-set).
 * - `read-only`: the client was made for reading only, and nothing was sent.
 * - `no-leader`: the servers have elected none, so nothing but stale reads is answered.
 * - `server`: everything else that Nomad refuses, a wrong job included: its own words are in `serverText`.
 * - `timeout`: no answer within the limit.
 * - `cancelled`: the caller gave up (AbortSignal).
 * - `protocol`: what answered does not speak as Nomad does, or the address is none.
 */
export type NomadErrorKind =
  | 'unreachable'
  | 'tls'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'read-only'
  | 'no-leader'
  | 'server'
  | 'timeout'
  | 'cancelled'
  | 'protocol';

export interface NomadErrorFacts {
  readonly kind: NomadErrorKind;
  /** The cluster, as `describeAddress` writes it: never with a user name or a password. */
  readonly address: string;
  /** One or two sentences: what happened, with the cluster's address. */
  readonly summary: string;
  /** One sentence: what to do next. */
  readonly advice?: string;
  /** HTTP status, when there was an answer. */
  readonly status?: number;
  /** The body of the answer, trimmed, when it is text for people. */
  readonly serverText?: string;
  /** The system's or TLS's error code, such as `ECONNREFUSED`. */
  readonly code?: string;
}

/** `message` is the summary and the advice; all text in it is free of the token and of passwords. */
export class NomadError extends Error implements NomadErrorFacts {
  override readonly name = 'NomadError';
  readonly kind: NomadErrorKind;
  readonly address: string;
  readonly summary: string;
  readonly advice: string | undefined;
  readonly status: number | undefined;
  readonly serverText: string | undefined;
  readonly code: string | undefined;

  constructor(facts: NomadErrorFacts) {
    super(facts.advice ? `${facts.summary} ${facts.advice}` : facts.summary);
    this.kind = facts.kind;
    this.address = facts.address;
    this.summary = facts.summary;
    this.advice = facts.advice;
    this.status = facts.status;
    this.serverText = facts.serverText;
    this.code = facts.code;
  }
}

export function isNomadError(error: unknown, ...kinds: NomadErrorKind[]): error is NomadError {
  return error instanceof NomadError && (kinds.length === 0 || kinds.includes(error.kind));
}
