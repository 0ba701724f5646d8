/** One request to Nomad as data, and its answer. */

/** A list is written as one parameter for each of its values. */
export type QueryValue = string | number | boolean | readonly string[] | undefined;

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** From `/v1/` on, segments escaped. */
  readonly path: string;
  /** What it is for, as an infinitive: `plan job "web"`. Stands in messages. */
  readonly purpose: string;
  /** The capabilities that allow it (acl/policy.go), for the message when it is forbidden. */
  readonly needs?: string;
  /** What to do when Nomad refuses it for what was sent. */
  readonly ifRefused?: string;
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** Sent as JSON; `bigint` is written as an integer. */
  readonly body?: unknown;
  /** Which of namespace and region are sent. Default: both. */
  readonly scope?: 'namespace' | 'region' | 'none';
  /** True for a request that changes nothing although it is a POST. */
  readonly readOnly?: boolean;
  /** Keep integers above 2^53 exact (`parseJson`). */
  readonly exact?: boolean;
  /** The answer is text, not JSON. */
  readonly text?: boolean;
  /** Defaults to the configuration's. */
  readonly namespace?: string;
  readonly region?: string;
  /** Milliseconds until the answer must be complete. Default 30 000. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

/** What a caller may say about any request. */
export interface CallOptions {
  readonly namespace?: string;
  readonly region?: string;
  readonly signal?: AbortSignal;
  /** Milliseconds. */
  readonly limit?: number;
}

/** What a caller may say about a read. */
export interface ReadOptions extends CallOptions {
  /** Answer from any server, which works without a leader. */
  readonly stale?: boolean;
  /** Blocking query: answer when the state's index exceeds this one, or after `wait`. 0 never blocks. */
  readonly index?: number;
  /** Milliseconds to block; the server adds up to a sixteenth. At most five minutes. */
  readonly wait?: number;
}

/** What a caller may say about a list. */
export interface ListOptions extends ReadOptions {
  readonly prefix?: string;
  /** A go-bexpr expression, such as `Status == "running"`. */
  readonly filter?: string;
  readonly perPage?: number;
  readonly nextToken?: string;
  readonly reverse?: boolean;
}

export interface Answer<T> {
  readonly data: T;
  /** `X-Nomad-Index`; 0 where Nomad sends none. */
  readonly index: number;
  /** `X-Nomad-KnownLeader`. */
  readonly knownLeader?: boolean;
  /** `X-Nomad-NextToken`: ask again with it for the next page. */
  readonly nextToken?: string;
}

export type Send = (call: Call) => Promise<Answer<unknown>>;

/** The parts of a call that come from the options of a read. */
export function reading(options: ListOptions = {}): Pick<Call, 'namespace' | 'region' | 'signal' | 'limit' | 'query'> {
  const { namespace, region, signal, limit, stale, index, wait, prefix, filter, perPage, nextToken, reverse } = options;
  return {
    namespace,
    region,
    signal,
    // A blocking answer comes up to wait * 17/16 late (nomad/rpc.go, jitter); the rest is for the answer itself.
    limit: limit ?? (wait === undefined ? undefined : Math.ceil((wait * 17) / 16) + 15_000),
    query: {
      stale: stale || undefined,
      index,
      wait: wait === undefined ? undefined : `${wait}ms`,
      prefix,
      filter,
      per_page: perPage,
      next_token: nextToken,
      reverse: reverse || undefined,
    },
  };
}

/** The parts of a call that come from the options of a write. */
export function calling(options: CallOptions = {}): Pick<Call, 'namespace' | 'region' | 'signal' | 'limit'> {
  const { namespace, region, signal, limit } = options;
  return { namespace, region, signal, limit };
}
